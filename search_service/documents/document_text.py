"""A document as it is read: its passages in order, as headings, paragraphs and tables.

    blocks(document, pages, passages, cited="bologna-patti~1f2e3d4c5b")  ->  [Block(…), …]

Ingest keeps a passage's headings as paragraphs of its text, and a table's rows as lines of
cells (`corpus.markup`); here they are told apart again for the eye, without losing a character
of what is marked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from corpus import markup
from corpus.catalogue import sections
from corpus.documents import Document, Note, Page, Passage
from search_service.documents.cited_sources import notes
from search_service.words.marking import Segment, segments

_PARAGRAPH = re.compile(r"\S(?:.|\n(?!\n))*")
_SECTION_LEVEL = 2
_LEADERS = re.compile(r"(?: ?[.…]){6,} ?")  # the dots of a table of contents
_NO_CELL = markup.RowCell("", 0, 0)

Stretches = Sequence[tuple[int, int]]


class PageMark(NamedTuple):
    """A page that begins with a passage."""

    number: int
    label: str | None


class Paragraph(NamedTuple):
    """A piece of a passage: a heading where `level` is not 0, a table where it has rows."""

    level: int
    segments: list[Segment]
    rows: list[list[list[Segment]]]
    start: int  # in the document's text

    @property
    def text(self) -> str:
        """Its words, without marks."""
        return "".join(segment.text for segment in self.segments)

    @property
    def anchor(self) -> str:
        """A name for its place on a page."""
        return f"s{self.start}"


class Block(NamedTuple):
    """One passage as it is shown."""

    passage: Passage
    pages: tuple[PageMark, ...]
    paragraphs: list[Paragraph]
    cited: bool


def blocks(
    document: Document,
    pages: Sequence[Page],
    passages: Sequence[Passage],
    cited: str | None = None,
    quote: tuple[int, int] | None = None,
) -> list[Block]:
    """The document's text; the cited passage, or the quote in it, is marked.

    What a passage shares with the one before is not shown twice.
    """
    shown: list[Block] = []
    seen: set[int] = set()
    levels = _levels(passages, document)
    deepest = _SECTION_LEVEL  # that the next heading may have: none is left out above it
    known = [note for note in notes(pages) if note.number <= len(document.metadata.sources)]
    end = 0
    for passage in passages:
        is_cited = passage.id == cited
        marks = tuple(mark for mark in _marks(passage, pages) if mark.number not in seen)
        seen.update(mark.number for mark in marks)
        skip = 0 if is_cited else max(0, end - passage.start)
        stretches = [quote] if is_cited and quote else []
        signs = [n for n in known if passage.start + skip < n.at <= passage.end]
        paragraphs = []
        for each in _paragraphs(passage, document, levels, skip, stretches, signs):
            level = min(each.level, deepest)
            deepest = level + 1 if level else deepest
            paragraphs.append(each._replace(level=level))
        if paragraphs:
            shown.append(Block(passage, marks, paragraphs, is_cited))
        end = max(end, passage.end)
    return shown


def excerpt(passage: Passage, document: Document) -> str:
    """The passage's text without the headings that it begins with, which stand above it."""
    headings = {document.metadata.title, *_path(passage, document)}
    at = 0
    for match in _PARAGRAPH.finditer(passage.text):
        at = match.start()
        if match.group().strip() not in headings:
            break
    return _LEADERS.sub(" … ", passage.text[at:].replace("\n\n", "\n")).strip()


def section(passage: Passage, document: Document) -> str:
    """The passage's headings, outermost first, without the document's title."""
    return markup.HEADINGS.join(_path(passage, document))


def valid_quote(
    passage: Passage | None, start: int | None, end: int | None
) -> tuple[int, int] | None:
    """The quote `start:end` where it lies within the passage."""
    if passage is None or start is None or end is None:
        return None
    return (start, end) if 0 <= start < end <= len(passage.text) else None


def _paragraphs(
    passage: Passage,
    document: Document,
    everywhere: dict[str, int],
    skip: int,
    stretches: Stretches,
    signs: Sequence[Note],
) -> Iterator[Paragraph]:
    levels = everywhere | _depths(passage, document)
    for match in _PARAGRAPH.finditer(passage.text, skip):
        text = match.group().rstrip()
        marked = [(start - match.start(), end - match.start()) for start, end in stretches]
        if text == document.metadata.title and not passage.ordinal and not stretches:
            continue  # the page's own heading says it
        begin = passage.start + match.start()
        noted = [(n.at - begin, n.number) for n in signs if 0 < n.at - begin <= len(text)]
        if not marked and not noted:
            text = _LEADERS.sub(" … ", text)
        known = _SECTION_LEVEL if sections.role(text) else 0  # a passage may hold several sections
        level = min(levels.get(text, known), 6)
        rows = _rows(text, marked, noted)
        yield Paragraph(level, segments(text, marked, noted), rows, begin)


def _rows(text: str, marked: Stretches, noted: Stretches) -> list[list[list[Segment]]]:
    """The cells of each line, below the head; no rows where a line is none of a table."""
    lines = text.split("\n")
    if len(lines) < 2 or not all(map(markup.is_row, lines)):
        return []
    read = [markup.cells(line) for line in lines]
    names = _column_names(lines[0], read)
    rows = [[segments(name, []) for name in names]] if read[0][0].heading else []
    at = 0
    for line, cells in zip(lines, read, strict=True):
        placed = dict(zip(_columns(cells, names), cells, strict=True))
        row: list[list[Segment]] = []
        for column in range(max(len(names), *(place + 1 for place in placed))):
            _, start, end = placed.get(column, _NO_CELL)
            row.append(
                segments(
                    line[start:end],
                    [(a - at - start, b - at - start) for a, b in marked],
                    [(a - at - start, n) for a, n in noted if 0 < a - at - start <= end - start],
                )
            )
        rows.append(row)
        at += len(line) + 1
    return rows


def _column_names(first: str, read: Sequence[Sequence[markup.RowCell]]) -> list[str]:
    """The headings of a table's columns, by its head or, where that is elsewhere, by its rows."""
    if not read[0][0].heading:
        return [first[cell.start : cell.end] for cell in read[0]]
    return list(dict.fromkeys(cell.heading for cells in read for cell in cells))


def _columns(cells: Sequence[markup.RowCell], names: list[str]) -> list[int]:
    """The column of each cell: that of its heading, else the next one."""
    found: list[int] = []
    for cell in cells:
        follows = found[-1] + 1 if found else 0
        same = (i for i in range(follows, len(names)) if names[i] == cell.heading)
        found.append(next(same, follows) if cell.heading else follows)
    return found


def _levels(passages: Sequence[Passage], document: Document) -> dict[str, int]:
    """The level of each heading that any passage stands under: a passage may hold several."""
    found: dict[str, int] = {}
    for passage in passages:
        found = _depths(passage, document) | found
    return found


def _depths(passage: Passage, document: Document) -> dict[str, int]:
    return {text: n for n, text in enumerate(_path(passage, document), start=_SECTION_LEVEL)}


def _path(passage: Passage, document: Document) -> list[str]:
    parts = markup.headings(passage.section)
    return parts[1:] if parts and parts[0] == document.metadata.title else parts


def _marks(passage: Passage, pages: Sequence[Page]) -> list[PageMark]:
    touched = [pages[span.page_index] for span in passage.spans if span.page_index < len(pages)]
    return [PageMark(page.number, page.label) for page in touched if page.number is not None]
