"""A document's statements: its sentences in order, each with the heading it stands under.

    statements(document, passages)  ->  [Statement(passage, 57, 141, "Who pays", place=0.42), …]

Headings, credits and scraps are left out. Differs from `corpus.text.sentences`, which cuts any text
and knows no document, and from `reading_view`, which shows a document to the eye.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus import markup
from corpus.documents import Document, Passage
from corpus.text.scaffolding import is_contents
from corpus.text.sentences import sentences

_SHORTEST = 25  # characters; a shorter sentence is a scrap; by hand
_LONGEST = 600  # what no sentence end was found in for so long is no prose; by hand
_LONGEST_HEADING = 90  # characters; by hand, as the headings of the library are
_BEGINNING, _END = 0.2, 0.8  # of a document without headings; by hand
_ENDS = (".", "!", "?", ":", ";", "…", ",")
_BULLET = re.compile(r"(?:[•◦‣▪·*–—-]|\(?\d{1,2}[.)]|[a-z]\))\s+")
_CREDIT = re.compile(
    r"(?:Written from public facts|Tekst on kirjutatud avalike faktide|Copyright|©|Licen[cs]e|"
    r"Litsents)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence: `passage.text[start:end]`, its heading, its place in the document (0 to 1).

    `section` counts headings from 0 at the document's first to `sections` - 1 at its last.
    """

    passage: Passage
    start: int
    end: int
    heading: str
    section: int
    sections: int
    place: float

    @property
    def text(self) -> str:
        """The sentence, character for character."""
        return self.passage.text[self.start : self.end]

    @property
    def opening(self) -> bool:
        """Whether it stands under the first heading; without headings, near the beginning."""
        return self.section == 0 if self.sections > 1 else self.place < _BEGINNING

    @property
    def closing(self) -> bool:
        """Whether it stands under the last heading; without headings, near the end."""
        if self.sections > 1:
            return self.section == self.sections - 1
        return self.place > _END


def statements(document: Document, passages: Sequence[Passage]) -> list[Statement]:
    """The document's sentences that say something, in order."""
    length = max((passage.end for passage in passages), default=1)
    found: list[tuple[Passage, int, int, str, int]] = []
    seen = 0
    section, heading = -1, ""
    for passage in passages:
        if is_contents(passage.text):
            continue
        path = _headings(passage, document)
        for start, end in sentences(passage.text):
            if passage.start + start < seen:
                continue  # the passage before had it already
            seen = passage.start + end
            text = passage.text[start:end]
            if text == document.metadata.title:
                continue
            if _is_heading(passage.text, start, end, path):
                section, heading = section + 1, text
            elif _says_something(text):
                section = max(section, 0)
                found.append(
                    (passage, *_without_bullet(passage.text, start, end), heading, section)
                )
    sections = section + 1
    return [
        Statement(passage, start, end, under, number, sections, (passage.start + start) / length)
        for passage, start, end, under, number in found
    ]


def _headings(passage: Passage, document: Document) -> frozenset[str]:
    path = markup.headings(passage.section)
    return frozenset(path) - {document.metadata.title}


def _is_heading(text: str, start: int, end: int, path: frozenset[str]) -> bool:
    """One of the passage's headings, or a short paragraph of its own that is no sentence."""
    line = text[start:end]
    if line in path:
        return True
    begins = start == 0 or text[start - 2 : start] == "\n\n"
    alone = begins and text[end : end + 2] == "\n\n"
    return (
        alone
        and len(line) <= _LONGEST_HEADING
        and not line.endswith(_ENDS)
        and not _BULLET.match(line)
        and markup.CELL not in line
    )


def _says_something(text: str) -> bool:
    return (
        _SHORTEST <= len(text) <= _LONGEST
        and not _CREDIT.match(text)
        and sum(character.isalpha() for character in text) > len(text) / 3
    )


def _without_bullet(text: str, start: int, end: int) -> tuple[int, int]:
    match = _BULLET.match(text, start, end)
    return (match.end() if match else start), end
