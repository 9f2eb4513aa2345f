"""Tables that go on over a PDF's pages: the rows of the next page get the headings of the first.

    page 1   Teenus | 2023                      page 2   Koduhooldus | 30
             Teenus: Päevakeskus; 2023: 45          ->   Teenus: Koduhooldus; 2023: 30

Only where the table ends one page and begins the next, running lines apart, and its columns stand
at the same places: a heading over the wrong column would say what the file does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.readers.pdf.line import Band, Line, TableRow

_EDGE = 3  # lines at a page's head or foot that may be running ones, as `cutting` looks for them
_SENTENCE = re.compile(r"[.!?:;…]\W*\Z")  # ends with a full stop: no running line
_CAPTION = re.compile(r"(?:tabel|table|lisa|annex)\b(?!.*\b(?:järg|jätk|cont))", re.I)


def carry_headings(pages: Sequence[list[Line]]) -> None:
    """Gives rows without headings those of the table that they go on with, page after page."""
    for before, after in pairwise(pages):
        above = _at_edge(before[::-1])
        below = _at_edge(after)
        if above is None or below is None:
            continue
        table = before[-1 - above].table
        assert table
        for number in _rows_of(table, after, below):
            after[number] = after[number].under(table.names)


def _at_edge(lines: Sequence[Line]) -> int | None:
    """Which is the first table's row, where only running lines come before it."""
    for at, line in enumerate(lines[: _EDGE + 1]):
        if line.table:
            return at
        if _SENTENCE.search(line.text) or _CAPTION.match(line.text):
            return None
    return None


def _rows_of(above: TableRow, lines: Sequence[Line], first: int) -> Iterator[int]:
    """The rows from there on that have no headings, where the table has, and its columns."""
    for at in range(first, len(lines) if above.names else first):
        row = lines[at].table
        if row is None or row.names or not _in_columns(row.bands, above.bands):
            return
        yield at


def _in_columns(bands: Sequence[Band], others: Sequence[Band]) -> bool:
    """Whether each band lies over that of the same number and no other."""
    return len(bands) == len(others) and all(
        (own[0] < other[1] and other[0] < own[1]) == (i == j)
        for i, own in enumerate(bands)
        for j, other in enumerate(others)
    )
