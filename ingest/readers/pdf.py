"""Reads PDF with PDFium: text in reading order, outline, page labels, scanned pages by OCR.

On the stress set PDFium read every file that pypdf read, four that pypdf did not, and took a tenth
of the time (docs/architecture.md); pypdf reads fields and comments alone (`pdf_fields`).
`pdf_text` reads a page's lines, `pdf_layout` makes paragraphs and headings of them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from corpus.accounts import PLAIN, LeftOut, PageAccount
from corpus.errors import DocumentError
from ingest.readers import ocr
from ingest.readers.pdf_fields import NOTHING, Fields, HangingText, attachments
from ingest.readers.pdf_layout import OutlineEntry, arrange, body_size, title_of
from ingest.readers.pdf_line import Line
from ingest.readers.pdf_text import read_text
from ingest.readers.raw import PDF, Limits, RawDocument, RawPage, SectionHeading, check_length
from ingest.readers.titles import is_named

_FEW_CHARACTERS = 100  # a page number or a stamp beside a scanned page
_PICTURE_PIXELS = 100 * 100  # smaller pictures are signs and logos
_COVERED = 0.5  # of the page, by pictures
_FORM_DEPTH = 4
_LABEL_LENGTH = 32
_MOST_ATTACHMENTS = 20  # that are named
_LOCKED = "is locked with a password; save a copy without one and ingest that"


def read(path: str, content: bytes, limits: Limits) -> RawDocument:
    """The file's pages; a page that fails becomes a warning, unless all do.

    Raises:
        DocumentError: locked, damaged, or not a single page can be read.
    """
    with closing(_open(path, content)) as document:
        return _Pages(path, content, document, limits).read()


def _open(path: str, content: bytes) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium_c.FPDF_ERR_PASSWORD:
            raise DocumentError(path, _LOCKED) from None
        raise DocumentError(
            path, "is damaged or no PDF; open it in a viewer, save it again and ingest that"
        ) from None
    if len(document) == 0:
        document.close()
        raise DocumentError(path, "has no pages")
    return document


class _Pages:
    """One pass over the pages of an open document; collects warnings on the way."""

    def __init__(
        self, path: str, content: bytes, document: pdfium.PdfDocument, limits: Limits
    ) -> None:
        self._path = path
        self._fields = Fields(content)
        self._document = document
        self._limits = limits
        self._warnings: list[str] = []
        self._unread: list[int] = []
        self._broken: list[int] = []
        self._scans: list[int] = []  # indices of pages that are pictures
        self._characters = 0
        self._beside: dict[int, HangingText] = {}  # by page
        self._left_out: dict[int, tuple[LeftOut, ...]] = {}

    def read(self) -> RawDocument:
        present = len(self._document)
        count = min(present, self._limits.pages)
        if present > count:
            self._warnings.append(f"has {present:,} pages; only the first {count:,} are read")
        pages = [self._lines(index) for index in range(count)]
        for index, text in self._recognised():
            if text.strip():
                pages[index] = [Line(line) for line in text.split("\n")]
            self._count(pages[index])
        for index, beside in self._beside.items():
            pages[index] += [Line(line, is_row=True) for line in beside.lines]
        if len(self._broken) == count:
            raise DocumentError(self._path, "is damaged: no page of it can be read", page=1)
        entries = list(_outline(self._document, count))
        size = body_size(pages)
        raw: list[RawPage] = []
        headings: list[SectionHeading] = []
        for index, lines in enumerate(pages):
            on_page = [entry for entry in entries if entry.page_index == index]
            text, found = arrange(index, lines, size, on_page if entries else None)
            raw.append(RawPage(index + 1, self._label(index), text, self._account(index)))
            headings += found
        self._warn_of_pages()
        return RawDocument(
            PDF,
            tuple(raw),
            tuple(headings),
            title=self._named_title() or title_of(pages[0], size),
            warnings=tuple(self._warnings),
            unread=tuple(self._unread),
        )

    def _lines(self, index: int) -> list[Line]:
        try:
            page = self._document[index]
            text_page = page.get_textpage()
        except pdfium.PdfiumError:
            self._broken.append(index + 1)
            return []
        with closing(page), closing(text_page):
            lines, self._left_out[index] = read_text(self._document, page, text_page)
            beside = self._fields.of_page(index, page, text_page)
            if beside is not NOTHING:
                self._beside[index] = beside
            seen = sum(len(line.text) for line in lines)
            if seen < _FEW_CHARACTERS and _is_picture(page, has_text=seen > 0):
                self._scans.append(index)
        self._count(lines)
        return lines

    def _count(self, lines: list[Line]) -> None:
        self._characters += sum(len(line.text) for line in lines)
        check_length(self._path, self._characters)

    def _recognised(self) -> Iterator[tuple[int, str]]:
        """The text of each scanned page; none where OCR fails, which is told once at the end."""
        known = self._limits.recognised
        yield from ((index, known[index]) for index in self._scans if index < len(known))
        waiting: deque[tuple[int, Future[str]]] = deque()
        with ThreadPoolExecutor(ocr.AT_ONCE) as pool:
            for index in (index for index in self._scans if index >= len(known)):
                if len(waiting) > ocr.AT_ONCE:  # no more pictures in memory than are needed
                    yield self._text_of(*waiting.popleft())
                with closing(self._document[index]) as page:
                    scan = ocr.scan(page)
                task = pool.submit(ocr.recognise, scan, self._limits.ocr_languages)
                waiting.append((index, task))
            while waiting:
                yield self._text_of(*waiting.popleft())

    def _text_of(self, index: int, task: Future[str]) -> tuple[int, str]:
        try:
            text = task.result()
        except ocr.OcrFailed as error:
            self._unread.append(index + 1)
            if str(error) not in self._warnings:
                self._warnings.append(str(error))
            return index, ""
        self._limits.alive(index + 1)
        return index, text

    def _warn_of_pages(self) -> None:
        for name in attachments(self._document)[:_MOST_ATTACHMENTS]:
            self._warnings.append(f"holds an attachment '{name}', which is not read")
        if self._unread:
            self._warnings.append(f"{_pages(self._unread)}: a picture whose text was not read")
        if self._broken:
            self._warnings.append(f"{_pages(self._broken)}: damaged and left out")

    def _account(self, index: int) -> PageAccount:
        beside = self._beside.get(index, NOTHING)
        left_out = (*self._left_out.get(index, ()), *beside.left_out)
        return PageAccount((*PLAIN.how, *beside.how), None, left_out, beside.doubts)

    def _label(self, index: int) -> str | None:
        """The page's label, where it says more than how many pages came before."""
        label = self._document.get_page_label(index).strip()
        return None if label == str(index + 1) else label[:_LABEL_LENGTH] or None

    def _named_title(self) -> str | None:
        title = " ".join(self._document.get_metadata_value("Title").split())
        return title if is_named(title) else None


def _outline(document: pdfium.PdfDocument, count: int) -> Iterator[OutlineEntry]:
    try:
        for bookmark in document.get_toc():
            target = bookmark.get_dest()
            index = target.get_index() if target else None
            title = " ".join(bookmark.get_title().split())
            if index is not None and index < count and title:
                yield OutlineEntry(index, bookmark.level + 1, title)
    except pdfium.PdfiumError:
        return  # an outline is a help, not a need


def _is_picture(page: pdfium.PdfPage, has_text: bool) -> bool:
    """Whether what the page shows is a raster image: any, or most of the page where it has text."""
    covered = 0.0
    for image in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=_FORM_DEPTH):
        try:
            width, height = image.get_px_size()
            left, bottom, right, top = image.get_bounds()
        except pdfium.PdfiumError:
            continue
        if width * height >= _PICTURE_PIXELS:
            covered += (right - left) * (top - bottom)
    area = page.get_width() * page.get_height()
    return covered > (area * _COVERED if has_text else 0)


def _pages(numbers: list[int]) -> str:
    """ "page 4", "pages 1-3, 7"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    names = [f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs]
    return f"page{'s' if len(numbers) > 1 else ''} {', '.join(names)}"
