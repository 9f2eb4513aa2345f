"""A PDF page's text layer: its lines as they are read, and the account of what is not among them.

Differs from `lines`, which makes lines of characters and judges none of them; pages that are
pictures go to `ocr`.
"""

from __future__ import annotations

import pypdfium2 as pdfium

from corpus.accounts import LeftOut
from ingest.readers.pdf.characters import Characters
from ingest.readers.pdf.hidden import left_out, on_the_page, unseen
from ingest.readers.pdf.line import Line
from ingest.readers.pdf.lines import read_lines
from ingest.readers.pdf.notes import marks
from ingest.readers.pdf.order import in_order


def read_text(
    document: pdfium.PdfDocument, page: pdfium.PdfPage, text_page: pdfium.PdfTextPage
) -> tuple[list[Line], tuple[LeftOut, ...]]:
    """The lines that somebody sees on the page, in reading order, and what else it holds."""
    characters = Characters(text_page)
    notes = marks(document, page, text_page)
    hidden = unseen(page, characters)
    lines, gone = on_the_page(read_lines(characters, notes, hidden), page)
    return in_order(lines), (*left_out(characters, hidden), *gone)
