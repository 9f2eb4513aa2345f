"""Raw page texts to clean page texts: one line a paragraph, without running headers.

    "Aruanne 2020\\nSotsiaal-\\nne mõju  on\\nsuur.\\n7"  ->  "Sotsiaalne mõju on suur."

Differs from `corpus.text.normalising`, which knows nothing of pages and lines;
`ingest.cutting.running_lines` decides which lines are headers, footers and page numbers,
`ingest.cutting.hyphens` which words are parted, `ingest.cutting.doubts` what may be wrong.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import NamedTuple

from corpus.accounts import LeftOut
from corpus.documents import Note, Page
from corpus.markup import BULLET, CELL, is_row
from corpus.text.normalising import normalise
from corpus.text.scaffolding import LEADER, is_contents_line
from ingest.cutting.doubts import doubts, warnings
from ingest.cutting.hyphens import SOFT_HYPHEN, Hyphens, is_parted
from ingest.cutting.running_lines import running_lines
from ingest.readers.raw import (
    LINE,
    PARAGRAPH,
    RawDocument,
    RawPage,
    SectionHeading,
    without_notes,
)

_LINE = re.compile(rf"([^\n{LINE}]*)(\n[ \t]*\n\s*|[{LINE}\n]|\Z)")
_SYMBOL_BULLETS = tuple(
    f"{sign} " for sign in "\uf0a7\uf0b7\uf0d8\uf0fc\uf02d\u2022\u25cf\u25aa\u25a0\u2023o"
)
_BULLET = re.compile(r"[•▪●■◦‣–—*-] |\(?(?:\d{1,2}|[a-zõäöü])[.)] ")
_SECTION_NUMBER = re.compile(r"(?:\d{1,2}\.){1,4}\d{1,2}\.? [A-ZÕÄÖÜŠŽ]")
_STOPS = (".", ":", ";", "!", "?", ",")
_RUNNING = "running head or page number"
_WIDE = re.compile(r"[\u3000-\u9fff\uff00-\uffef]")  # scripts written without blanks


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A document's pages, its headings with offsets into their clean texts, and what to warn of."""

    pages: tuple[Page, ...]
    headings: tuple[SectionHeading, ...]
    warnings: tuple[str, ...] = ()


class RawLine(NamedTuple):
    """A normalised line: where its raw form began, and how the line ended."""

    offset: int
    text: str
    ending: str
    is_running: bool = False


def clean(raw: RawDocument) -> Cleaned:
    """The pages as they are stored; headings are carried over."""
    lines = [_lines(page.text) for page in raw.pages]
    texts = [[line.text for line in page] for page in lines]
    running = running_lines(texts, [_heading_lines(raw, at, page) for at, page in enumerate(lines)])
    kept = [_kept(page, remains) for page, remains in zip(lines, running.remains, strict=True)]
    hyphens = Hyphens(texts)
    _make_whole(kept, raw, hyphens)
    pages: list[Page] = []
    headings: list[SectionHeading] = []
    for index, page in enumerate(raw.pages):
        marked, starts = _join(kept[index], hyphens, page.number is not None)
        text, notes = without_notes(marked)
        starts = _before_notes(marked, starts)
        gone = tuple(_left_out(texts[index], running.remains[index]))
        account = page.account.leaving_out(gone)
        account = account.doubting(*doubts(page, text, len(raw.pages)))
        pages.append(_page(replace(page, account=account), running.labels[index], text, notes))
        on_page = (heading for heading in raw.headings if heading.page_index == index)
        headings += _carried(on_page, [line.offset for line in kept[index]], starts, text)
    return Cleaned(tuple(pages), tuple(headings), warnings(raw, pages))


def _page(page: RawPage, printed: str | None, text: str, notes: list[tuple[int, int]]) -> Page:
    counts_only = page.label is None or page.label == str(page.number)
    label = printed if printed and counts_only else page.label
    marks = tuple(Note(at, number) for at, number in notes)
    return Page(page.number, label, text, marks, page.account)


def _heading_lines(raw: RawDocument, index: int, lines: list[RawLine]) -> set[int]:
    """Which lines of the page are headings."""
    offsets = {heading.offset for heading in raw.headings if heading.page_index == index}
    return {at for at, line in enumerate(lines) if line.offset in offsets}


def _kept(lines: list[RawLine], remains: dict[int, str]) -> list[RawLine]:
    """The lines that stay; those that are running stand apart from the text."""
    kept: list[RawLine] = []
    for at, line in enumerate(lines):
        is_running = at in remains
        text = remains.get(at, line.text)
        if not text:
            continue
        if kept and kept[-1].is_running != is_running:
            kept[-1] = kept[-1]._replace(ending=PARAGRAPH)
        kept.append(RawLine(line.offset, text, line.ending, is_running))
    return kept


