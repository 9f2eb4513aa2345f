"""Tables of a PDF, which has none: lines whose words keep to the same columns, made rows.

    Teenus          2023                    Teenus | 2023
    Päevakeskus       45          ->        Teenus: Päevakeskus; 2023: 45

An empty cell stays empty, and the lines of one cell are joined where the drawing or the wording
says that they are one. `runs` finds what may be a table; in doubt lines stay as they were.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from corpus.text.scaffolding import is_contents_line
from ingest.readers.pdf.columns import in_columns
from ingest.readers.pdf.line import CELL_GAP, Line, TableRow, joined
from ingest.readers.pdf.runs import BandWords, Run, run_at
from ingest.readers.table_rows import head_names, rows

_LEVEL = 0.35  # of a letter's height, by hand: how far what stands in one row may be apart
_TIGHT = 1.3  # times the smallest step of the table's lines, by hand: a step within a cell
_LONGEST_CELL = 400  # characters, by hand: more is text in columns
_CONTENTS = 0.5  # of the lines
_WIDE = 0.5  # of the rows with several cells, by hand: those that wide white parts

Row = list[list[BandWords]]  # each band's pieces


def with_tables(lines: list[Line]) -> list[Line]:
    """The page's lines, with those of tables made rows and those of columns put in order."""
    found: list[Line] = []
    at = 0
    while at < len(lines):
        run = run_at(lines, at)
        made = run and (in_columns(run) or _table(run))
        if run and made:
            found += made
            at += len(run.lines)
        else:
            found.append(lines[at])
            at += 1
    return found


def _table(run: Run) -> list[Line] | None:
    """The run's rows; None where it is no table."""
    contents = sum(is_contents_line(line.text) for line in run.lines)
    if contents > _CONTENTS * len(run.lines):
        return None
    table = _rows(run)
    grid = [[_text(cell) for cell in row] for row in table]
    full = sum(sum(map(bool, line)) > 1 for line in grid)
    wide = sum(map(_is_wide, table))
    if full < 2 or not (1 < wide >= _WIDE * full or _jumps(run.pieces())):
        return None
    if any(len(cell) > _LONGEST_CELL for line in grid for cell in line):
        return None
    names = tuple(head_names(grid))
    told = rows(grid)
    if len(told) != len(table):
        return None
    cells = (TableRow(names, tuple(line), tuple(run.bands)) for line in grid)
    return [_line(*each) for each in zip(table, told, cells, strict=True)]


def _is_wide(row: Row) -> bool:
    """Whether more white stands between two of its cells than in a justified line."""
    first = [cell[0] for cell in row if cell]
    height = first[0].line.height
    return any(after.left - before.right > CELL_GAP * height for before, after in pairwise(first))


def _line(row: Row, text: str, table: TableRow) -> Line:
    first = next(piece.line for cell in row for piece in cell)
    right = max(piece.right for cell in row for piece in cell)
    return replace(first, text=text, right=right, cells=[], is_row=True, table=table)


def _text(cell: Sequence[BandWords]) -> str:
    return joined(piece.text for piece in cell)


def _rows(run: Run) -> list[Row]:
    """The pieces by row and band."""
    pieces = run.pieces()
    jumps = _jumps(pieces)
    step = _smallest_step(pieces)
    table: list[Row] = []
    for piece in pieces if jumps else sorted(pieces, key=lambda p: -p.line.bottom):
        if table and _belongs(table[-1], piece, step, jumps):
            table[-1][piece.band].append(piece)
        else:
            table.append([[] for _ in run.bands])
            table[-1][piece.band].append(piece)
    return table if jumps else _joined(table, step)


def _jumps(pieces: list[BandWords]) -> bool:
    """Whether the file draws the table cell by cell, going up again for the next one."""
    return any(
        after.line.bottom - before.line.bottom > _LEVEL * before.line.height
        for before, after in pairwise(pieces)
    )


def _belongs(row: Row, piece: BandWords, step: float, jumps: bool) -> bool:
    """Whether the piece stands in that row, as the file draws it."""
    own = [p for cell in row for p in cell]
    low = min(p.line.bottom for p in own)
    if not jumps:
        return abs(low - piece.line.bottom) < _LEVEL * piece.line.height
    last = next(p for cell in reversed(row) if cell for p in reversed(cell))
    if piece.band < last.band:
        return False
    if piece.band == last.band:
        return 0 <= last.line.bottom - piece.line.bottom < _TIGHT * step
    return piece.line.bottom > low - _LEVEL * piece.line.height


def _smallest_step(pieces: list[BandWords]) -> float:
    """How far apart the nearest lines are."""
    bottoms = sorted({piece.line.bottom for piece in pieces})
    steps = [b - a for a, b in pairwise(bottoms)]
    apart = [step for step in steps if step > _LEVEL * pieces[0].line.height]
    return min(apart, default=0.0)


def _joined(table: list[Row], step: float) -> list[Row]:
    """The rows, those that only go on with the cells above joined to them."""
    drops = [_bottom(a) - _bottom(b) for a, b in pairwise(table)]
    padded = max(drops, default=0.0) > _TIGHT * step
    found = table[:1]
    for row, drop in zip(table[1:], drops, strict=True):
        if drop < _TIGHT * step and (padded or not row[0]) and _goes_on(found[-1], row):
            found[-1] = [above + below for above, below in zip(found[-1], row, strict=True)]
        else:
            found.append(row)
    return found


def _goes_on(above: Row, row: Row) -> bool:
    """Whether each cell goes on in the middle of a sentence or a word of the cell above."""
    return all(
        bool(head) and (cell[0].text[0].islower() or head[-1].text.endswith(("-", ",")))
        for head, cell in zip(above, row, strict=True)
        if cell
    )


def _bottom(row: Row) -> float:
    return min(piece.line.bottom for cell in row for piece in cell)
