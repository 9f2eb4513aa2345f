"""The order in which a PDF page's lines are read: the text first, then what is turned beside it.

Most lines say which way the page is held; a note along its edge, read among them, would part
their sentences. Within each direction the file's order stays, but for columns and tables.
"""

from __future__ import annotations

from collections import Counter

from ingest.readers.pdf.characters import ASKEW
from ingest.readers.pdf.line import Line
from ingest.readers.pdf.tables import with_tables


def in_order(lines: list[Line]) -> list[Line]:
    """The page's lines as somebody reads them."""
    letters: Counter[int] = Counter()
    for line in lines:
        letters[line.turn] += len(line.text)
    if len(letters) < 2:
        return with_tables(lines)
    found: list[Line] = []
    for turn, _ in letters.most_common():
        of_turn = [line for line in lines if line.turn == turn]
        found += of_turn if turn == ASKEW else with_tables(of_turn)
    return found
