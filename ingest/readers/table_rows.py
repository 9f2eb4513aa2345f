"""A table's cells to lines of text, each cell with the headings of its column.

    rows([["Teenus", "2023"], ["Päevakeskus", "45"]])
    ->  ["Teenus | 2023", "Teenus: Päevakeskus; 2023: 45"]

Every reader brings its tables here, with merged cells filled, so that a row means the same
whatever file it stood in. A table without a head keeps bare cells: a heading that is none would
say what the file does not.
"""

from __future__ import annotations

from collections.abc import Sequence

from corpus.markup import CELL, HEADINGS, LONGEST_HEAD, row

Grid = Sequence[Sequence[str]]

_YEAR_DIGITS = 4


def rows(grid: Grid, heads: int | None = None) -> list[str]:
    """The table's lines: its head once, then its rows.

    `heads` says how many of the first rows are the head; None where the file does not say, and
    what the cells look like decides.
    """
    lines = [[" ".join(cell.split()) for cell in line] for line in grid]
    lines = [line for line in lines if any(line)]
    if not lines:
        return []
    width = max(map(len, lines))
    lines = [line + [""] * (width - len(line)) for line in lines]
    if width == 1:
        return [line[0] for line in lines]
    heads = _heads(lines) if heads is None else heads
    if not 0 < heads < len(lines):
        return [CELL.join(line) for line in lines]
    names = _names(lines[:heads])
    told = [CELL.join(line) for line in lines[:heads]]
    return told + [row(names, line) for line in lines[heads:]]


def head_names(grid: Grid) -> list[str]:
    """Each column's heading, where the first row reads as a head; else none.

    The grid has its full width, cells with single blanks, and no row that is empty.
    """
    lines = [list(line) for line in grid]
    return _names(lines[:1]) if _heads(lines) else []


def _names(head: list[list[str]]) -> list[str]:
    """Each column's heading; of a head of several rows those above one another, each once."""
    columns = (dict.fromkeys(filter(None, column)) for column in zip(*head, strict=True))
    return [HEADINGS.join(column) for column in columns]


def _heads(lines: list[list[str]]) -> int:
    """1 where the first row reads as a head: names, each its own, over numbers."""
    first, below = lines[0], lines[1:]
    names = [cell for cell in first[1:] if cell]
    is_named = len(names) == len(first) - 1 and len({*first}) == len(first)
    if not below or not is_named or any(len(cell) > LONGEST_HEAD for cell in first):
        return 0
    if any(_is_number(cell) and not _is_year(cell) for cell in first):
        return 0
    return int(any(_is_number(cell) for line in below for cell in line[1:]))


def _is_number(cell: str) -> bool:
    letters = sum(map(str.isalpha, cell))
    return any(map(str.isdigit, cell)) and letters <= sum(map(str.isdigit, cell))


def _is_year(cell: str) -> bool:
    return len(cell) == _YEAR_DIGITS and cell.isdigit() and cell[:2] in ("18", "19", "20", "21")
