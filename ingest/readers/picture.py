"""Reads pictures of pages (TIFF with many, PNG, JPEG): the text that Tesseract sees in them."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator

from PIL import Image, ImageOps

from corpus.accounts import PageAccount
from corpus.errors import DocumentError
from ingest.readers.pdf.scans import recognition_doubts
from ingest.readers.raw import Limits, RawDocument, RawPage, check_length
from ingest.readers.recognition import ocr

_FORMATS = ("TIFF", "PNG", "JPEG")
_MEDIA_TYPES = {"TIFF": "image/tiff", "PNG": "image/png", "JPEG": "image/jpeg"}
_DAMAGED = "is damaged or no picture; open it in a viewer, save it again and ingest that"
_LARGEST = 300_000_000  # pixels: A0 at 400 dpi has 244 million
_KEPT = 25_000_000  # pixels that are recognised: A4 at 300 dpi has 8.7 million, A3 17.4
_USUAL_DPI = (70, 1200)  # what a scanner writes; a camera writes anything, or 72
_PAGE_INCHES = 11.7  # the longer side of A4, where the file says nothing
_NO_TEXT = "shows no text that could be recognised"


def read(path: str, content: bytes, limits: Limits) -> RawDocument:
    """The file's pictures, each a page.

    Raises:
        DocumentError: damaged, or too large.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of tags that Pillow does not know
        try:
            with Image.open(io.BytesIO(content), formats=_FORMATS) as image:
                return _document(path, image, limits)
        except (OSError, SyntaxError, ValueError, EOFError, TypeError, KeyError, OverflowError):
            raise DocumentError(path, _DAMAGED) from None
        except Image.DecompressionBombError:
            raise DocumentError(path, _too_large()) from None


def _too_large() -> str:
    return f"is a picture of more than {_LARGEST:,} pixels; save it smaller"


def _document(path: str, image: Image.Image, limits: Limits) -> RawDocument:
    count = getattr(image, "n_frames", 1)
    told: list[str] = []
    unread: list[int] = []
    if count > limits.pages:
        told.append(f"has {count:,} pages; only the first {limits.pages:,} are read")
    pages: list[RawPage] = []
    for number, scan in enumerate(_scans(path, image, min(count, limits.pages), limits), start=1):
        page = _page(number, scan, limits)
        if isinstance(page, ocr.OcrFailed):
            told += [] if str(page) in told else [str(page)]
            unread.append(number)
            page = RawPage(number, None, "", PageAccount(("recognised",), doubts=(str(page),)))
        elif not page.text.strip():
            told.append(f"page {number}: {_NO_TEXT}")
        pages.append(page)
        limits.alive(number)
    check_length(path, sum(len(page.text) for page in pages))
    kind = _MEDIA_TYPES[image.format or "PNG"]
    return RawDocument(kind, tuple(pages), warnings=tuple(told), unread=tuple(unread))


def _scans(path: str, image: Image.Image, count: int, limits: Limits) -> Iterator[ocr.Scan | str]:
    """Each page as a picture for Tesseract, or its text where that is known from before."""
    for index in range(count):
        if index < len(limits.recognised):
            yield limits.recognised[index]
            continue
        image.seek(index)
        if image.width * image.height > _LARGEST:
            raise DocumentError(path, _too_large(), index + 1)
        yield _scan(image)


def _scan(image: Image.Image) -> ocr.Scan:
    dpi = _dpi(image)
    scale = (_KEPT / (image.width * image.height)) ** 0.5
    if scale < 1:
        size = max(1, int(image.width * scale)), max(1, int(image.height * scale))
        image.draft("L", size)  # JPEG alone can be opened smaller
    shown = ImageOps.exif_transpose(image) or image
    if "transparency" in shown.info or shown.mode in ("RGBA", "LA", "PA"):
        paper = Image.new("RGBA", shown.size, "white")
        shown = Image.alpha_composite(paper, shown.convert("RGBA"))
    grey = shown.convert("L")
    if scale < 1:
        grey.thumbnail((max(size), max(size)))
        dpi = max(_USUAL_DPI[0], int(dpi * scale))
    return ocr.Scan(grey, dpi)


def _dpi(image: Image.Image) -> int:
    """What the file says; where that is no scanner's, as if the picture were of an A4 page."""
    told = image.info.get("dpi", (0, 0))[0]
    longer = max(image.size)
    least, most = _USUAL_DPI
    if least < float(told) < most and float(told) * 5 < longer:
        return int(told)
    return max(least, min(most, int(longer / _PAGE_INCHES)))


def _page(number: int, scan: ocr.Scan | str, limits: Limits) -> RawPage | ocr.OcrFailed:
    if isinstance(scan, str):
        return RawPage(number, None, scan, PageAccount(("recognised",)))
    try:
        seen = ocr.recognise(scan, limits.ocr_languages)
    except ocr.OcrFailed as error:
        return error
    doubts = recognition_doubts(seen) if seen.text.strip() else (_NO_TEXT,)
    account = PageAccount(("recognised",), round(seen.sureness, 1), doubts=doubts)
    return RawPage(number, None, seen.text, account)
