"""A table of a web page as a grid: merged cells filled, empty ones kept, its head told.

    <tr><th rowspan=2>Teenus<th colspan=2>Arv<tr><th>2022<th>2023<tr><td>Abi<td>4<td>5
    ->  [["Teenus", "Arv", "Arv"], ["Teenus", "2022", "2023"], ["Abi", "4", "5"]], 2 heads

Spans are the page's to choose and may be hostile: only columns in which some cell begins exist,
and a table that would grow beyond bounds is not filled. Differs from `html_walk`, which reads
what stands in the cells, and from `table_rows`, which writes the lines.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborNode

from ingest.readers.table_rows import rows

_WIDEST = 1000  # by definition: HTML's bound of a colspan
_MOST_FILLED = 1_000_000  # cells, and characters beyond the page's own, by hand: hostile beyond
_LONGEST_HEAD = 200  # characters, by hand: what is longer is said once, not in every row
GRIDS = "[role=table], [role=grid], [role=treegrid]"  # tables without the elements of one
# By definition: WAI-ARIA's roles that mean what the elements of a table mean.
_ROLES = {
    "row": "tr", "cell": "td", "gridcell": "td", "columnheader": "th", "rowheader": "th",
    "rowgroup": "tbody",
}  # fmt: skip
_GROUPS = ("thead", "tbody", "tfoot")
_BLOCKS = "h1, h2, h3, h4, h5, h6, section, article, nav, main, form"

Reading = Callable[[LexborNode], str]


@dataclass(frozen=True, slots=True)
class _Cell:
    row: int
    column: int
    down: int
    across: int
    text: str
    is_head: bool


def is_layout(table: LexborNode) -> bool:
    """Whether a table places blocks of a page side by side, and its rows mean nothing."""
    if table.attributes.get("role") in ("presentation", "none"):
        return True
    lines = list(_lines(table))
    if any(_own_cells(line, ("th",)) for line, _ in lines):
        return False
    nested = len(table.css("table")) > 1  # a node matches its own selector
    return (
        nested
        or table.css_first(_BLOCKS) is not None
        or not any(len(_own_cells(line)) > 1 for line, _ in lines)
    )


def lines_of(table: LexborNode, read: Reading) -> Iterator[str]:
    """The lines of a table that holds data; `read` gives the text of a cell."""
    lines = list(_lines(table))
    cells = [cell for row, (line, _) in enumerate(lines) for cell in _cells(line, row, read)]
    settled = _settled(cells)
    columns = sorted({cell.column for cell in settled})
    if not settled or len(lines) * len(columns) > _MOST_FILLED:
        yield from (cell.text for cell in cells if cell.text)
        return
    grid = _grid(settled, len(lines), columns)
    heads = _heads(settled, [group for _, group in lines])
    yield from _told(grid, _across(settled), heads)


def _lines(table: LexborNode) -> Iterator[tuple[LexborNode, str]]:
    """The table's own rows with the group that each stands in."""
    for child in table.iter():
        kind = _kind(child)
        if kind == "tr":
            yield child, ""
        elif kind in _GROUPS:
            yield from ((line, kind) for line in child.iter() if _kind(line) == "tr")


def _own_cells(line: LexborNode, tags: tuple[str, ...] = ("td", "th")) -> list[LexborNode]:
    return [cell for cell in line.iter() if _kind(cell) in tags]


def _kind(node: LexborNode) -> str:
    """The element's tag, or that which its role stands for."""
    return _ROLES.get(node.attributes.get("role") or "", node.tag or "")


def _cells(line: LexborNode, row: int, read: Reading) -> Iterator[_Cell]:
    for cell in _own_cells(line):
        down = _span(cell, "rowspan") or _MOST_FILLED  # 0: to the end, by definition
        across = min(_WIDEST, max(1, _span(cell, "colspan")))
        yield _Cell(row, 0, down, across, " ".join(read(cell).split()), _kind(cell) == "th")


def _span(cell: LexborNode, name: str) -> int:
    told = (cell.attributes.get(name) or "1").strip()
    return int(told) if told.isascii() and told.isdigit() and len(told) < len("1000000") else 1


def _settled(cells: list[_Cell]) -> list[_Cell]:
    """Each cell in the first column that no cell from above reaches down into; none: too many."""
    settled: list[_Cell] = []
    until: dict[int, int] = {}  # by column: the first row that is free again
    row = column = -1
    steps = 0
    for cell in cells:
        column = 0 if cell.row != row else column
        row = cell.row
        while until.get(column, 0) > row and steps < _MOST_FILLED:
            column, steps = column + 1, steps + 1
        if cell.down > 1:
            until.update(dict.fromkeys(range(column, column + cell.across), row + cell.down))
            steps += cell.across
        if steps >= _MOST_FILLED:
            return []
        settled.append(replace(cell, column=column))
        column += cell.across
    return settled


def _grid(cells: list[_Cell], height: int, columns: list[int]) -> list[list[str]]:
    grid = [[""] * len(columns) for _ in range(height)]
    filled = 0
    for cell in cells:
        first = bisect_left(columns, cell.column)
        beyond = bisect_left(columns, cell.column + cell.across)
        last = min(height, cell.row + cell.down)
        filled += (len(cell.text) + 1) * ((last - cell.row) * (beyond - first) - 1)
        if filled > _MOST_FILLED:
            last, beyond = cell.row + 1, first + 1
        for row in range(cell.row, last):
            for at in range(first, beyond):
                grid[row][at] = grid[row][at] or cell.text
    return grid


def _heads(cells: list[_Cell], groups: list[str]) -> int | None:
    """How many rows are the head: those of `thead`, else the first that are all of `th`.

    0 where `th` stands beside the rows alone; None where there is none, and the look decides.
    """
    if groups[0] == "thead":
        return groups.count("thead")
    if not any(cell.is_head for cell in cells):
        return None
    rows_of: list[list[_Cell]] = [[] for _ in groups]
    for cell in cells:
        rows_of[cell.row].append(cell)
    return next((at for at, line in enumerate(rows_of) if not _is_head(line, at)), len(groups))


def _is_head(line: list[_Cell], before: int) -> bool:
    """Whether a row is a head, or one more row of it; its corner may be an empty `td`."""
    named = [cell for cell in line if cell.is_head]
    if len(named) == 1 and (before or len(line) > 1):
        return False
    return bool(named) and all(cell.is_head or not cell.text for cell in line)


def _across(cells: list[_Cell]) -> set[int]:
    """The rows of one cell that reaches over all columns."""
    counted = Counter(cell.row for cell in cells)
    ends = [cell.column + cell.across for cell in cells if counted[cell.row] > 1]
    whole = max(ends, default=_WIDEST + 1)
    lone = (cell for cell in cells if counted[cell.row] == 1 and cell.column == 0)
    return {cell.row for cell in lone if cell.across >= whole}


def _told(grid: list[list[str]], across: set[int], heads: int | None) -> Iterator[str]:
    """The lines; what stands across the whole table is said above the rows that it heads."""
    head = [line for row, line in enumerate(grid[: heads or 0]) if row not in across and any(line)]
    above = heads or 0
    if any(len(cell) > _LONGEST_HEAD for line in head for cell in line):
        head, heads, above = [], 0, 0
    count = None if heads is None else len(head)
    told = 0  # rows of the head that stand there already
    part: list[list[str]] = []
    for row, line in enumerate(grid):
        if row in across:
            if part or row >= above:
                yield from rows([*head, *part], count)[told:]
                told, part = len(head), []
            yield line[0]
        elif row >= above and any(line):
            part.append(line)
    yield from rows([*head, *part], count)[told:]
