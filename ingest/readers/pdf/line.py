"""A line of a PDF page and where its words stand; what columns, tables and paragraphs are told by.

`lines` makes lines of characters; a line from text recognition has words of no place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import NamedTuple

from corpus.markup import CELL, row

CELL_GAP = 1.2  # times the height of a letter: wider than any blank of justified text
_VOWELS = frozenset("aeiouõäöüy")
Band = tuple[float, float]  # from where to where
_MARK = re.compile(r"\s*(?:[\d.()]+|\w[.)]?|\W{1,2})\s*")  # a list mark or a heading's number


class Word(NamedTuple):
    """Letters without white between them, and from where to where they reach."""

    text: str
    left: float
    right: float


class TableRow(NamedTuple):
    """A table's row: its columns' headings, if known, its cells, and where the columns stand."""

    names: tuple[str, ...]
    cells: tuple[str, ...]
    bands: tuple[Band, ...]


@dataclass(slots=True)
class Line:
    """A line of text and its box in points; a line from OCR has no box.

    `cells` are its words, parted where the white is wider than any blank; `white` is the widest
    between two words; `turn` is how far the page must be turned to read it, `is_row` whether it
    is a table's, and `table` what the row holds where its columns are known.
    """

    text: str
    left: float = 0.0
    bottom: float = 0.0
    right: float = 0.0
    height: float = 0.0
    turn: int = 0
    is_row: bool = False
    cells: list[list[Word]] = field(default_factory=list)
    white: float = 0.0
    table: TableRow | None = None

    @property
    def is_placed(self) -> bool:
        """Whether its box is known."""
        return self.height > 0

    @property
    def top(self) -> float:
        """Where its highest letters end."""
        return self.bottom + self.height

    @property
    def words(self) -> list[Word]:
        """The words of all cells."""
        return self.cells[0] if len(self.cells) == 1 else [w for cell in self.cells for w in cell]

    def under(self, names: tuple[str, ...]) -> Line:
        """The table's row with each cell behind its column's heading."""
        assert self.table
        told = self.table._replace(names=names)
        return replace(self, text=row(names, told.cells), table=told)

    def holding(self, words: list[Word]) -> Line:
        """The line with only these words of it."""
        left, right = words[0].left, words[-1].right
        line = Line("", left, self.bottom, right, self.height, self.turn, cells=[[words[0]]])
        wide = CELL_GAP * self.height
        for before, word in pairwise(words):
            white = word.left - before.right
            line.white = max(line.white, white)
            if white > wide and not _is_mark(line.cells):
                line.cells.append([word])
            else:
                line.cells[-1].append(word)
        line.text = CELL.join(" ".join(word.text for word in cell) for cell in line.cells)
        return line


def _is_mark(cells: list[list[Word]]) -> bool:
    """Whether what the line holds so far is but a list's mark."""
    return len(cells) == 1 and bool(_MARK.fullmatch(" ".join(word.text for word in cells[0])))


def joined(lines: Iterable[str]) -> str:
    """The lines of one cell or title as one; a hyphen parted a word, or stands where two meet.

    "põhimõt-" and "ted" are one, "rahulolu-uuring" and "plekk-katus" are written so.
    """
    text = ""
    for line in lines:
        last, first = text[-2:-1], line[:1]
        if text.endswith("-") and last.isalpha() and first.islower():
            meets = last == first and (last in _VOWELS or text[-3:-2] == last)
            text = (text if meets else text[:-1]) + line
        else:
            text = f"{text} {line}" if text else line
    return text
