"""Reads PDF with PDFium: text in reading order, outline, page labels, scanned pages by OCR.

On the stress set PDFium read every file that pypdf read, four that pypdf did not, and took a tenth
of the time (docs/architecture.md); pypdf reads fields and comments alone (`fields`).
`text` reads a page's lines, `layout` makes paragraphs and headings of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from corpus.accounts import PLAIN, LeftOut, PageAccount, page_names
from corpus.errors import DocumentError
from ingest.readers.pdf.continued import carry_headings
from ingest.readers.pdf.fields import NOTHING, Fields, HangingText, attachments
from ingest.readers.pdf.layout import OutlineEntry, arrange, body_size, title_of
from ingest.readers.pdf.line import Line
from ingest.readers.pdf.pictures import holds_pictures
from ingest.readers.pdf.scans import PageScans
from ingest.readers.pdf.text import read_text
from ingest.readers.raw import PDF, Limits, RawDocument, RawPage, SectionHeading, check_length
from ingest.readers.titles import is_named

_LABEL_LENGTH = 32
_MOST_ATTACHMENTS = 20  # that are named
_LOCKED = "is locked with a password; save a copy without one and ingest that"


def read(path: str, content: bytes, limits: Limits) -> RawDocument:
    """The file's pages; a page that fails becomes a warning, unless all do.

    Raises:
        DocumentError: locked, damaged, or not a single page can be read.
    """
    with closing(_open(path, content)) as document:
        scans = PageScans(document, limits, holds_pictures(content))
        return _Pages(path, content, document, limits, scans).read()


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
        self,
        path: str,
        content: bytes,
        document: pdfium.PdfDocument,
        limits: Limits,
        scans: PageScans,
    ) -> None:
        self._path = path
        self._fields = Fields(content)
        self._document = document
        self._limits = limits
        self._warnings: list[str] = []
        self._broken: list[int] = []
        self._scans = scans
        self._characters = 0
        self._beside: dict[int, HangingText] = {}  # by page
        self._left_out: dict[int, tuple[LeftOut, ...]] = {}

    def read(self) -> RawDocument:
        present = len(self._document)
        count = min(present, self._limits.pages)
        if present > count:
            self._warnings.append(f"has {present:,} pages; only the first {count:,} are read")
        pages = [self._lines(index) for index in range(count)]
        for page in self._scans.recognised():
            pages[page.page_index] = page.lines
            self._count(page.lines)
        for index, beside in self._beside.items():
            pages[index] += [Line(line, is_row=True) for line in beside.lines]
        carry_headings(pages)
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
            lines, self._left_out[index] = read_text(self._document, page, text_page)
            beside = self._fields.of_page(index, page, text_page)
            if beside is not NOTHING:
                self._beside[index] = beside
            self._scans.look(index, page, lines)
        self._count(lines)
        return lines

    def _count(self, lines: list[Line]) -> None:
        self._characters += sum(len(line.text) for line in lines)
        check_length(self._path, self._characters)

    def _warn_of_pages(self) -> None:
        for name in attachments(self._document)[:_MOST_ATTACHMENTS]:
            self._warnings.append(f"holds an attachment '{name}', which is not read")
        self._warnings += self._scans.warnings()
        if self._broken:
            self._warnings.append(f"{page_names(self._broken)}: damaged and left out")

    def _account(self, index: int) -> PageAccount:
        beside = self._beside.get(index, NOTHING)
        read = self._scans.account(index, PLAIN, has_more=bool(beside.lines))
        left_out = (*self._left_out.get(index, ()), *beside.left_out)
        joined = replace(read, how=(*read.how, *beside.how))
        return joined.leaving_out(left_out).doubting(*beside.doubts)

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
