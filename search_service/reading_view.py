"""A document as it is read on its page: its passages in order, under their headings.

Each block is one passage; what it shares with the one before is not shown twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from corpus.documents import Document, Page, Passage
from search_service.marking import Segment, segments

_ARROW = " › "


class Heading(NamedTuple):
    """A heading that begins with a passage; `level` 2 is the outermost under the title."""

    level: int
    text: str
    anchor: str


class PageMark(NamedTuple):
    """A page that begins with a passage."""

    number: int
    label: str | None


class Block(NamedTuple):
    """One passage as it is shown."""

    passage: Passage
    headings: tuple[Heading, ...]
    pages: tuple[PageMark, ...]
    segments: list[Segment]
    cited: bool


def blocks(
    document: Document,
    pages: Sequence[Page],
    passages: Sequence[Passage],
    cited: str | None = None,
    quote: tuple[int, int] | None = None,
) -> list[Block]:
    """The document's text; the cited passage, or the quote in it, is marked."""
    shown: list[Block] = []
    path: list[str] = []
    seen: set[int] = set()
    end = 0
    for passage in passages:
        parts = _path(passage, document)
        marks = tuple(mark for mark in _marks(passage, pages) if mark.number not in seen)
        seen.update(mark.number for mark in marks)
        is_cited = passage.id == cited
        skip = 0 if is_cited else max(0, end - passage.start)
        shown.append(
            Block(
                passage,
                _new_headings(path, parts, len(shown)),
                marks,
                _segments(passage, skip, is_cited, quote),
                is_cited,
            )
        )
        path, end = parts, max(end, passage.end)
    return [block for block in shown if block.segments]


def valid_quote(passage: Passage | None, start: int | None, end: int | None) -> tuple[int, int] | None:
    """The quote `start:end` where it lies within the passage."""
    if passage is None or start is None or end is None:
        return None
    return (start, end) if 0 <= start < end <= len(passage.text) else None


def _segments(
    passage: Passage, skip: int, cited: bool, quote: tuple[int, int] | None
) -> list[Segment]:
    if skip >= len(passage.text):
        return []
    stretches = [quote] if cited and quote else []
    return segments(passage.text[skip:].lstrip() if skip else passage.text, stretches)


def _path(passage: Passage, document: Document) -> list[str]:
    parts = passage.section.split(_ARROW) if passage.section else []
    return parts[1:] if parts and parts[0] == document.metadata.title else parts


def _new_headings(before: list[str], now: list[str], number: int) -> tuple[Heading, ...]:
    shared = 0
    while shared < min(len(before), len(now)) and before[shared] == now[shared]:
        shared += 1
    return tuple(
        Heading(min(depth + 2, 6), text, f"s{number}-{depth}")
        for depth, text in enumerate(now)
        if depth >= shared
    )


def _marks(passage: Passage, pages: Sequence[Page]) -> list[PageMark]:
    touched = [pages[span.page_index] for span in passage.spans if span.page_index < len(pages)]
    return [PageMark(page.number, page.label) for page in touched if page.number is not None]
