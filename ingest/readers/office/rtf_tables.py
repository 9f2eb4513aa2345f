r"""Tables of RTF: each row says where its cells end, and which go on with the cell before or above.

    \trowd\clvmgf\cellx900\cellx1800 Harju\cell 45\cell\row
    \trowd\clvmrg\cellx900\cellx1800      \cell  7\cell\row   ->  ["Harju", "45"], ["Harju", "7"]

striprtf drops what rows say, so `marked` writes it as signs that no text holds, and `Row.of` reads
them again. A cell as wide as several of the table's columns stands in each.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

CELL, IN_TABLE = "\ue000", "\ue003"
_ROW_BEGINS, _EDGE, _IS_HEAD = "\ue020", "\ue021", "\ue022"
_SIGNS = {
    "trowd": _ROW_BEGINS, "trhdr": _IS_HEAD, "cellx": _EDGE,
    "clvmgf": "\ue023", "clvmrg": "\ue024", "clmgf": "\ue025", "clmrg": "\ue026",
}  # fmt: skip
_ABOVE, _BEFORE = _SIGNS["clvmrg"], _SIGNS["clmrg"]
_WORD = re.compile(rf"\\({'|'.join(_SIGNS)})(-?\d+)?(?![a-z\d]) ?")
_FORM = re.compile(rf"{_ROW_BEGINS}[\ue021-\ue026\d-]*")
_CELL_FORM = re.compile(rf"([\ue022-\ue026]*){_EDGE}(-?\d*)")
_NEAR = 60  # twips, by hand: three points, by which edges that were meant as one differ


class Row(NamedTuple):
    """A row: where each cell ends, the signs of its merging, the texts; whether it is a head."""

    edges: list[int]
    merged: list[str]
    texts: list[str]
    is_head: bool

    @classmethod
    def of(cls, cells: Sequence[str], form: str) -> Row:
        """The row of these texts; `form` as `taken` gives it."""
        said = _CELL_FORM.findall(form)
        edges = [int(edge or 0) for _, edge in said[: len(cells)]]
        if len(edges) < len(cells) or sorted({*edges}) != edges:  # a form of another row
            return cls([*range(1, len(cells) + 1)], [""] * len(cells), [*cells], False)
        return cls(edges, [signs for signs, _ in said[: len(cells)]], [*cells], _IS_HEAD in form)


def marked(source: str) -> str:
    """The source with signs for what its rows say of their cells."""
    return _WORD.sub(lambda found: _SIGNS[found[1]] + (found[2] or ""), source)


def taken(text: str) -> tuple[str, str, str]:
    """What stands before a row's first cell, that cell and what follows, and the row's form."""
    forms = list(_FORM.finditer(text))
    first = forms[0] if forms else None
    bare = _FORM.sub("", text)
    if first is not None and CELL not in text[: first.start()]:
        return text[: first.start()], bare[first.start() :], forms[0].group()
    before, mark, cells = bare.partition(IN_TABLE)
    if mark and CELL not in before:
        return before, cells, forms[-1].group() if forms else ""
    head, cell, rest = bare.partition(CELL)
    before, _, own = head.rpartition("\n")
    return before, own + cell + rest, forms[-1].group() if forms else ""


def grid(rows: Sequence[Row]) -> tuple[list[list[str]], int | None]:
    """The table with merged cells filled, and how many of its rows are marked as head."""
    columns = list(_columns(rows))
    found: list[list[str]] = []
    for row in rows:
        line: list[str] = []
        for edge, signs, text in zip(row.edges, row.merged, row.texts, strict=True):
            beyond = max(len(line) + 1, bisect_left(columns, edge - _NEAR) + 1)
            above = found[-1][len(line)] if found and len(line) < len(found[-1]) else ""
            own = above if _ABOVE in signs else line[-1] if _BEFORE in signs and line else text
            line += [text or own] * (beyond - len(line))
        found.append(line + [""] * (len(columns) - len(line)))
    heads = ([row.is_head for row in rows] + [False]).index(False)
    return found, heads or None


def _columns(rows: Sequence[Row]) -> Iterator[int]:
    """Where the table's columns end."""
    last = None
    for edge in sorted({edge for row in rows for edge in row.edges}):
        if last is None or edge - last > _NEAR:
            yield edge
            last = edge