def _left_out(lines: list[str], remains: dict[int, str]) -> Iterator[LeftOut]:
    for at, rest in sorted(remains.items()):
        whole = LeftOut.of(_RUNNING, without_notes(lines[at])[0])
        if rest != lines[at]:
            yield replace(whole, characters=max(1, whole.characters - len(rest)))


def _make_whole(pages: list[list[RawLine]], raw: RawDocument, hyphens: Hyphens) -> None:
    """Brings the end of a word that a page's end parted back to where the word begins."""
    begun = {(heading.page_index, heading.offset) for heading in raw.headings}
    for index, (page, following) in enumerate(pairwise(pages), start=1):
        last = next((at for at in reversed(range(len(page))) if not page[at].is_running), None)
        first = next((at for at, line in enumerate(following) if not line.is_running), None)
        if last is None or first is None or (index, following[first].offset) in begun:
            continue
        line, follower = page[last], following[first]
        end, _, rest = follower.text.partition(" ")
        if not _parts_a_word(line, follower, hyphens) or not (rest or following[first + 1 :]):
            continue
        cut, _ = hyphens.joint(line.text, follower.text)
        page[last] = line._replace(text=line.text[: len(line.text) - cut] + end)
        following[first : first + 1] = [follower._replace(text=rest)] if rest else []


def _before_notes(marked: str, starts: list[int]) -> list[int]:
    """Where the lines begin once the notes' marks are gone."""
    lines = (marked[start:end] for start, end in pairwise([*starts, len(marked)]))
    return [0, *accumulate(len(without_notes(line)[0]) for line in lines)][: len(starts)]


def _lines(raw: str) -> list[RawLine]:
    found: list[RawLine] = []
    for match in _LINE.finditer(raw):
        body = match.group(1).rstrip()
        if body.endswith(SOFT_HYPHEN):
            body = f"{body[:-1]}-"
        text = normalise(body).replace("\n", " ")
        if text.startswith(_SYMBOL_BULLETS):
            text = BULLET + text[2:]
        if is_contents_line(text):
            text = " ".join(LEADER.sub(" … ", text).split())
        ending = match.group(2)
        ending = ending if ending in ("\n", LINE, "") else PARAGRAPH
        if text:
            found.append(RawLine(match.start(), text, ending))
        elif found:
            found[-1] = found[-1]._replace(ending=PARAGRAPH)
    return found


def _join(lines: list[RawLine], hyphens: Hyphens, is_paged: bool) -> tuple[str, list[int]]:
    """The lines as one text, and where each begins in it."""
    text: list[str] = []
    starts: list[int] = []
    length = 0
    for at, line in enumerate(lines):
        if at:
            cut, joint = _joint(lines[at - 1], line, hyphens, is_paged)
            if cut:
                text[-1] = text[-1][:-1]
            text.append(joint)
            length += len(joint) - cut
        starts.append(length)
        text.append(line.text)
        length += len(line.text)
    return "".join(text), starts


def _joint(line: RawLine, follower: RawLine, hyphens: Hyphens, is_paged: bool) -> tuple[int, str]:
    """How many characters to cut from the line's end, and what to put between the two."""
    if is_paged and line.ending != "\n" and _parts_a_word(line, follower, hyphens):
        return hyphens.joint(line.text, follower.text)  # a column's end
    if line.ending == PARAGRAPH:
        return 0, PARAGRAPH
    if line.ending == LINE or _stands_alone(line, follower):
        return 0, "\n"
    if is_parted(line.text):
        return hyphens.joint(line.text, follower.text)
    if _WIDE.match(line.text[-1]) and _WIDE.match(follower.text):
        return 0, ""
    return 0, " "


def _parts_a_word(line: RawLine, follower: RawLine, hyphens: Hyphens) -> bool:
    """Whether a word of the text, not of a table or a list's mark, goes on in the follower."""
    if line.is_running or follower.is_running or is_row(line.text) or is_row(follower.text):
        return False
    return hyphens.goes_on(line.text, follower.text) and not _BULLET.match(follower.text)


def _stands_alone(line: RawLine, follower: RawLine) -> bool:
    """Whether either of two lines is a list item, a table row or a line of contents."""
    if follower.text.startswith(BULLET) or CELL in line.text or CELL in follower.text:
        return True
    if _SECTION_NUMBER.match(follower.text):
        return True
    if is_contents_line(line.text) or is_contents_line(follower.text):
        return True
    begins_item = _BULLET.match(follower.text) is not None
    return begins_item and (line.text.endswith(_STOPS) or _BULLET.match(line.text) is not None)


def _carried(
    headings: Iterable[SectionHeading], offsets: list[int], starts: list[int], text: str
) -> Iterator[SectionHeading]:
    """The headings whose line was kept, as they stand in the clean text."""
    for heading in headings:
        at = bisect_left(offsets, heading.offset)
        if at < len(offsets) and offsets[at] == heading.offset:
            wording, _, _ = text[starts[at] :].partition("\n")
            yield replace(heading, offset=starts[at], text=wording)
