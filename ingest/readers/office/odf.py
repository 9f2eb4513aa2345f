"""Reads OpenDocument with odfdo: texts (ODT), sheets (ODS) and slides (ODP).

A text is one page without a number, as it is in Word; a sheet or a slide is a page. Merged cells
are filled, footnotes numbered as printed and put at the end, what change tracking deleted is left.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeAlias

from lxml import etree  # type: ignore[import-untyped]
from odfdo import Document

from corpus.accounts import LeftOut
from corpus.errors import DocumentError
from ingest.readers import packages
from ingest.readers.office.odf_lists import OpenLists
from ingest.readers.office.odf_objects import OpenObjects
from ingest.readers.office.odf_styles import OpenStyles
from ingest.readers.office.odf_text import OpenText
from ingest.readers.raw import (
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
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_SHOW = "{urn:oasis:names:tc:opendocument:xmlns:presentation:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_STYLES = "styles.xml"
_SEEN = f"{_TABLE}visibility"
_RUNNING = "running head or page number"
_RUNNING_PARTS = (
    "header", "footer", "header-left", "footer-left", "header-first", "footer-first"
)  # fmt: skip
_LABEL_LENGTH = 32
_HIDDEN = "the {} is hidden in the file"

Element = Any  # lxml's elements carry no types
_Page: TypeAlias = tuple[RawPage, list[SectionHeading]]


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
        told = " ".join((document.meta.title or "").split())
        filled = _Filled(path, content, body)
        pages = filled.pages(limits)
    check_length(path, sum(len(page.text) for page, _ in pages))
    headings = by_page(found for _, found in pages)
    numbered = tuple(page for page, _ in pages)
    title = filled.title or _title(headings, filled.first, told if is_named(told) else None)
    return RawDocument(media_type, numbered, tuple(headings), title=title)


def _title(headings: list[SectionHeading], first: str | None, told: str | None) -> str | None:
    """A heading that begins the document; what its properties say; the first heading."""
    begins = bool(headings) and headings[0].page_index == headings[0].offset == 0
    return first if begins or not told else told


def _parser() -> Any:
    return etree.XMLParser(resolve_entities=False, no_network=True)


class _Filled:
    """The pages of a file; `title` is what a text has as one by its style, `first` its heading."""

    def __init__(self, path: str, content: bytes, root: Element) -> None:
        self.title: str | None = None
        self.first: str | None = None
        self._path = path
        self._root = root
        named = etree.fromstring(packages.part(content, _STYLES), _parser())
        self._styles = OpenStyles(root, named)
        self._lists = OpenLists(root, named)
        self._objects = OpenObjects(content)
        self._running = list(_running(named))
        self._hidden = _hidden_styles(root)

    def pages(self, limits: Limits) -> list[_Page]:
        """The sheets, the slides, or the text as one page."""
        body = self._root.find(f"{_OFFICE}body")
        sheets = body.findall(f"{_OFFICE}spreadsheet/{_TABLE}table")
        if sheets:
            return self._all(self._sheet, sheets[: limits.pages])
        slides = body.findall(f"{_OFFICE}presentation/{_DRAW}page")
        if slides:
            return self._all(self._slide, slides[: limits.pages])
        text = self._text()
        text.add(body)
        self.title, self.first = text.title, text.first_heading
        page, headings = text.page(None, None, ())
        account = page.account.leaving_out([LeftOut.of(_RUNNING, each) for each in self._running])
        return [(replace(page, account=account), headings)]

    def _all(self, read: Callable[[int, Element], _Page], parts: list[Element]) -> list[_Page]:
        pages = [read(number, part) for number, part in enumerate(parts, start=1)]
        self.first = next((found[0].text for _, found in pages if found), None)
        return pages

    def _text(self) -> OpenText:
        return OpenText(self._path, self._styles, self._lists, self._objects)

    def _sheet(self, number: int, table: Element) -> _Page:
        filled = self._text()
        name = table.get(f"{_TABLE}name") or ""
        if name.strip(" 0123456789").lower() not in ("sheet", "leht"):
            filled.flow.heading(1, name)
        filled.table(table)
        is_hidden = table.get(f"{_TABLE}style-name") in self._hidden
        doubts = (_HIDDEN.format("sheet"),) if is_hidden else ()
        rows = sum(
            each.get(_SEEN, "visible") != "visible" for each in table.iter(f"{_TABLE}table-row")
        )
        if rows:
            doubts = (*doubts, f"rows hidden in the sheet are read: {rows} of them")
        return filled.page(number, name[:_LABEL_LENGTH] or None, doubts)

    def _slide(self, number: int, slide: Element) -> _Page:
        filled = self._text()
        filled.slide(slide)
        is_hidden = slide.get(f"{_DRAW}style-name") in self._hidden
        return filled.page(number, None, (_HIDDEN.format("slide"),) if is_hidden else ())


def _running(styles: Element) -> dict[str, None]:
    """The running heads of a text, each once."""
    places = (f"{_STYLE}{each}" for each in _RUNNING_PARTS)
    said = (" ".join("".join(each.itertext()).split()) for each in styles.iter(*places))
    return dict.fromkeys(text for text in said if any(map(str.isalpha, text)))


def _hidden_styles(root: Element) -> set[str]:
    """The names of the styles of sheets and slides that are not shown."""
    found: set[str] = set()
    for style in root.iter(f"{_STYLE}style"):
        for properties in style:
            shown = properties.get(f"{_TABLE}display"), properties.get(f"{_SHOW}visibility")
            if shown[0] == "false" or shown[1] == "hidden":
                found.update(value for key, value in style.attrib.items() if key.endswith("}name"))
    return found
