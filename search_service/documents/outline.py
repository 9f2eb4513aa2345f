"""A document's headings as a list of contents, and its sections beside those of its translation.

    outline(blocks, pages)  ->  [ContentsEntry(2, "Tulemused", "s1204", 3, "iii"), …]

Both go by the headings that `document_text` shows, so that each entry has a place to go to.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from corpus.documents import PAGE_BREAK, Page
from search_service.documents.document_text import Block, Paragraph

_SECTION = 2  # the level of a section's heading, below the document's title


class ContentsEntry(NamedTuple):
    """A heading: its level (2 is the highest), its mark on the document's page, its PDF page."""

    level: int
    title: str
    anchor: str
    page: int | None
    page_label: str | None


class SectionPair(NamedTuple):
    """A section, and the same one of the translation."""

    own: list[Paragraph]
    other: list[Paragraph]


def outline(blocks: Sequence[Block], pages: Sequence[Page]) -> list[ContentsEntry]:
    """The headings in order."""
    starts = [0, *accumulate(len(page.text) + len(PAGE_BREAK) for page in pages)][: len(pages)]
    entries = []
    for paragraph in _paragraphs(blocks):
        if paragraph.level:
            page = pages[bisect_right(starts, paragraph.start) - 1]
            title = " ".join(paragraph.text.split())
            entry = ContentsEntry(paragraph.level, title, paragraph.anchor, page.number, page.label)
            entries.append(entry)
    return entries


def beside(own: Sequence[Block], other: Sequence[Block]) -> list[SectionPair]:
    """The sections side by side; none where the two are not divided alike."""
    ours, theirs = _sections(own), _sections(other)
    if len(ours) != len(theirs) or len(ours) < 2:
        return []
    return [SectionPair(*pair) for pair in zip(ours, theirs, strict=True)]


def _sections(blocks: Sequence[Block]) -> list[list[Paragraph]]:
    """What stands before the first heading, where anything does, is a section too."""
    found: list[list[Paragraph]] = []
    for paragraph in _paragraphs(blocks):
        if paragraph.level == _SECTION or not found:
            found.append([])
        found[-1].append(paragraph)
    return found


def _paragraphs(blocks: Sequence[Block]) -> list[Paragraph]:
    return [paragraph for block in blocks for paragraph in block.paragraphs]
