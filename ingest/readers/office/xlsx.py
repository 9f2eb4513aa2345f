"""Reads Excel's XLSX with openpyxl: a page a sheet, its tables as rows with their headings.

Values are those that the file was saved with: nothing is computed. What a sheet hides is read, and
told in its account; so are formulas whose value was not saved.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any, NamedTuple

import openpyxl  # type: ignore[import-untyped]
from openpyxl.utils import get_column_letter, range_boundaries  # type: ignore[import-untyped]

from corpus.accounts import PageAccount
from corpus.errors import DocumentError
from ingest.readers import packages, sheet_blocks
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
Place = tuple[int, int]  # row and column
Grid = dict[int, dict[int, str]]  # row: column: text, where there is any


class _Block(NamedTuple):
    """Rows that follow one another without an empty one between them; columns by their number."""

    first_row: int
    columns: list[int]
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
    bold: set[Place] = set()
    bold_fonts = {at for at, font in enumerate(sheet.parent._fonts) if font.b}
    remarks: list[str] = []
    for (row, column), cell in sorted(stored.items()):
        text = shown(cell.value, cell.number_format).strip()
        if text:
            grid.setdefault(row, {})[column] = text
            if cell._style.fontId in bold_fonts:
                bold.add((row, column))
        if getattr(cell, "comment", None):
            remarks.append(" ".join(cell.comment.text.split()))
    wide = _fill_merged(sheet, grid, bold)
    flow = Flow()
    if sheet.title.strip(" 0123456789").lower() not in _NO_NAMES:
        flow.heading(1, sheet.title)
    heads = _heads(sheet)
    for block in _blocks(grid):
        _add(flow, block, heads, bold, wide)
    for remark in remarks:
        flow.paragraph(remark)
    account = PageAccount(
        ("text", "annotation") if remarks else ("text",),
        doubts=tuple(_doubts(sheet, formulas.get(sheet.title))),
    )
    (page,) = flow.pages()
    return RawPage(number, sheet.title[:_LABEL_LENGTH], page.text, account), flow.headings


def _fill_merged(sheet: Sheet, grid: Grid, bold: set[Place]) -> set[int]:
    """Fills merged cells; the rows of which one that reaches over columns is all."""
    wide: set[int] = set()
    for merged in sheet.merged_cells.ranges:
        text = grid.get(merged.min_row, {}).get(merged.min_col)
        if text is None or merged.size["rows"] * merged.size["columns"] > _CELLS:
            continue
        is_bold = (merged.min_row, merged.min_col) in bold
        for row in range(merged.min_row, merged.max_row + 1):
            line = grid.setdefault(row, {})
            columns = range(merged.min_col, merged.max_col + 1)
            if len(columns) > 1 and all(column in columns for column in line):
                wide.add(row)
            line.update(dict.fromkeys(columns, text))
            bold.update((row, column) for column in columns if is_bold)
    return wide


def _blocks(grid: Grid) -> Iterator[_Block]:
    numbers = sorted(grid)
    begin = 0
    for at, number in enumerate(numbers):
        if at + 1 == len(numbers) or numbers[at + 1] != number + 1:
            rows = [grid[each] for each in numbers[begin : at + 1]]
            columns = sorted({column for row in rows for column in row})
            told = [[row.get(column, "") for column in columns] for row in rows]
            yield _Block(numbers[begin], columns, told)
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


def _add(flow: Flow, block: _Block, heads: set[int], bold: set[Place], wide: set[int]) -> None:
    """The block's titles, tables and notes."""
    told = sorted(row - block.first_row + 1 for row in heads)
    inside = [count for count in told if 0 < count < len(block.rows)]
    count = inside[0] if inside else _bold_heads(block, bold)
    gaps = {at for at, (a, b) in enumerate(pairwise(block.columns), start=1) if b > a + 1}
    across = {at for at in range(len(block.rows)) if block.first_row + at in wide}
    sheet_blocks.add(flow, block.rows, count, gaps, across)


def _bold_heads(block: _Block, bold: set[Place]) -> int | None:
    """How many of the first rows are in bold letters; 0 where the first column is, and no row."""
    looks = [
        [(row, column) in bold for column, text in zip(block.columns, line, strict=True) if text]
        for row, line in enumerate(block.rows, start=block.first_row)
    ]
    count = (*map(all, looks), False).index(False)
    if 0 < count < len(looks) and not all(map(all, looks)):
        return count
    begins = all(look[0] and not any(look[1:]) for look in looks if len(look) > 1)
    return 0 if begins and len(looks) > 1 and max(map(len, looks)) > 1 else None


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
