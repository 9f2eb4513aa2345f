"""Which sentences of a passage may be quoted, and which of them may stand together.

A heading, a line of a table of contents, a list of sources, a question of the text itself and a
scrap are no evidence; nor is a table's first row, which says what the others' cells mean.
`corpus.text.sentences` says where sentences are; this module, which are worth showing.

    quotable(passage, document)  ->  [Sentence(0, 42, 0, True), Sentence(43, 90, 0, True), …]

Sentences of one `run` follow each other without anything left out or a heading between. A row of a
table is a run of its own, and so is an item of a list unless it goes on in small letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from corpus import markup
from corpus.documents import Document, Passage
from corpus.text.scaffolding import is_contents_line
from corpus.text.sentences import sentences

_SHORTEST = 25  # characters; by hand
_FEWEST_WORDS = 4  # by hand: fewer tell nothing by themselves
_LOWEST_LETTERS = 0.55  # of the characters that are not blank; less is a scrap of a table; by hand
_FEWEST_LETTERS = 8  # of a row; by hand: figures alone say nothing
_WORD = re.compile(r"[^\W\d_]{2,}")
_WHOLE = re.compile(r"[.!…:;][\"'”’“»)\]]*(?:\d{1,3}|\[\d{1,3}\])?\Z")
_ITEM = re.compile(r"(?:(?P<bullet>[•▪◦‣*–-])|\(?\d{1,2}[.)]|\(?[a-zõäöü][.)])\s+")
_ASKS = re.compile(r"\?[\"'”’“»)\]]*(?:\d{1,3})?\Z")
_CAPTION = re.compile(
    r"(?:Tabel|Joonis|Table|Figure|Allikas|Source)\s+\d+\s*[.:]|"
    r"\d{0,3}(?:Allika[sd]|Sources?)\b[^.:]{0,40}:"  # a footnote's number may stand before it
)
_FULL_ADDRESS = re.compile(r"https?://\S")  # of a list of sources
_ADDRESS = re.compile(r"\b[\w-]+\.(?:[a-zõäöü]{2}|com|org|net|info|int|gov)\b(?=[/;,.)\s]|\Z)")
_ADDRESSES = 2  # and more make a list of sources; by hand
_RUN_ON = "…"  # of a heading that leads to a page number


class Sentence(NamedTuple):
    """Characters `start:end` of the passage's text, and the run that they belong to.

    One that is not `alone` says too little by itself: it is quoted only beside another.
    """

    start: int
    end: int
    run: int
    alone: bool


def quotable(passage: Passage, document: Document) -> list[Sentence]:
    """The passage's sentences that may be quoted, in order."""
    text = passage.text
    headings = {document.metadata.title, *markup.headings(passage.section)}
    found: list[Sentence] = []
    run, last, rows = 0, 0, 0
    for start, end in _units(text):
        line = text[start:end]
        item = _ITEM.match(line)
        if markup.is_row(line):
            rows += 1
            run, last = run + 2, end
            is_head = rows == 1 and markup.CELL in line
            if not is_head and sum(c.isalpha() for c in line) >= _FEWEST_LETTERS:
                found.append(Sentence(start, end, run - 1, True))
            continue
        rows = 0
        if not _is_prose(line, item, headings):
            run, last = run + 1, end
            continue
        body = line[item.end() :] if item else line
        if not body[:1].islower() if item else text[last:start].count("\n") > 1:
            run += 1  # another paragraph, or an item that does not go on with the sentence before
        # A bullet says nothing; an item's number or letter does.
        begin = start + (item.end() if item and item["bullet"] else 0)
        found.append(Sentence(begin, end, run, _tells_enough(body, item)))
        last = end
    return found


def _units(text: str) -> Iterator[tuple[int, int]]:
    """The sentences, but each row of a table whole."""
    whole = 0
    for start, end in sentences(text):
        if start < whole:
            continue
        stop = text.find("\n", start)
        line = text[start : stop if stop >= 0 else len(text)]
        if markup.is_row(line):
            whole = start + len(line.rstrip())
        yield start, max(end, whole)


def _is_prose(line: str, item: re.Match[str] | None, headings: set[str]) -> bool:
    if line in headings or is_contents_line(line) or _ASKS.search(line):
        return False
    if _CAPTION.match(line) or (not item and (not _WHOLE.search(line) or line.endswith(_RUN_ON))):
        return False
    if _FULL_ADDRESS.search(line) or len(_ADDRESS.findall(line)) >= _ADDRESSES:
        return False
    solid = [c for c in line if not c.isspace()]
    return sum(c.isalpha() for c in solid) >= _LOWEST_LETTERS * len(solid)


def _tells_enough(body: str, item: re.Match[str] | None) -> bool:
    """A line that leads to a list says nothing without it."""
    fewest = 2 if item else _FEWEST_WORDS
    enough = len(body) >= _SHORTEST and len(_WORD.findall(body)) >= fewest
    return enough and not body.endswith(":")
