"""A stretch of a sheet as it is read: its titles, its table or tables, the notes below.

    [["Osalejad", ""], ["Koht", "2023"], ["Võru", "4"], ["Allikas: amet.", ""]]
    ->  "Osalejad", the lines "Koht | 2023" and "Koht: Võru; 2023: 4", "Allikas: amet."

Differs from `table_rows`, which knows the table alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from ingest.readers.raw import Flow
from ingest.readers.table_rows import head_count, rows

Rows = Sequence[Sequence[str]]

_TWO = 2  # columns: the entries and their figures
_NOTE_SIGNS = ("*", "¹", "²", "³", "(", "†")


def add(
    flow: Flow,
    block: Rows,
    heads: int | None = None,
    gaps: Collection[int] = (),
    across: Collection[int] = (),
) -> None:
    """Adds rows of one length, between which none is empty, with merged cells filled.

    `heads` is how many of the first rows are titles or head, None where the file does not say;
    `gaps` are the columns before which the sheet has an empty one, `across` the rows of which a
    merged cell is all.
    """
    alone = [at in across or _is_alone(row) for at, row in enumerate(block)]
    begin = (*alone, False).index(False)
    end = len(block)
    while end > begin + 1 and alone[end - 1] and _is_note(block[end - 1][0]):
        end -= 1
    for row in block[:begin]:
        flow.paragraph(next(filter(None, row)))
    inside = {at - begin for at in across}
    parts = _side_by_side(block[begin:end], gaps)
    for part in parts:
        flow.end_block()
        count = None if heads is None or len(parts) > 1 else max(heads - begin, 0)
        for line in _lines(part, count, inside if len(parts) == 1 else ()):
            flow.line(line)
        flow.end_block()
    for row in block[end:]:
        flow.paragraph(row[0])


def without_empty_columns(block: Rows) -> tuple[list[list[str]], set[int]]:
    """The rows, all of one length, with the columns in which something stands; and the gaps."""
    width = max(map(len, block), default=0)
    full = [[*row, *[""] * (width - len(row))] for row in block]
    used = [at for at in range(width) if any(row[at] for row in full)]
    gaps = {place for place, (a, b) in enumerate(pairwise(used), start=1) if b > a + 1}
    return [[row[at] for at in used] for row in full], gaps


def _lines(table: Rows, heads: int | None, across: Collection[int]) -> Iterator[str]:
    """The table's lines; what was merged over all its columns stands between them."""
    if heads is not None:
        heads -= sum(at < heads for at in across if at >= 0)
    told = iter(rows([row for at, row in enumerate(table) if at not in across], heads))
    for at, row in enumerate(table):
        yield next(filter(None, row)) if at in across else next(told)


def _side_by_side(table: Rows, gaps: Collection[int]) -> list[Rows]:
    """Tables beside one another, each under a head of its own and not as high as the next.

    A table that only leaves a column empty stays whole.
    """
    width = len(table[0]) if table else 0
    edges = [0, *sorted(gaps), width]
    parts = [[row[a:b] for row in table] for a, b in pairwise(edges)]
    bare = [[row for row in part if any(row)] for part in parts]
    heights = {tuple(any(row) for row in part) for part in parts}
    are_tables = all(part and len(part[0]) > 1 and head_count(part) for part in bare)
    return [*bare] if len(heights) == len(parts) and are_tables else [table]


def _is_alone(row: Sequence[str]) -> bool:
    """Whether one cell says all, and is not the one heading over a column of figures."""
    return sum(map(bool, row)) == 1 < len(row) and (bool(row[0]) or len(row) > _TWO)


def _is_note(said: str) -> bool:
    """Whether what stands alone below a table is a sentence, and no entry without figures."""
    return ": " in said or said.endswith(".") or said.startswith(_NOTE_SIGNS)
