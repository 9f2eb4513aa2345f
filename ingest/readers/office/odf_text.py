"""Walks the elements of an OpenDocument text, sheet or slide and fills a flow.

What is not read is told: remarks, deletions, hidden text, pictures, objects of unknown kinds.
Differs from `odf`, which knows the file and its pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from corpus.accounts import LeftOut, PageAccount
from corpus.markup import BULLET
from ingest.readers import sheet_blocks
from ingest.readers.office import odf_objects, odf_styles, odf_tables
from ingest.readers.office.odf_lists import OpenLists
from ingest.readers.office.odf_objects import OpenObjects
from ingest.readers.office.odf_styles import OpenStyles
from ingest.readers.office.places import in_order, length
from ingest.readers.raised import subscript, superscript
from ingest.readers.raw import LINE, Flow, RawPage, SectionHeading

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_SHOW = "{urn:oasis:names:tc:opendocument:xmlns:presentation:1.0}"
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_DELETED = f"{_TEXT}tracked-changes"
_REMARK = f"{_OFFICE}annotation"
_NOTES = f"{_SHOW}notes"
_FIELDS = (f"{_TEXT}page-number", f"{_TEXT}page-count")  # what is drawn, not what was written
_OBJECTS = (f"{_DRAW}object", f"{_DRAW}object-ole")
_TEXTS = (f"{_DRAW}text-box", f"{_TABLE}table")  # beside which a picture shows the same
_ITEMS = (f"{_TEXT}list-item", f"{_TEXT}list-header")
_HIDDEN = "hidden text"
_DEEPEST = 6  # level of a heading

Element = Any  # lxml's elements carry no types


class OpenText:
    """Fills one flow; `path` is for messages."""

    def __init__(
        self, path: str, styles: OpenStyles, lists: OpenLists, objects: OpenObjects
    ) -> None:
        self.flow = Flow()
        self.title: str | None = None  # what is one by its style
        self.first_heading: str | None = None  # without its number
        self._path = path
        self._styles = styles
        self._lists = lists
        self._open = objects
        self._notes: list[str] = []
        self._left_out: list[LeftOut] = []
        self._is_annotated = False
        self._objects = 0

    def page(
        self, number: int | None, label: str | None, doubts: tuple[str, ...]
    ) -> tuple[RawPage, list[SectionHeading]]:
        """The page so far, its notes at the end, and its headings."""
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

    def add(self, parent: Element) -> None:
        """The blocks below the element."""
        for element in parent:
            if element.tag == f"{_TEXT}h":
                self._heading(element)
            elif element.tag == f"{_TEXT}p":
                self._paragraph(element)
            elif element.tag == f"{_TEXT}list":
                self._list(element)
            elif element.tag == f"{_TABLE}table":
                self.table(element)
            elif element.tag == _DELETED:
                self._leave(element)
            elif element.tag == f"{_TEXT}section" and element.get(f"{_TEXT}display") == "none":
                self._leave(element, _HIDDEN)
            elif element.tag == f"{_DRAW}frame":
                self._frame(element)
            elif element.tag in _OBJECTS:
                self._object(element)
            elif isinstance(element.tag, str):
                self.add(element)

    def slide(self, slide: Element) -> None:
        """The title first, then what stands in frames, then the speaker's notes."""
        is_title = f"{_SHOW}class"
        frames = [each for each in slide if each.tag != _NOTES]
        titles = [each for each in frames if each.get(is_title) == "title"]
        for title in titles:
            self.flow.heading(1, " ".join(self._all(title)))
        self._in_order([each for each in frames if each not in titles])
        for notes in slide.findall(_NOTES):
            before = len(self.flow.pages()[0].text)
            self.add(notes)
            self._is_annotated |= len(self.flow.pages()[0].text) > before

    def _in_order(self, drawn: Iterable[Element]) -> None:
        """What is drawn on a slide by its place, also within groups."""
        for each in in_order(filter(_is_drawn, drawn), _place):
            if each.tag == f"{_DRAW}g":
                self._in_order(each)
            else:
                self.add([each])

    def table(self, table: Element) -> None:
        """A table's rows; in a sheet also what stands above and below them."""
        heads = len(table.findall(f"{_TABLE}table-header-rows/{_TABLE}table-row"))
        cells = odf_tables.grid(self._path, table, lambda cell: " ".join(self._all(cell)))
        for is_filled, rows in groupby(cells, key=any):
            if is_filled:
                block, gaps = sheet_blocks.without_empty_columns(list(rows))
                across = {at for at, row in enumerate(block) if _is_merged(row)}
                self.flow.end_block()
                sheet_blocks.add(self.flow, block, heads or None, gaps, across)
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
        frames = parent.iter(f"{_DRAW}frame")
        self._objects += sum(
            any(each.tag in _OBJECTS for each in frame) and not self._equation(frame)
            for frame in frames
        )
        return found

    def _list(self, element: Element) -> None:
        if not self._lists.depth:
            self.flow.end_block()
        self._lists.begin(element)
        for item in element:
            if item.tag in _ITEMS:
                self._lists.item(item)
                self.add(item)
        self._lists.end()
        if not self._lists.depth:
            self.flow.end_block()

    def _heading(self, element: Element) -> None:
        text = " ".join(self._text(element).replace(LINE, " ").split())
        told = element.get(f"{_TEXT}outline-level") or "1"
        level = int(told) if told.isascii() and told.isdigit() and len(told) < _DEEPEST else 1
        if text:
            label = self._lists.label() if self._lists.depth else self._lists.heading(level)
            label = label.removeprefix(BULLET)
            self.first_heading = self.first_heading or text
            self.flow.heading(min(max(level, 1), _DEEPEST), label + text)
        self._frames(element)

    def _paragraph(self, element: Element) -> None:
        text = self._text(element).strip()
        look = self._styles.paragraph(element.get(f"{_TEXT}style-name"))
        if look == odf_styles.HIDDEN:
            self._left_out += [LeftOut.of(_HIDDEN, text)] if text else []
            return
        if text and look == odf_styles.TITLE and not self._lists.depth:
            self.flow.heading(1, text.replace(LINE, " "))
            self.title = self.title or self.flow.headings[-1].text
        elif text and self._lists.depth:
            label = self._lists.label()
            self.flow.line(label + (text.removeprefix(BULLET) if label else text))
        else:
            self.flow.paragraph(text)
        self._frames(element)

    def _frames(self, element: Element) -> None:
        """What is drawn in a paragraph stands behind it."""
        for drawn in element.iterdescendants():
            above = drawn.getparent()
            is_outermost = not any(map(_is_drawn, (above, *above.iterancestors())))
            if _is_drawn(drawn) and is_outermost and not self._equation(drawn):
                self.add([drawn])

    def _frame(self, frame: Element) -> None:
        """A text box or an object; a picture is named."""
        own = next((each for each in frame if each.tag in _OBJECTS), None)
        if own is not None:
            self._object(own)
        elif frame.find(f"{_DRAW}image") is not None and not any(map(frame.findall, _TEXTS)):
            said = (frame.findtext(f"{_SVG}{each}") or "" for each in ("title", "desc"))
            self._left_out.append(LeftOut.of("picture", " ".join(said)))
        else:
            self.add(frame)

    def _equation(self, frame: Element) -> str:
        """The equation that a frame holds; "" where it holds none."""
        own = frame.find(f"{_DRAW}object")
        root = self._open.root(own) if own is not None else None
        return odf_objects.equation(root) if root is not None else ""

    def _object(self, element: Element) -> None:
        """Its figures or its equation; an object of another kind is counted."""
        root = self._open.root(element)
        told = odf_objects.equation(root) if root is not None else ""
        tables = odf_objects.tables(root) if root is not None else []
        if told:
            self.flow.paragraph(told)
            return
        if not tables:
            self._objects += 1
            return
        for title in odf_objects.titles(root):
            self.flow.paragraph(title)
        for table in tables:
            self.table(table)

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
            elif _is_drawn(child):
                yield f" {self._equation(child)} ".replace("  ", "")  # else a block of its own
            elif child.tag in _FIELDS:
                pass
            elif child.tag == f"{_TEXT}span":
                yield self._span(child)
            elif isinstance(child.tag, str):
                yield from self._pieces(child)
            yield (child.tail or "").replace("\n", " ")

    def _span(self, span: Element) -> str:
        """The text of a style: left out where hidden, in a form of its own where raised."""
        style = self._styles.letters(span.get(f"{_TEXT}style-name"))
        text = "".join(self._pieces(span))
        if style == odf_styles.HIDDEN:
            self._left_out += [LeftOut.of(_HIDDEN, text)] if text.strip() else []
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


def _is_drawn(element: Element) -> bool:
    return isinstance(element.tag, str) and element.tag.startswith(_DRAW)


def _place(drawn: Element) -> tuple[float, float]:
    """Where what is drawn begins; a group where the first thing in it does."""
    if drawn.tag == f"{_DRAW}g":
        return min(map(_place, filter(_is_drawn, drawn)), default=(0.0, 0.0))
    return length(drawn.get(f"{_SVG}y")), length(drawn.get(f"{_SVG}x"))
