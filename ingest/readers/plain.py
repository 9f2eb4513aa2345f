"""Reads plain text. Blank lines part paragraphs; lines that were wrapped are told from short ones.

"A title\\n\\nA line that was full and\\ngoes on."  ->  two paragraphs, the second of one line
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby, pairwise

from ingest.readers.encoding import check_text, decode
from ingest.readers.leavings import Leavings
from ingest.readers.raw import LINE, PARAGRAPH, Limits, RawDocument, RawPage, check_length
from ingest.readers.table_rows import rows
from ingest.readers.web.html import check_data

_CELLS = re.compile(r" *\t[ \t]*| {3,}")  # what parts the cells of a table
_LONG = 150  # a line longer than this was not wrapped: each is a paragraph
_ALMOST = 0.85  # of the longest line: a shorter line that had room ended on purpose


def read(path: str, content: bytes, limits: Limits) -> RawDocument:  # noqa: ARG001
    """The file as one page without a number.

    Raises:
        DocumentError: it is not text.
    """
    text, note = decode(content)
    check_text(path, text)
    check_length(path, len(text))
    leavings = Leavings()
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n")
    text = leavings.without_data(text)
    check_data(path, text, leavings)
    return RawDocument(
        "text/plain",
        (RawPage(None, None, _joined(text.split("\n")), leavings.account()),),
        warnings=(note,) if note else (),
    )


def _joined(lines: list[str]) -> str:
    longest = max(map(len, lines), default=0)
    parts: list[str] = []
    told = [*_with_tables(lines), ("", False)]
    for (line, is_row), (follower, goes_on) in pairwise(told):
        parts += [line, LINE if is_row or goes_on else _ending(line, follower, longest)]
    return "".join(parts).strip()


def _with_tables(lines: list[str]) -> Iterator[tuple[str, bool]]:
    """The lines, and whether each is a table's; cells that stand one below another are rows."""
    for is_table, block in groupby(lines, key=lambda line: _CELLS.search(line.strip()) is not None):
        own = list(block)
        grid = [_CELLS.split(line.strip()) for line in own]
        if is_table and len(own) > 1 and len({*map(len, grid)}) == 1:
            own = rows(grid)
        yield from ((line, is_table) for line in own)


def _ending(line: str, follower: str, longest: int) -> str:
    """Which kind of line end stands between a line and the next."""
    if not line.strip() or not follower.strip():
        return "\n"
    if longest > _LONG:
        return PARAGRAPH
    first_word = follower.split(maxsplit=1)[0]
    had_room = len(line) + 1 + len(first_word) < longest * _ALMOST
    is_parted = line[-1] == "-" and line[-2:-1].isalpha() and first_word[0].islower()
    return LINE if had_room and not is_parted else "\n"
