"""A table of OpenDocument as a grid of texts: repeated cells written out, merged ones filled."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from corpus.errors import DocumentError

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_CELL, _COVERED = f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"
_MOST_CELLS = 400_000
_REST_OF_ROW = 1_000  # so many empty cells are what is left of the sheet
_WIDEST_SPAN = 1_000

Element = Any  # lxml's elements carry no types


def grid(path: str, table: Element, text_of: Callable[[Element], str]) -> list[list[str]]:
    """The table's rows, each as long as it holds text; `path` is for messages.

    Raises:
        DocumentError: more cells than a document's table has.
    """
    found: list[list[str]] = []
    down: dict[int, tuple[int, str]] = {}  # column: how many rows more it holds the text
    cells = 0
    for row in _rows(table):
        line: list[str] = []
        for cell in row:
            if cell.tag == _COVERED:
                _covered(cell, line, down)
            elif cell.tag == _CELL:
                _own(cell, text_of(cell), line, down)
        while line and not line[-1]:
            line.pop()
        for _ in range(min(_repeated(row, "rows"), _MOST_CELLS + 1) if line else 1):
            found.append(line)
            cells += len(line)
            if cells > _MOST_CELLS:
                reason = f"a table of it holds more than {_MOST_CELLS:,} cells; divide it"
                raise DocumentError(path, reason)
    return found


def _covered(cell: Element, line: list[str], down: dict[int, tuple[int, str]]) -> None:
    column = len(line)
    for at in range(column, column + min(_repeated(cell, "columns"), _MOST_CELLS)):
        left, text = down.get(at, (0, ""))
        down[at] = (left - 1, text)
        line.append(text if left > 0 else "")


def _own(cell: Element, text: str, line: list[str], down: dict[int, tuple[int, str]]) -> None:
    column, repeated = len(line), min(_repeated(cell, "columns"), _MOST_CELLS)
    if not text and repeated > _REST_OF_ROW:
        return
    wide, high = _span(cell, "columns"), _span(cell, "rows")
    line += [text] * repeated
    for at in range(column, column + (wide if wide > 1 else repeated)):
        # Cells beside the first one are covered in the same row, those below in the next ones.
        down[at] = (high - (at == column), text)


def _rows(table: Element) -> Iterator[Element]:
    """The table's own rows, also those of heads and groups; not those of tables in its cells."""
    for child in table:
        if child.tag == f"{_TABLE}table-row":
            yield child
        elif child.tag not in (f"{_TABLE}table", _CELL, _COVERED):
            yield from _rows(child)


def _repeated(element: Element, way: str) -> int:
    told = element.get(f"{_TABLE}number-{way}-repeated") or "1"
    return max(1, int(told)) if told.isdigit() else 1


def _span(cell: Element, way: str) -> int:
    told = cell.get(f"{_TABLE}number-{way}-spanned") or "1"
    return max(1, min(int(told), _WIDEST_SPAN)) if told.isdigit() else 1
