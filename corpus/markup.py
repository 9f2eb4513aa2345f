"""The marks by which cleaned text shows what was structure in the file.

    "Eesmärk › Sihtrühm"              a passage's section: the path of headings, outermost first
    "Teenus | 2023"                   a table's head, or a row of a table without one
    "Teenus: Päevakeskus; 2023: 45"   a row, each cell with its heading; empty cells are left out
    "• koduhooldus"                   an item of a list

`ingest` writes them; whoever reads text tells by them what is prose. Differs from a page's raw
marks (`ingest.readers.raw`), which never reach the store.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

HEADINGS = " › "  # between the headings of a section, or of a table's column
CELL = " | "  # between cells without headings
FIELD = "; "  # between cells with their headings
HEAD = ": "  # between a cell and its heading
BULLET = "• "
LONGEST_HEAD = 80  # characters of a column's heading; by hand: longer ones are sentences


class RowCell(NamedTuple):
    """A cell of a row: its heading, "" where it has none, and where its text stands in the line."""

    heading: str
    start: int
    end: int


def headings(section: str) -> list[str]:
    """The headings of a section, outermost first; none where it is outside any."""
    return section.split(HEADINGS) if section else []


def row(names: Sequence[str], values: Sequence[str]) -> str:
    """A table's row, each value that is not empty behind its column's name."""
    said = zip(names, values, strict=True)
    return FIELD.join(f"{n.rstrip(': ')}{HEAD}{v}" if n else v for n, v in said if v)


def is_row(line: str) -> bool:
    """Whether the line is a table's row or head."""
    return CELL in f" {line} " or len(cells(line)) > 1


def cells(line: str) -> list[RowCell]:
    """The cells of a row or a head; one cell, or none, where the line is prose."""
    return _bare_cells(line) if CELL in f" {line} " else _named_cells(line)


def _bare_cells(line: str) -> list[RowCell]:
    """Between bars; a bar at a line's end has an empty cell beyond it."""
    found: list[RowCell] = []
    at = 0
    for part in line.split(CELL.strip()):
        begin = at + len(part) - len(part.lstrip())
        found.append(RowCell("", min(begin, at + len(part)), max(begin, at + len(part.rstrip()))))
        at += len(part) + 1
    return found


def _named_cells(line: str) -> list[RowCell]:
    """What goes on without a heading belongs to the cell before it."""
    found: list[RowCell] = []
    at = 0
    for part in line.split(FIELD):
        name, mark, _ = part.partition(HEAD)
        if mark and 0 < len(name) <= LONGEST_HEAD and "." not in name:
            found.append(RowCell(name, at + len(name) + len(mark), at + len(part)))
        elif found:
            found[-1] = found[-1]._replace(end=at + len(part))
        else:
            return []
        at += len(part) + len(FIELD)
    return found
