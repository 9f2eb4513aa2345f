"""Reads Excel's XLSX with openpyxl: a page a sheet, its tables as rows with their headings.

Values are those that the file was saved with: nothing is computed. What a sheet hides is read, and
told in its account; so are formulas whose value was not saved.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import openpyxl  # type: ignore[import-untyped]
from openpyxl.utils import get_column_letter, range_boundaries  # type: ignore[import-untyped]

from corpus.accounts import PageAccount
from corpus.errors import DocumentError
from ingest.readers import packages
from ingest.readers.office.shown_values import shown
from ingest.readers.raw import (
    Flow,
    Limits,
    RawDocument,
    RawPage,
    SectionHeading,
    by_page,
    check_length,
)
from ingest.readers.titles import is_named

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_NOUN = "Excel workbook"
_SHEETS = "xl/worksheets/"
_SHEET_BYTES = 40_000_000  # of all sheets' XML: openpyxl takes about twenty times that
_CELLS = 400_000  # of a sheet
_LABEL_LENGTH = 32
_NAMED = 8  # places named in a doubt
_NO_NAMES = frozenset(("sheet", "leht", "tabelle", "taulukko", "blad", "feuil", "hoja", "ark"))

Sheet = Any  # openpyxl carries no types
Grid = dict[int, dict[int, str]]  # row: column: text, where there is any


class _Block(NamedTuple):
    """Rows that follow one another without an empty one between them."""

    first_row: int
    rows: list[list[str]]


def read(path: str, content: bytes, limits: Limits) -> RawDocument:
    """The file's sheets.

    Raises:
        DocumentError: damaged, locked, a bomb, or larger than a document.
    """
    packages.check(path, content, _NOUN)
    if packages.xml_bytes(content, _SHEETS) > _SHEET_BYTES:
        raise DocumentError(path, "holds more cells than a document may; save the sheets apart")
    with packages.opened_by_a_library(path, _NOUN):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of parts that it does not know
            book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
            formulas = _formulas(content)
        sheets = book.worksheets[: limits.pages]
        pages = [_sheet(path, at, each, formulas) for at, each in enumerate(sheets, start=1)]
        title = " ".join((book.properties.title or "").split())
    check_length(path, sum(len(page.text) for page, _ in pages))
    headings = by_page(found for _, found in pages)
    return RawDocument(
        MEDIA_TYPE,
        tuple(page for page, _ in pages),
        tuple(headings),
        title=title if is_named(title) else None,
    )


def _formulas(content: bytes) -> Mapping[str, Sheet]:
    """The sheets with formulas in place of values; none where there is not one formula."""
    if not packages.holds(content, _SHEETS, b"<f"):
        return {}
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=False)
    return {sheet.title: sheet for sheet in book.worksheets}


def _sheet(
    path: str, number: int, sheet: Sheet, formulas: Mapping[str, Sheet]
) -> tuple[RawPage, list[SectionHeading]]:
    stored = sheet._cells  # a rectangle of rows by columns may be far larger than what is stored
    if len(stored) > _CELLS:
        reason = f"its sheet '{sheet.title}' holds more than {_CELLS:,} cells; divide it"
        raise DocumentError(path, reason, number)
    grid: Grid = {}
    remarks: list[str] = []
    for (row, column), cell in sorted(stored.items()):
        text = shown(cell.value, cell.number_format).strip()
        if text:
            grid.setdefault(row, {})[column] = text
        if getattr(cell, "comment", None):
            remarks.append(" ".join(cell.comment.text.split()))
    _fill_merged(sheet, grid)
    flow = Flow()
    if sheet.title.strip(" 0123456789").lower() not in _NO_NAMES:
        flow.heading(1, sheet.title)
    heads = _heads(sheet)
    for block in _blocks(grid):
        _add(flow, block, heads)
    for remark in remarks:
        flow.paragraph(remark)
    account = PageAccount(
        ("text", "annotation") if remarks else ("text",),
        doubts=tuple(_doubts(sheet, formulas.get(sheet.title))),
    )
    (page,) = flow.pages()
    return RawPage(number, sheet.title[:_LABEL_LENGTH], page.text, account), flow.headings


def _fill_merged(sheet: Sheet, grid: Grid) -> None:
    for merged in sheet.merged_cells.ranges:
        text = grid.get(merged.min_row, {}).get(merged.min_col)
        if text is None or merged.size["rows"] * merged.size["columns"] > _CELLS:
            continue
        for row in range(merged.min_row, merged.max_row + 1):
            for column in range(merged.min_col, merged.max_col + 1):
                grid.setdefault(row, {})[column] = text


def _blocks(grid: Grid) -> Iterator[_Block]:
    numbers = sorted(grid)
    begin = 0
    for at, number in enumerate(numbers):
        if at + 1 == len(numbers) or numbers[at + 1] != number + 1:
            rows = [grid[each] for each in numbers[begin : at + 1]]
            columns = sorted({column for row in rows for column in row})
            yield _Block(numbers[begin], [[row.get(c, "") for c in columns] for row in rows])
            begin = at + 1


def _heads(sheet: Sheet) -> set[int]:
    """The rows that the file says are heads: of its tables, its filter, and those that stay put."""
    found = {range_boundaries(table.ref)[1] for table in sheet.tables.values()}
    if sheet.auto_filter.ref:
        found.add(range_boundaries(sheet.auto_filter.ref)[1])
    frozen = sheet.freeze_panes
    if frozen:
        found.add(range_boundaries(frozen)[1] - 1)
    return found


def _add(flow: Flow, block: _Block, heads: set[int]) -> None:
    """The block as a table; rows of one cell above it are its titles."""
    at = 0
    while at < len(block.rows) and len({*block.rows[at]} - {""}) == 1 and len(block.rows[at]) > 1:
        flow.paragraph(next(cell for cell in block.rows[at] if cell))
        at += 1
    rows = block.rows[at:]
    told = [row - block.first_row - at + 1 for row in heads]
    inside = [number for number in told if 0 < number < len(rows)]
    flow.table(rows, inside[0] if inside else None)


def _doubts(sheet: Sheet, formulas: Sheet | None) -> Iterator[str]:
    if sheet.sheet_state != "visible":
        yield "the sheet is hidden in the workbook"
    hidden = [str(row) for row, each in sheet.row_dimensions.items() if each.hidden]
    if hidden:
        yield f"rows hidden in the sheet are read: {_some(hidden)}"
    hidden = [each.index for each in sheet.column_dimensions.values() if each.hidden]
    if hidden:
        yield f"columns hidden in the sheet are read: {_some(hidden)}"
    if formulas is not None:
        values = sheet._cells
        missing = [
            f"{get_column_letter(column)}{row}"
            for (row, column), cell in sorted(formulas._cells.items())
            if cell.data_type == "f" and _value(values.get((row, column))) is None
        ]
        if missing:
            yield (
                f"formulas whose value was not saved are left out: {_some(missing)}; "
                "open the workbook in Excel, save it and ingest it again"
            )


def _value(cell: Any) -> object:
    return None if cell is None else cell.value


def _some(places: list[str]) -> str:
    more = f" and {len(places) - _NAMED} more" if len(places) > _NAMED else ""
    return ", ".join(places[:_NAMED]) + more
