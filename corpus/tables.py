"""Tables: UTF-8 text with a tab between fields and the columns' names in the first line.

    rows(path, ("id", "lang"))  ->  [{"id": "q1", "lang": "et", …}, …]

What a table means (a term, a question, a fact) is its caller's; here it is only read, and what
breaks it is told in one sentence with its file and line.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from corpus.errors import BadInput


def rows(path: Path, columns: Iterable[str], *, quoted: bool = False) -> list[dict[str, str]]:
    """The rows, each with every column that the file has, of which `columns` must be there.

    A quotation mark stands for itself; `quoted` reads fields as a spreadsheet writes them, between
    quotation marks where they hold a tab, a line break or such a mark. Empty lines are no rows.

    Raises:
        BadInput: the file cannot be read, lacks a column, or a row has more or fewer fields.
    """
    lines = csv.reader(
        io.StringIO(_text(path), newline=""),
        delimiter="\t",
        quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE,
    )
    try:
        header = next(lines, [])
        if missing := [column for column in columns if column not in header]:
            raise BadInput(f"{path}: line 1 has no column {', '.join(missing)}")
        found = []
        for fields in filter(None, lines):
            if len(fields) != len(header):
                raise BadInput(
                    f"{path}: line {lines.line_num} has not {len(header)} fields, as line 1 has, "
                    f"but {len(fields)}; put a tab between columns also where they are empty"
                )
            found.append(dict(zip(header, fields, strict=True)))
    except csv.Error as error:
        raise BadInput(f"{path}: line {lines.line_num} is no row of a table ({error})") from None
    return found


def grouped(path: Path, by: str, column: str) -> dict[str, frozenset[str]]:
    """The values of one column by those of another.

    Raises:
        BadInput: as `rows`.
    """
    found: dict[str, set[str]] = {}
    for row in rows(path, (by, column)):
        found.setdefault(row[by], set()).add(row[column])
    return {name: frozenset(values) for name, values in found.items()}


def parted(field: str, between: str) -> tuple[str, ...]:
    """What stands in a field between these marks, with single blanks; empty parts are none."""
    return tuple(filter(None, (" ".join(each.split()) for each in field.split(between))))


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise BadInput(f"{path}: cannot be read ({error.strerror})") from None
    try:
        return content.decode("utf-8-sig")  # spreadsheets put a mark before the first column
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise BadInput(f"{path}: line {line} is not UTF-8; save the file as UTF-8") from None
