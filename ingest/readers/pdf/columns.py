"""Columns of text that a PDF draws line by line across the page, read one after the other.

    Vasak veerg algab    parem veerg algab          "Vasak veerg algab siit.", then
    siit.                siit.                      "parem veerg algab siit."

A table looks alike; its cells are short, or do not go on from line to line. Differs from
`tables`, which keeps what stands side by side together.
"""

from __future__ import annotations

from statistics import median

from ingest.readers.pdf.line import Line
from ingest.readers.pdf.runs import BandWords, Run

# By hand: lines of a column, letters of a line, how much of the column's width a line fills, and
# how many of its lines go on in the middle of a sentence.
_FEWEST_LINES, _FEWEST_LETTERS, _FILLED, _GOES_ON = 4, 15, 0.7, 0.4


def in_columns(run: Run) -> list[Line] | None:
    """The run's lines, column after column; None where it is no text in columns."""
    pieces = run.pieces()
    columns = [[p for p in pieces if p.band == band] for band in range(len(run.bands))]
    if not all(map(_is_prose, columns)):
        return None
    ordered = (sorted(column, key=lambda p: -p.line.bottom) for column in columns)
    return [piece.line.holding(piece.words) for column in ordered for piece in column]


def _is_prose(column: list[BandWords]) -> bool:
    """Whether the column's lines are full and go on in the next."""
    if len(column) < _FEWEST_LINES:
        return False
    width = max(p.right for p in column) - min(p.left for p in column)
    filled = median(p.right - p.left for p in column) / max(width, 1.0)
    goes_on = sum(p.text[0].islower() for p in column[1:])
    return (
        median(len(p.text) for p in column) >= _FEWEST_LETTERS
        and filled >= _FILLED
        and goes_on >= _GOES_ON * (len(column) - 1)
    )
