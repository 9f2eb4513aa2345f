"""What of a made file's text came back: characters lost and invented, cells, headings, silence.

    measured(made, Brought(("…",), ("Tulemused",), was_told=False))  ->  FileReading

Letters and digits are counted (and §, %, €; hyphens within words). Words are compared as a bag, so
that what moved is not lost; what is left over on both sides is aligned by characters, so that a
word that came in two parts is not lost either (it counts among `broken` words). Three characters
have to meet at least: letters meet by chance. `moved` are words that came in another order.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise

from rapidfuzz.distance import LCSseq, Levenshtein

from corpus.markup import CELL, FIELD, HEAD, HEADINGS, cells
from evals.library.made.source import MadeFile, SourceBlock, SourceText

TOO_MUCH = 0.01  # of a file's characters: losses over that have to be told of
_SIGNS = "§%€"
_HYPHENS = dict.fromkeys(map(ord, "\u2010\u2011\u2013\u2014"), "-") | {0xAD: ""}
_BY_CHANCE = 3  # characters; shorter matches are none
_BOUNDS = (HEADINGS, CELL, FIELD, HEAD, "\n", "[", "]")
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"


@dataclass(frozen=True, slots=True)
class Brought:
    """What a reader brought: texts of pages, headings, and whether it warned or refused."""

    pages: tuple[str, ...]
    headings: tuple[str, ...] = ()
    was_told: bool = False
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class FileReading:
    """One file, or several together: characters, words, cells and headings."""

    kind: str
    is_clean: bool
    files: int = 0
    characters: int = 0
    lost: int = 0
    invented: int = 0
    words: int = 0
    broken: int = 0
    moved: int = 0
    cells: int = 0
    cells_right: int = 0
    headings: int = 0
    headings_right: int = 0
    silent: int = 0

    def as_json(self) -> dict[str, object]:
        """Plain values."""
        return asdict(self)

    def plus(self, other: FileReading) -> FileReading:
        """Both together, under the first one's kind."""
        mine, theirs = asdict(self), asdict(other)
        numbers = {name: mine[name] + theirs[name] for name in _NUMBERS}
        return FileReading(self.kind, self.is_clean, **numbers)


_NUMBERS = [name for name in FileReading.__slots__ if name not in ("kind", "is_clean")]


def measured(made: MadeFile, brought: Brought) -> FileReading:
    """How much of the file came."""
    gold = words(made.source.said())
    read = words(brought.pages)
    lost, invented, broken = _differences(gold, read, made.source)
    characters = sum(map(len, gold))
    common = (Counter(gold) & Counter(read)).total()
    too_much = max(lost, invented) > TOO_MUCH * characters
    cells_right, cells_all = _cells(made.source, brought.pages)
    headings = made.source.headings()
    return FileReading(
        made.ending,
        not made.fault,
        files=1,
        characters=characters,
        lost=lost,
        invented=invented,
        words=len(gold),
        broken=broken,
        moved=common - LCSseq.similarity(gold, read),
        cells=cells_all,
        cells_right=cells_right,
        headings=len(headings),
        headings_right=_found(headings, brought.headings),
        silent=int(too_much and not brought.was_told and not brought.refusal),
    )


def together(readings: Iterable[FileReading]) -> list[FileReading]:
    """The sums by format, clean and faulty ones apart, then over all formats."""
    sums: dict[tuple[str, bool], FileReading] = {}
    for each in readings:
        for kind in (each.kind, "all"):
            sofar = sums.get((kind, each.is_clean), FileReading(kind, each.is_clean))
            sums[kind, each.is_clean] = sofar.plus(each)
    return sorted(sums.values(), key=lambda s: (not s.is_clean, s.kind == "all", s.kind))


def words(texts: Iterable[str]) -> list[str]:
    """The bare words: marks around and within them gone, hyphens between letters kept."""
    return [word for text in texts for each in _parted(text).split() if (word := _bare(each))]


def _parted(text: str) -> str:
    for bound in _BOUNDS:
        text = text.replace(bound, " ")
    return "".join(
        f" {c}" if c in _RAISED and b not in _RAISED else c for b, c in pairwise(f" {text}")
    )


def _bare(word: str) -> str:
    plain = unicodedata.normalize("NFC", word).translate(_HYPHENS)
    return "".join(c for c in plain if c.isalnum() or c in _SIGNS or c == "-").strip("-")


def _differences(gold: list[str], read: list[str], source: SourceText) -> tuple[int, int, int]:
    """Characters lost and invented, and words that did not come whole."""
    missing, surplus = Counter(gold), Counter(read)
    missing, surplus = missing - surplus, surplus - missing
    surplus -= Counter(words(source.asides * len(read))) if source.asides else Counter()
    for word in words(source.repeatable()):
        del surplus[word]
    left = "".join(_of(gold, missing)), "".join(_of(read, surplus))
    same = sum(
        block.src_end - block.src_start
        for block in Levenshtein.opcodes(*left)
        if block.tag == "equal" and block.src_end - block.src_start >= _BY_CHANCE
    )
    return len(left[0]) - same, len(left[1]) - same, missing.total()


def _of(all_words: Sequence[str], counts: Counter[str]) -> Iterator[str]:
    """Those words in their order."""
    left = Counter(counts)
    for word in all_words:
        if left[word] > 0:
            left[word] -= 1
            yield word


def _found(wanted: Sequence[str], headings: Sequence[str]) -> int:
    bare = Counter(" ".join(words([heading])) for heading in headings)
    return (Counter(" ".join(words([each])) for each in wanted) & bare).total()


def _cells(source: SourceText, pages: Sequence[str]) -> tuple[int, int]:
    """How many of the tables' cells came under their own head, beside their row's first cell."""
    lines = [line.strip().strip("|").strip() for page in pages for line in page.splitlines()]
    rows = [*_rows(lines)]
    right = total = 0
    for block in source.tables():
        for wanted in _wanted(block):
            total += len(wanted)
            best = max((len(wanted & row) for row in rows), default=0)
            right += best
    return right, total


def _wanted(block: SourceBlock) -> Iterator[set[tuple[str, str]]]:
    head, *rows = block.grid
    for row in rows:
        yield {(_plain(n), _plain(c)) for n, c in zip(head, row, strict=True) if c}


def _rows(lines: Sequence[str]) -> Iterator[set[tuple[str, str]]]:
    """Each row of the text: named cells as they are, bare ones under the bare row that leads."""
    head: list[str] = []
    for line in lines:
        if HEAD in line and CELL.strip() not in line:
            found = cells(line)
            yield {(_plain(c.heading), _plain(line[c.start : c.end])) for c in found}
        elif CELL.strip() in line:
            bare = [_plain(part) for part in line.split(CELL.strip())]
            head = head if len(head) == len(bare) or not any(bare) else bare
            yield {*zip(head, bare, strict=True)} if any(bare) else set()
        elif line:
            head = []


def _plain(text: str) -> str:
    return " ".join(words([text]))
