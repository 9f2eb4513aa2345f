"""Reads Word's DOCX: headings by style, lists, tables row by row, footnotes at the end.

The archive is checked before it is opened: it may unpack to far more than it weighs, and its
XML may define entities that grow without end.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from lxml.etree import XMLSyntaxError  # type: ignore[import-untyped]

from corpus.errors import DocumentError
from corpus.markup import BULLET
from ingest.readers.raw import (
    LINE,
    Flow,
    Limits,
    RawDocument,
    check_length,
    note_mark,
    source_number,
)

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_PARTS = 5_000
_UNPACKED_BYTES = 300_000_000
_XML_BYTES = 60_000_000  # of one part; an XML tree takes ten times its file
_DAMAGED = "is damaged or no Word document; open it in Word, save it again and ingest that"
_HEADING = re.compile(r"(?i)heading (\d)")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = frozenset((qn("w:del"), qn("w:moveFrom"), _FALLBACK, qn("w:instrText")))
_BREAKS = frozenset((qn("w:br"), qn("w:cr")))

Element = Any  # lxml's elements carry no types


def read(path: str, content: bytes, limits: Limits) -> RawDocument:  # noqa: ARG001
    """The file as one page without a number: Word sets page breaks only when it prints.

    Raises:
        DocumentError: damaged, locked, or a bomb.
    """
    _check_archive(path, content)
    try:
        document = docx.Document(io.BytesIO(content))
    except (OpcError, KeyError, ValueError, XMLSyntaxError, zipfile.BadZipFile):
        raise DocumentError(path, _DAMAGED) from None
    flow = Flow()
    _WordBody(document, flow).add(document.element.body)
    for note in _footnotes(document):
        flow.line(note)
    check_length(path, sum(len(page.text) for page in flow.pages()))
    first = flow.headings[0].text if flow.headings else None
    title = " ".join((document.core_properties.title or "").split())
    return RawDocument(MEDIA_TYPE, flow.pages(), tuple(flow.headings), title=first or title or None)


def _check_archive(path: str, content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            _check_sizes(path, parts)
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    with archive.open(part) as opened:
                        _check_xml(path, opened.read(2048))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError):
        raise DocumentError(path, _DAMAGED) from None


def _check_sizes(path: str, parts: list[zipfile.ZipInfo]) -> None:
    xml = [part.file_size for part in parts if part.filename.endswith((".xml", ".rels"))]
    if (
        len(parts) > _PARTS
        or sum(part.file_size for part in parts) > _UNPACKED_BYTES
        or sum(xml) > _XML_BYTES
    ):
        raise DocumentError(path, "unpacks to more than a document may hold; divide it into parts")


def _check_xml(path: str, head: bytes) -> None:
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise DocumentError(path, "defines XML entities, which no Word document does; not read")


class _WordBody:
    """Walks the body, also through content controls and tracked changes, and fills a flow."""

    def __init__(self, document: Document, flow: Flow) -> None:
        self._flow = flow
        self._styles = {style.style_id: style.name or "" for style in document.styles}

    def add(self, parent: Element) -> None:
        for element in parent:
            if element.tag == qn("w:p"):
                self._paragraph(element)
            elif element.tag == qn("w:tbl"):
                self._table(element)
            elif element.tag not in _SKIPPED:
                self.add(element)

    def _paragraph(self, element: Element) -> None:
        text = paragraph_text(element)
        style = self._style(element)
        level = _HEADING.fullmatch(style)
        if level:
            self._flow.heading(min(int(level.group(1)), 6), text)
        elif style == "Title":
            self._flow.heading(1, text)
        elif text.strip() and (element.find(f".//{qn('w:numPr')}") is not None or "List" in style):
            self._flow.line(BULLET + text.strip())
        else:
            self._flow.paragraph(text)

    def _style(self, element: Element) -> str:
        named = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        return self._styles.get(named.get(qn("w:val")), "") if named is not None else ""

    def _table(self, element: Element) -> None:
        self._flow.table(
            [
                [_cell_text(cell) for cell in row.iterchildren(qn("w:tc"), qn("w:sdt"))]
                for row in element.iter(qn("w:tr"))
            ]
        )


def paragraph_text(element: Element) -> str:
    """The text as it stands when all changes are accepted, LINE at line breaks."""
    return "".join(_pieces(element)).replace("\n", " ")


def _pieces(element: Element) -> Iterator[str]:
    for child in element:
        if child.tag in _SKIPPED:
            continue
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag == qn("w:tab"):
            yield " "
        elif child.tag in _BREAKS:
            yield LINE
        elif child.tag == qn("w:noBreakHyphen"):
            yield "-"
        elif child.tag == qn("w:hyperlink") and source_number(child.get(qn("w:anchor"))):
            yield note_mark(source_number(child.get(qn("w:anchor"))) or 0)
        elif child.tag == qn("w:footnoteReference"):
            yield f"[{child.get(qn('w:id'))}]"
        elif child.tag != qn("w:pPr"):
            yield from _pieces(child)


def _cell_text(cell: Element) -> str:
    paragraphs = (paragraph_text(each).replace(LINE, " ") for each in cell.iter(qn("w:p")))
    return " ".join(" ".join(text.split()) for text in paragraphs if text.strip())


def _footnotes(document: Document) -> Iterator[str]:
    try:
        part = document.part.part_related_by(RELATIONSHIP_TYPE.FOOTNOTES)
    except KeyError:
        return
    for note in parse_xml(part.blob).iterchildren(qn("w:footnote")):
        text = " ".join(_cell_text(note).split())
        if text and note.get(qn("w:type")) is None:
            yield f"[{note.get(qn('w:id'))}] {text}"
