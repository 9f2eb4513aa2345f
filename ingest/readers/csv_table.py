"""Reads tables kept as text: CSV with commas, semicolons or tabs between the cells.

"Teenus;2023\\nPäevakeskus;45"  ->  "Teenus | 2023", "Teenus: Päevakeskus; 2023: 45"
"""

from __future__ import annotations

import csv
from collections import Counter

from corpus.errors import DocumentError
from ingest.readers import sheet_blocks
from ingest.readers.encoding import decode
from ingest.readers.raw import Flow, Limits, RawDocument, check_length

MEDIA_TYPE = "text/csv"
_DELIMITERS = ";\t,|"  # the likeliest first: a comma is also in numbers and sentences
_SAMPLE_LINES = 50
_ROWS = 500_000  # by hand: a register, not a document
_TOLD = "sep="  # Excel's own first line


def read(path: str, content: bytes, limits: Limits) -> RawDocument:  # noqa: ARG001
    """The file as one page without a number.

    Raises:
        DocumentError: too many rows, or cells without end.
    """
    text, note = decode(content)
    text = text.replace("\0", "")
    check_length(path, len(text))
    first, _, rest = text.partition("\n")
    told = first.strip().lower()
    if told.startswith(_TOLD) and len(told) == len(_TOLD) + 1:
        delimiter, text = first.strip()[-1], rest
    else:
        delimiter = _delimiter(text)
    grid = _grid(path, text, delimiter)
    flow = Flow()
    block, gaps = sheet_blocks.without_empty_columns(
        [[" ".join(cell.split()) for cell in row] for row in grid if any(map(str.strip, row))]
    )
    begin = next((at for at, row in enumerate(block) if sum(map(bool, row)) > 1), 0)
    heads = _heads(block[begin:])
    sheet_blocks.add(flow, block, begin + heads if heads else None, gaps)
    return RawDocument(MEDIA_TYPE, flow.pages(), warnings=(note,) if note else ())


def _delimiter(text: str) -> str:
    """The one by which most rows have the same number of cells."""
    lines = text.splitlines(keepends=True)[:_SAMPLE_LINES]
    return max(_DELIMITERS, key=lambda each: _alike(lines, each))


def _alike(lines: list[str], delimiter: str) -> int:
    try:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter) if row)
    except csv.Error:
        return 0
    return max((number for width, number in widths.items() if width > 1), default=0)


def _grid(path: str, text: str, delimiter: str) -> list[list[str]]:
    grid: list[list[str]] = []
    try:
        for row in csv.reader(text.splitlines(keepends=True), delimiter=delimiter):
            grid.append(row)
            if len(grid) > _ROWS:
                raise DocumentError(path, f"has more than {_ROWS:,} rows; divide it into parts")
    except csv.Error as error:
        raise DocumentError(path, f"is no table of text ({error}); save it again as CSV") from None
    return grid


def _heads(grid: list[list[str]]) -> int:
    """1 where the first row names columns: words in every cell, each its own."""
    first = [cell.strip() for cell in grid[0]] if grid else []
    named = [any(map(str.isalpha, cell)) for cell in first]
    are_names = all(is_name or cell.isdigit() for is_name, cell in zip(named, first, strict=True))
    return int(len(first) > 1 and len({*first}) == len(first) and any(named) and are_names)
