"""Reads the text of a page that is a picture, with Tesseract where it is installed."""

from __future__ import annotations

import io
import os
import subprocess
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

import pypdfium2 as pdfium
from PIL import Image, ImageStat

from corpus import tesseract
from corpus.machine import processors
from ingest.readers.recognition.deskew import skew
from ingest.readers.recognition.hocr import Seen
from ingest.readers.recognition.hocr import seen as seen_in

INSTALL = "apt-get install tesseract-ocr tesseract-ocr-est tesseract-ocr-eng"
_DPI = 300
_POINTS = 72  # in an inch
_PIXEL_CAP = 25_000_000  # A4 at 300 dpi has 8.7 million
_SECONDS_A_PAGE = 120  # some 7 on a quiet processor; a busy machine takes ten times as long
AT_ONCE = min(4, processors())  # pages recognised side by side, each by a process

# A column of page numbers, which Tesseract may take for words that lie on their side.
_NARROW, _TALL, _UNSURE = 0.05, 8, 75  # share of the page's width; heights a width; of 100
# Words made of numbers that lie on their side count as read, so the other reading may have less; by
# hand, as in the two editions of the library's own scan.
_AS_SURE = 0.9
DOUBTFUL = 60.0  # of 100: a page that Tesseract is less sure of is compared with the picture
_OTHER_LAYOUTS = ("6", "11")  # one block of text; words wherever they stand


class OcrFailed(Exception):
    """This page cannot be recognised; the message says why and what to do."""


class Scan(NamedTuple):
    """A page as a grey picture."""

    picture: Image.Image
    dpi: int


def scan(page: pdfium.PdfPage) -> Scan:
    """The page drawn, as a scanner would; PDFium draws one page at a time."""
    dpi = _dpi(page.get_width(), page.get_height())
    return Scan(page.render(scale=dpi / _POINTS, grayscale=True).to_pil(), dpi)


def recognise(page: Scan, languages: str) -> Seen:
    """What the page shows; it is turned level, and read again another way where that says little.

    Safe to call from several threads; Tesseract is a process of its own.

    Raises:
        OcrFailed: Tesseract or a language is missing, or it fails on this page.
    """
    check_installed(languages)
    angle = skew(page.picture)
    level = page if not angle else page._replace(picture=_turned(page.picture, angle))
    # --psm 1 turns pages that lie on their side; it needs the script model "osd".
    seen = _read(level, languages, layout="1" if "osd" in _languages() else "3")
    if _has_torn_column(seen):
        # Read as one block, every number stays in the row to which it belongs.
        whole = _read(level, languages, layout="6")
        if _certainty(whole) >= _AS_SURE * _certainty(seen):
            seen = whole
    if seen.sureness < DOUBTFUL:
        others = (_read(level, languages, layout) for layout in _OTHER_LAYOUTS)
        seen = max(seen, *others, key=_worth)
    return replace(seen, turned=seen.turned + angle)


def check_installed(languages: str) -> None:
    """Says what is missing for text recognition, if anything.

    Raises:
        OcrFailed: names it, with the install command.
    """
    if not tesseract.is_installed():
        raise OcrFailed(f"scanned pages need Tesseract: {INSTALL}, then ingest again")
    missing = [name for name in languages.split("+") if name not in _languages()]
    if missing:
        packages = " ".join(f"tesseract-ocr-{name}" for name in missing)
        raise OcrFailed(f"scanned pages need more: apt-get install {packages}, then ingest again")


def _read(page: Scan, languages: str, layout: str) -> Seen:
    options = ["-l", languages, "--psm", layout, "--dpi", str(page.dpi)]
    command = ["tesseract", "stdin", "stdout", *options, "hocr"]
    written = io.BytesIO()
    page.picture.save(written, "PPM")
    try:
        done = subprocess.run(  # noqa: S603 - the picture goes by pipe, no word comes from the file
            command,
            input=written.getvalue(),
            capture_output=True,
            timeout=_SECONDS_A_PAGE,
            check=True,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},  # more threads a page are slower
        )
    except subprocess.TimeoutExpired:
        raise OcrFailed(f"text recognition took over {_SECONDS_A_PAGE} s for a page") from None
    except (subprocess.CalledProcessError, OSError) as error:
        raise OcrFailed(f"text recognition failed ({type(error).__name__})") from None
    return seen_in(done.stdout)


def _turned(picture: Image.Image, angle: float) -> Image.Image:
    paper = round(ImageStat.Stat(picture).median[0])
    return picture.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=paper)


def _has_torn_column(page: Seen) -> bool:
    for name, (left, top, right, bottom) in page.blocks.items():
        width = right - left
        if width < _NARROW * page.width and bottom - top > _TALL * width:
            words = [word for line in page.lines if line.block == name for word in line.words]
            if words and sum(word.sureness for word in words) / len(words) < _UNSURE:
                return True
    return False


def _certainty(page: Seen) -> float:
    return sum(word.sureness * len(word.text) for word in page.words)


def _worth(page: Seen) -> float:
    """Letters that are likely right count for the reading, those that are not against it."""
    return sum((word.sureness - DOUBTFUL) * len(word.text) for word in page.words)


@lru_cache(maxsize=1)
def _languages() -> frozenset[str]:
    return tesseract.languages()


def _dpi(width: float, height: float) -> int:
    """300, or less for a page so large that its picture would fill the memory."""
    square_inches = max(width * height, 1.0) / _POINTS**2
    return max(1, min(_DPI, int((_PIXEL_CAP / square_inches) ** 0.5)))
