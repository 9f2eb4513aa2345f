"""Reads OpenDocument with odfdo: texts (ODT), sheets (ODS) and slides (ODP).

A text is one page without a number, as it is in Word; a sheet or a slide is a page. Merged cells
are filled, footnotes numbered as printed and put at the end, what change tracking deleted is left.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from types import MappingProxyType
from typing import Any

from lxml import etree  # type: ignore[import-untyped]
from odfdo import Document

from corpus.accounts import LeftOut, PageAccount
from corpus.errors import DocumentError
from corpus.markup import BULLET
from ingest.readers import packages, sheet_blocks
from ingest.readers.office import odf_styles, odf_tables
from ingest.readers.raised import subscript, superscript
from ingest.readers.raw import (
    LINE,
    Flow,
    Limits,
    RawDocument,
    RawPage,
    SectionHeading,
    by_page,
    check_length,
)
from ingest.readers.titles import is_named

_NOUN = "OpenDocument file"
_LOCKED = "is locked with a password; save a copy without one and ingest that"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_SHOW = "{urn:oasis:names:tc:opendocument:xmlns:presentation:1.0}"
_DELETED = f"{_TEXT}tracked-changes"
_REMARK = f"{_OFFICE}annotation"
_NOTES = f"{_SHOW}notes"
_FIELDS = (f"{_TEXT}page-number", f"{_TEXT}page-count")  # what is drawn, not what was written
_OBJECTS = (f"{_DRAW}object", f"{_DRAW}object-ole")
_LABEL_LENGTH = 32
_HIDDEN = "the {} is hidden in the file"

Element = Any  # lxml's elements carry no types


def read(path: str, content: bytes, limits: Limits) -> RawDocument:
    """The file's text, sheets or slides.

    Raises:
        DocumentError: damaged, locked, or a bomb.
    """
    packages.check(path, content, _NOUN)
    with packages.opened_by_a_library(path, _NOUN):
        document = Document(io.BytesIO(content))
        if packages.holds(content, "META-INF/manifest.xml", b"encryption-data"):
            raise DocumentError(path, _LOCKED)
        body = etree.fromstring(packages.part(content, "content.xml"), _parser())
        media_type = str(document.mimetype)
        title = " ".join((document.meta.title or "").split())
        pages = _pages(path, body, limits)
    check_length(path, sum(len(page.text) for page, _ in pages))
    headings = by_page(found for _, found in pages)
    first = headings[0].text if headings else None
    numbered = tuple(page for page, _ in pages)
    return RawDocument(
        media_type, numbered, tuple(headings), title=first or (title if is_named(title) else None)
    )


def _parser() -> Any:
    return etree.XMLParser(resolve_entities=False, no_network=True)


def _pages(path: str, root: Element, limits: Limits) -> list[tuple[RawPage, list[SectionHeading]]]:
    body = root.find(f"{_OFFICE}body")
    hidden = _hidden_styles(root)
    sheets = body.findall(f"{_OFFICE}spreadsheet/{_TABLE}table")
    if sheets:
        return [_sheet(path, n, each, hidden) for n, each in enumerate(sheets[: limits.pages], 1)]
    slides = body.findall(f"{_OFFICE}presentation/{_DRAW}page")
    if slides:
        return [_slide(path, n, each, hidden) for n, each in enumerate(slides[: limits.pages], 1)]
    filled = _OpenText(path, odf_styles.character_styles(root))
    filled.add(body)
    return [filled.page(None, None, ())]


def _hidden_styles(root: Element) -> set[str]:
    """The names of the styles of sheets and slides that are not shown."""
    found: set[str] = set()
    for style in root.iter("{urn:oasis:names:tc:opendocument:xmlns:style:1.0}style"):
        for properties in style:
            shown = properties.get(f"{_TABLE}display"), properties.get(f"{_SHOW}visibility")
            if shown[0] == "false" or shown[1] == "hidden":
                found.update(value for key, value in style.attrib.items() if key.endswith("}name"))
    return found


def _sheet(
    path: str, number: int, table: Element, hidden: set[str]
) -> tuple[RawPage, list[SectionHeading]]:
    filled = _OpenText(path)
    name = table.get(f"{_TABLE}name") or ""
    if name.strip(" 0123456789").lower() not in ("sheet", "leht"):
        filled.flow.heading(1, name)
    filled.table(table)
    doubts = (_HIDDEN.format("sheet"),) if table.get(f"{_TABLE}style-name") in hidden else ()
    return filled.page(number, name[:_LABEL_LENGTH] or None, doubts)


def _slide(
    path: str, number: int, slide: Element, hidden: set[str]
) -> tuple[RawPage, list[SectionHeading]]:
    filled = _OpenText(path)
    filled.slide(slide)
    doubts = (_HIDDEN.format("slide"),) if slide.get(f"{_DRAW}style-name") in hidden else ()
    return filled.page(number, None, doubts)


class _OpenText:
    """Walks OpenDocument's elements and fills a flow."""

    def __init__(self, path: str, styles: Mapping[str, str] = MappingProxyType({})) -> None:
        self.flow = Flow()
        self._styles = styles
        self._path = path
        self._notes: list[str] = []
        self._left_out: list[LeftOut] = []
        self._is_annotated = False
        self._objects = 0

    def page(
        self, number: int | None, label: str | None, doubts: tuple[str, ...]
    ) -> tuple[RawPage, list[SectionHeading]]:
        self.flow.end_block()
        for note in self._notes:
            self.flow.line(note)
        how = ("text", "annotation") if self._is_annotated else ("text",)
        if self._objects:
            doubts = (
                *doubts,
                f"holds objects whose text was not read, such as charts: {self._objects}",
            )
        account = PageAccount(how, left_out=tuple(self._left_out), doubts=doubts)
        (page,) = self.flow.pages()
        return RawPage(number, label, page.text, account), self.flow.headings

    def add(self, parent: Element, item: bool = False) -> None:
        """The blocks below the element; `item`: it is an item of a list."""
        for element in parent:
            if element.tag == f"{_TEXT}h":
                level = element.get(f"{_TEXT}outline-level") or "1"
                text = self._text(element).replace(LINE, " ")
                self.flow.heading(min(int(level) if level.isdigit() else 1, 6), text)
            elif element.tag == f"{_TEXT}p":
                self._paragraph(element, item)
            elif element.tag == f"{_TEXT}list":
                self.flow.end_block()
                self.add(element)
                self.flow.end_block()
            elif element.tag in (f"{_TEXT}list-item", f"{_TEXT}list-header"):
                self.add(element, item=True)
            elif element.tag == f"{_TABLE}table":
                self.table(element)
            elif element.tag == _DELETED:
                self._leave(element)
            elif element.tag in _OBJECTS:
                self._objects += 1
            elif isinstance(element.tag, str):
                self.add(element)

    def slide(self, slide: Element) -> None:
        """The title first, then what stands in frames, then the speaker's notes."""
        is_title = f"{_SHOW}class"
        frames = [each for each in slide if each.tag != _NOTES]
        titles = [each for each in frames if each.get(is_title) == "title"]
        for title in titles:
            self.flow.heading(1, " ".join(self._all(title)))
        for each in sorted((f for f in frames if f not in titles), key=_down):
            self.add([each])
        for notes in slide.findall(_NOTES):
            before = len(self.flow.pages()[0].text)
            self.add(notes)
            self._is_annotated |= len(self.flow.pages()[0].text) > before

    def table(self, table: Element) -> None:
        heads = len(table.findall(f"{_TABLE}table-header-rows/{_TABLE}table-row"))
        cells = odf_tables.grid(self._path, table, lambda cell: " ".join(self._all(cell)))
        for is_filled, rows in groupby(cells, key=any):
            if is_filled:
                block = sheet_blocks.without_empty_columns(list(rows))
                across = {at for at, row in enumerate(block) if _is_merged(row)}
                self.flow.end_block()
                sheet_blocks.add(self.flow, block, heads or None, across=across)
                self.flow.end_block()
                heads = 0

    def _all(self, parent: Element) -> list[str]:
        """The texts of all paragraphs below the element."""
        found: list[str] = []
        for element in parent.iter(f"{_TEXT}p", f"{_TEXT}h"):
            if any(above.tag == _REMARK for above in element.iterancestors()):
                continue
            text = self._text(element).replace(LINE, " ").strip()
            found += [text] if text else []
        for remark in parent.iter(_REMARK):
            self._leave(remark, "remark")
        return found

    def _paragraph(self, element: Element, item: bool) -> None:
        text = self._text(element).strip()
        if item and text:
            self.flow.line(BULLET + text.removeprefix(BULLET))
        else:
            self.flow.paragraph(text)
        for frame in element.iter(f"{_DRAW}text-box"):
            self.add(frame)

    def _text(self, element: Element) -> str:
        return "".join(self._pieces(element))

    def _pieces(self, element: Element) -> Iterator[str]:
        yield (element.text or "").replace("\n", " ")
        for child in element:
            if child.tag == f"{_TEXT}s":
                count = child.get(f"{_TEXT}c") or "1"
                yield " " * min(int(count) if count.isdigit() else 1, 100)
            elif child.tag == f"{_TEXT}tab":
                yield " "
            elif child.tag == f"{_TEXT}line-break":
                yield LINE
            elif child.tag == f"{_TEXT}note":
                yield self._note(child)
            elif child.tag == _REMARK:
                self._leave(child, "remark")
            elif child.tag in (f"{_DRAW}frame", *_FIELDS):
                pass  # a text box in it is a block of its own
            elif child.tag == f"{_TEXT}span":
                yield self._span(child)
            elif isinstance(child.tag, str):
                yield from self._pieces(child)
            yield (child.tail or "").replace("\n", " ")

    def _span(self, span: Element) -> str:
        """The text of a style: left out where hidden, in a form of its own where raised."""
        style = self._styles.get(span.get(f"{_TEXT}style-name") or "")
        text = "".join(self._pieces(span))
        if style == odf_styles.HIDDEN:
            self._left_out += [LeftOut.of("hidden text", text)] if text.strip() else []
            return ""
        if style is None or "[" in text:
            return text
        return (superscript if style == odf_styles.RAISED else subscript)(text) or text

    def _note(self, note: Element) -> str:
        mark = f"[{''.join(note.find(f'{_TEXT}note-citation').itertext()).strip()}]"
        body = note.find(f"{_TEXT}note-body")
        self._notes.append(f"{mark} {' '.join(self._all(body))}")
        return mark

    def _leave(self, element: Element, reason: str = "deleted by a tracked change") -> None:
        text = " ".join("".join(p.itertext()) for p in element.iter(f"{_TEXT}p", f"{_TEXT}h"))
        if text.strip():
            self._left_out.append(LeftOut.of(reason, text))


def _is_merged(row: Sequence[str]) -> bool:
    """Whether several cells say the same and no other anything, as one merged over them does."""
    said = list(filter(None, row))
    return len(said) > 1 and len({*said}) == 1 and any(map(str.isalpha, said[0]))


def _down(frame: Element) -> float:
    """How far below the slide's top the frame stands; its unit is the same for all."""
    told = frame.get("{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}y") or "0"
    digits = "".join(c for c in told if c.isdigit() or c in ".-")
    try:
        return float(digits)
    except ValueError:
        return 0.0
