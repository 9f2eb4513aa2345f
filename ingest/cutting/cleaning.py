"""Raw page texts to clean page texts: one line a paragraph, without running headers.

    "Aruanne 2020\\nSotsiaal-\\nne mõju  on\\nsuur.\\n7"  ->  "Sotsiaalne mõju on suur."

Differs from `corpus.text.normalising`, which knows nothing of pages and lines;
`ingest.cutting.running_lines` decides which lines are headers, footers and page numbers.
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
from corpus.markup import BULLET, CELL
from corpus.text.normalising import normalise
from corpus.text.scaffolding import is_contents_line
from ingest.cutting.running_lines import printed_labels, running_lines
from ingest.readers.raw import (
    LINE,
    PARAGRAPH,
    RawDocument,
    RawPage,
    SectionHeading,
    without_notes,
)

_LINE = re.compile(rf"([^\n{LINE}]*)(\n[ \t]*\n\s*|[{LINE}\n]|\Z)")
_SYMBOL_BULLET = re.compile(
    r"^(?:[\uf0a7\uf0b7\uf0d8\uf0fc\uf02d\u2022\u25cf\u25aa\u25a0\u2023o] )"
)
_BULLET = re.compile(r"[•▪●■◦‣–—*-] |\(?(?:\d{1,2}|[a-zõäöü])[.)] ")
_SECTION_NUMBER = re.compile(r"(?:\d{1,2}\.){1,4}\d{1,2}\.? [A-ZÕÄÖÜŠŽ]")
_SOFT_HYPHEN = re.compile("\u00ad\\s*\\Z")  # at a line's end it is printed
_LEADER = re.compile(r"\.{4,}|(?:\. ){3,}\.?|…{2,}|_{4,}")
_STOPS = (".", ":", ";", "!", "?", ",")
_HANGING = re.compile(r"(?:ja|ning|või|ega|ehk|kui|and|or|und|och|eller) ")
_RUNNING = "running head or page number"
_LONGEST_WORD = 80
_LAST_WORD = re.compile(r"([\w-]*)-\Z")
_FIRST_WORD = re.compile(r"\w+")
_WIDE = re.compile(r"[\u3000-\u9fff\uff00-\uffef]")  # scripts written without blanks


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A document's pages, and its headings with offsets into their clean texts."""

    pages: tuple[Page, ...]
    headings: tuple[SectionHeading, ...]


class RawLine(NamedTuple):
    """A normalised line: where its raw form began, and how the line ended."""

    offset: int
    text: str
    ending: str


def clean(raw: RawDocument) -> Cleaned:
    """The pages as they are stored; headings are carried over."""
    lines = [_lines(page.text) for page in raw.pages]
    texts = [[line.text for line in page] for page in lines]
    dropped = running_lines(texts) if len(texts) > 1 or raw.pages[0].number else [set()]
    labels = printed_labels(texts, dropped)
    words = _hyphenated(texts)
    pages: list[Page] = []
    headings: list[SectionHeading] = []
    for index, page in enumerate(raw.pages):
        kept = [line for at, line in enumerate(lines[index]) if at not in dropped[index]]
        marked, starts = _join(kept, words)
        text, notes = without_notes(marked)
        starts = _before_notes(marked, starts)
        gone = [line.text for at, line in enumerate(lines[index]) if at in dropped[index]]
        account = page.account.leaving_out([LeftOut.of(_RUNNING, line) for line in gone])
        pages.append(_page(replace(page, account=account), labels[index], text, notes))
        on_page = (heading for heading in raw.headings if heading.page_index == index)
        headings += _carried(on_page, [line.offset for line in kept], starts, text)
    return Cleaned(tuple(pages), tuple(headings))


def _page(page: RawPage, printed: str | None, text: str, notes: list[tuple[int, int]]) -> Page:
    label = page.label or printed
    marks = tuple(Note(at, number) for at, number in notes)
    return Page(page.number, label, text, marks, page.account)


def _before_notes(marked: str, starts: list[int]) -> list[int]:
    """Where the lines begin once the notes' marks are gone."""
    lines = (marked[start:end] for start, end in pairwise([*starts, len(marked)]))
    return [0, *accumulate(len(without_notes(line)[0]) for line in lines)][: len(starts)]


def _lines(raw: str) -> list[RawLine]:
    found: list[RawLine] = []
    for match in _LINE.finditer(raw):
        body = _SOFT_HYPHEN.sub("-", match.group(1))
        text = _SYMBOL_BULLET.sub(BULLET, normalise(body).replace("\n", " "))
        if is_contents_line(text):
            text = " ".join(_LEADER.sub(" … ", text).split())
        ending = match.group(2)
        ending = ending if ending in ("\n", LINE, "") else PARAGRAPH
        if text:
            found.append(RawLine(match.start(), text, ending))
        elif found:
            found[-1] = found[-1]._replace(ending=PARAGRAPH)
    return found


def _join(lines: list[RawLine], words: set[str]) -> tuple[str, list[int]]:
    """The lines as one text, and where each begins in it."""
    text: list[str] = []
    starts: list[int] = []
    length = 0
    for at, line in enumerate(lines):
        if at:
            cut, joint = _joint(lines[at - 1], line, words)
            if cut:
                text[-1] = text[-1][:-1]
            text.append(joint)
            length += len(joint) - cut
        starts.append(length)
        text.append(line.text)
        length += len(line.text)
    return "".join(text), starts


def _joint(line: RawLine, follower: RawLine, words: set[str]) -> tuple[int, str]:
    """How many characters to cut from the line's end, and what to put between the two."""
    if line.ending == PARAGRAPH:
        return 0, PARAGRAPH
    if line.ending == LINE or _stands_alone(line, follower):
        return 0, "\n"
    if line.text.endswith("-") and len(line.text) > 1 and line.text[-2].isalnum():
        return _hyphen_joint(line.text, follower.text, words)
    if _WIDE.match(line.text[-1]) and _WIDE.match(follower.text):
        return 0, ""
    return 0, " "


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


def _hyphen_joint(text: str, follower: str, words: set[str]) -> tuple[int, str]:
    """Joins a word parted at the line's end, and leaves true hyphens.

    "sotsiaal- | ja" stays apart, "e- | residentsus" and "Ida- | Viru" keep the hyphen,
    "kogu- | kond" loses it, unless the document writes "kogu-kond" elsewhere.
    """
    if _HANGING.match(follower + " "):
        return 0, " "
    left, right = _LAST_WORD.search(text[-_LONGEST_WORD:]), _FIRST_WORD.match(follower)
    if left is None or right is None:
        return 0, " "
    before, after = left.group(1), right.group()
    keeps = (
        not after[0].islower()
        or len(before) == 1
        or before.isupper()
        or any(map(str.isdigit, before))
        or f"{before}-{after}".lower() in words
    )
    return (0, "") if keeps else (1, "")


def _hyphenated(pages: list[list[str]]) -> set[str]:
    """The words that the document writes with a hyphen inside a line, in lower case."""
    found = (
        re.findall(r"\b\w++(?:-\w++)+", line) for page in pages for line in page if "-" in line
    )
    return {word.lower() for words in found for word in words}


def _carried(
    headings: Iterable[SectionHeading], offsets: list[int], starts: list[int], text: str
) -> Iterator[SectionHeading]:
    """The headings whose line was kept, as they stand in the clean text."""
    for heading in headings:
        at = bisect_left(offsets, heading.offset)
        if at < len(offsets) and offsets[at] == heading.offset:
            wording, _, _ = text[starts[at] :].partition("\n")
            yield replace(heading, offset=starts[at], text=wording)
