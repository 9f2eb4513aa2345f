"""A table's cells to lines of text, each cell with the headings of its column.

    rows([["Teenus", "2023"], ["Päevakeskus", "45"]])
    ->  ["Teenus | 2023", "Teenus: Päevakeskus; 2023: 45"]

Every reader brings its tables here, with merged cells filled, so that a row means the same
whatever file it stood in. A table without a head keeps bare cells: a heading that is none would
say what the file does not.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from corpus.markup import CELL, HEADINGS, LONGEST_HEAD, row

Grid = Sequence[Sequence[str]]

_YEAR_DIGITS = 4
_TWO = 2  # rows
_MOST_HEADS = 3  # rows, by hand: years, quarters, what is counted
_CUT = " … "


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
    if heads is None:
        lines = _spread(lines)
        heads = head_count(lines)
    if not 0 < heads < len(lines):
        return [CELL.join(line) for line in lines]
    names = _names(lines[:heads])
    told = [CELL.join(line) for line in lines[:heads]]
    return told + [row(names, line) for line in lines[heads:]]


def head_names(grid: Grid) -> list[str]:
    """Each column's heading, where the first rows read as a head; else none.

    The grid has its full width, cells with single blanks, and no row that is empty.
    """
    lines = _spread([list(line) for line in grid])
    count = head_count(lines)
    return _names(lines[:count]) if count else []


def head_count(grid: Grid) -> int:
    """How many of the first rows read as a head: names, each column its own, over numbers.

    More than one where a cell was merged over columns, so that its name stands in each. The grid
    is as for `head_names`.
    """
    lines = [list(line) for line in grid]
    for count in range(1, min(_MOST_HEADS, len(lines) - 1) + 1):
        if not all(map(_is_name, lines[count - 1])):
            return 0
        names = _names(lines[:count])
        if all(names[1:]) and len({*names}) == len(names):
            below = (cell for line in lines[count:] for cell in line[1:])
            return count if any(map(_is_number, below)) else 0
        if not any(a and a == b for a, b in pairwise(lines[count - 1])):
            return 0
    return 0


def _spread(lines: list[list[str]]) -> list[list[str]]:
    """The rows with the names of groups over all their columns, as a head of two rows has them.

    Teenus | 2022 |       | 2023 |              Teenus | 2022 | 2022  | 2023 | 2023
           | Mehi | Naisi | Mehi | Naisi   ->          | Mehi | Naisi | Mehi | Naisi
    """
    if len(lines) <= _TWO or lines[1][0] or not all(lines[1][1:]) or all(lines[0][1:]):
        return lines
    first = lines[0][:1]
    for name in lines[0][1:]:
        first.append(name or (first[-1] if len(first) > 1 else ""))
    spread = [first, *lines[1:]]
    return spread if head_count(spread) == _TWO else lines


def _names(head: list[list[str]]) -> list[str]:
    """Each column's heading; of a head of several rows those above one another, each once."""
    columns = (dict.fromkeys(filter(None, column)) for column in zip(*head, strict=True))
    return [_short(HEADINGS.join(column)) for column in columns]


def _short(name: str) -> str:
    """A heading that a row can bear; the head itself tells it whole."""
    if len(name) <= LONGEST_HEAD:
        return name
    half = (LONGEST_HEAD - len(_CUT)) // 2
    return f"{name[:half].rstrip()}{_CUT}{name[-half:].lstrip()}"


def _is_name(cell: str) -> bool:
    """Whether the cell may stand in a head; an empty one does."""
    return len(cell) <= LONGEST_HEAD and (not _is_number(cell) or _is_year(cell))


def _is_number(cell: str) -> bool:
    letters = sum(map(str.isalpha, cell))
    return any(map(str.isdigit, cell)) and letters <= sum(map(str.isdigit, cell))


def _is_year(cell: str) -> bool:
    return len(cell) == _YEAR_DIGITS and cell.isdigit() and cell[:2] in ("18", "19", "20", "21")
