"""A brief as comma-separated values: its tables as one, for a spreadsheet.

The tables of a comparison are one table cut for a page's width, so they are put together again;
a brief without any has a row for each paragraph. Nothing in a cell is ever a formula.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from search_service.briefs.brief import Brief, BriefParagraph, Said, Table

_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_TEXT = "'"  # what spreadsheets read as: no formula follows


def write(brief: Brief) -> bytes:
    """The brief's bytes, UTF-8 with the mark by which spreadsheets know it."""
    lines = io.StringIO(newline="")
    tables = [block for block in brief.blocks if isinstance(block, Table)]
    rows = _joined(brief, tables) if tables else _paragraphs(brief)
    csv.writer(lines).writerows([harmless(cell) for cell in row] for row in rows)
    return lines.getvalue().encode("utf-8-sig")


def harmless(cell: str) -> str:
    """The cell in one line, and so that no spreadsheet computes it."""
    text = " ".join(cell.split())
    return _TEXT + text if text.startswith(_BEGINS_A_FORMULA) else text


def _joined(brief: Brief, tables: list[Table]) -> Iterator[list[str]]:
    """The first table, and the other columns of all others beside it."""
    first, *others = tables
    yield [*first.head, *(name for table in others for name in table.head[1:])]
    for at, (name, _) in enumerate(first.rows):
        cells = (cell for table in tables for cell in table.rows[at][1])
        yield [name, *(_words(brief, cell) for cell in cells)]


def _paragraphs(brief: Brief) -> Iterator[list[str]]:
    for block in brief.blocks:
        if isinstance(block, BriefParagraph):
            yield [block.label, _words(brief, block.said)]


def _words(brief: Brief, said: Iterable[Said]) -> str:
    return " ".join(f"{brief.marked(each)} {each.reference()}".strip() for each in said)
