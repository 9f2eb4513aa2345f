"""Reads PDF with PDFium: text in reading order, outline, page labels, scanned pages by OCR.

PDFium alone does what DESIGN gave to two libraries: on the stress set it read every file that
pypdf read, four that pypdf did not, and took a tenth of the time (docs/architecture.md).
`ingest.readers.pdf_layout` makes paragraphs and headings of a page's characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from corpus.accounts import PLAIN
from corpus.errors import DocumentError
from ingest.readers import pdf_notes
from ingest.readers.pdf_layout import Line, OutlineEntry, arrange, body_size, read_lines, title_of
from ingest.readers.pdf_pictures import holds_pictures
from ingest.readers.pdf_scans import PageScans, named
from ingest.readers.raw import PDF, Limits, RawDocument, RawPage, SectionHeading, check_length

_LABEL_LENGTH = 32
_NO_TITLE = re.compile(r"(?i)untitled|unnamed|document ?\d*|microsoft word.*|.*\.\w{3,4}|slide 1")
_LOCKED = "is locked with a password; save a copy without one and ingest that"


def read(path: str, content: bytes, limits: Limits) -> RawDocument:
    """The file's pages; a page that fails becomes a warning, unless all do.

    Raises:
        DocumentError: locked, damaged, or not a single page can be read.
    """
    with closing(_open(path, content)) as document:
        scans = PageScans(document, limits, holds_pictures(content))
        return _Pages(path, document, limits, scans).read()


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
        self, path: str, document: pdfium.PdfDocument, limits: Limits, scans: PageScans
    ) -> None:
        self._path = path
        self._document = document
        self._limits = limits
        self._warnings: list[str] = []
        self._broken: list[int] = []
        self._scans = scans
        self._characters = 0

    def read(self) -> RawDocument:
        present = len(self._document)
        count = min(present, self._limits.pages)
        if present > count:
            self._warnings.append(f"has {present:,} pages; only the first {count:,} are read")
        pages = [self._lines(index) for index in range(count)]
        for page in self._scans.recognised():
            pages[page.page_index] = page.lines
            self._count(page.lines)
        if len(self._broken) == count:
            raise DocumentError(self._path, "is damaged: no page of it can be read", page=1)
        entries = list(_outline(self._document, count))
        size = body_size(pages)
        raw: list[RawPage] = []
        headings: list[SectionHeading] = []
        for index, lines in enumerate(pages):
            on_page = [entry for entry in entries if entry.page_index == index]
            text, found = arrange(index, lines, size, on_page if entries else None)
            account = self._scans.account(index, PLAIN)
            raw.append(RawPage(index + 1, self._label(index), text, account))
            headings += found
        self._warn_of_pages()
        return RawDocument(
            PDF,
            tuple(raw),
            tuple(headings),
            title=self._named_title() or title_of(pages[0], size),
            warnings=tuple(self._warnings),
            unread=tuple(self._scans.unread),
        )

    def _lines(self, index: int) -> list[Line]:
        try:
            page = self._document[index]
            text_page = page.get_textpage()
        except pdfium.PdfiumError:
            self._broken.append(index + 1)
            return []
        with closing(page), closing(text_page):
            notes = pdf_notes.marks(self._document, page, text_page)
            lines = read_lines(text_page, page.get_rotation(), notes)
            self._scans.look(index, page, lines)
        self._count(lines)
        return lines

    def _count(self, lines: list[Line]) -> None:
        self._characters += sum(len(line.text) for line in lines)
        check_length(self._path, self._characters)

    def _warn_of_pages(self) -> None:
        self._warnings += self._scans.warnings()
        if self._broken:
            self._warnings.append(f"{named(self._broken)}: damaged and left out")

    def _label(self, index: int) -> str | None:
        label = self._document.get_page_label(index).strip()
        return label[:_LABEL_LENGTH] or None

    def _named_title(self) -> str | None:
        title = " ".join(self._document.get_metadata_value("Title").split())
        return None if not title or _NO_TITLE.fullmatch(title) else title


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
