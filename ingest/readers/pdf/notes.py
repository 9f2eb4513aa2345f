"""Footnotes' marks on a PDF page: small raised numbers that lead to another place of the file.

    marks(document, page, text_page)  ->  {418: 3, 419: None}     characters 418 and 419 say "3"

A raised number without a link may be a power or a law's paragraph (§ 54²) and stays text.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

_RAISED = 0.2  # of its own height, by hand: figures on the line stand lower
_DIGITS = 4
_NEAR = 1.0  # points that a letter may reach over its link's edge

_NEIGHBOURS = 8  # characters before a mark, among them its blanks and a list of marks

Marks = dict[int, int | None]
CharacterBox = tuple[float, float, float, float]


def marks(
    document: pdfium.PdfDocument, page: pdfium.PdfPage, text_page: pdfium.PdfTextPage
) -> Marks:
    """The characters of marks by their index: the number at the first, None at those after it."""
    found: Marks = {}
    for box in _inner_links(document, page):
        for first, text in _within(text_page, box):
            is_number = text.isascii() and text.isdigit() and len(text) <= _DIGITS
            if is_number and _is_raised(text_page, first):
                found |= dict.fromkeys(range(first, first + len(text)))
                found[first] = int(text)
    return found


def _inner_links(document: pdfium.PdfDocument, page: pdfium.PdfPage) -> Iterator[CharacterBox]:
    """Where links stand whose target is in the file: left, bottom, right, top."""
    at, link, box = ctypes.c_int(0), pdfium_c.FPDF_LINK(), pdfium_c.FS_RECTF()
    while pdfium_c.FPDFLink_Enumerate(page.raw, at, link):
        if pdfium_c.FPDFLink_GetDest(document.raw, link):
            pdfium_c.FPDFLink_GetAnnotRect(link, box)
            yield box.left, box.bottom, box.right, box.top


def _within(text_page: pdfium.PdfTextPage, box: CharacterBox) -> Iterator[tuple[int, str]]:
    """The run of characters under a link: the index of its first, and what they say."""
    left, bottom, right, top = box
    middle = (left + right) / 2, (bottom + top) / 2
    wide, high = (right - left) / 2 + _NEAR, (top - bottom) / 2 + _NEAR
    index = pdfium_c.FPDFText_GetCharIndexAtPos(text_page.raw, *middle, wide, high)
    if index < 0:
        return
    while index and _is_inside(text_page, index - 1, box):
        index -= 1
    end = index
    while end - index <= _DIGITS and _is_inside(text_page, end, box):
        end += 1
    if end > index:
        yield index, text_page.get_text_range(index, end - index).strip()


def _is_inside(text_page: pdfium.PdfTextPage, index: int, box: CharacterBox) -> bool:
    if index >= text_page.count_chars() or pdfium_c.FPDFText_GetUnicode(text_page.raw, index) <= 32:
        return False
    left, bottom, right, top = text_page.get_charbox(index)
    across, up = (left + right) / 2, (bottom + top) / 2
    return bool(box[0] - _NEAR <= across <= box[2] + _NEAR and box[1] <= up <= box[3])


def _is_raised(text_page: pdfium.PdfTextPage, index: int) -> bool:
    """Whether the character stands higher than the text before it, or is drawn above its line.

    The second where a font has raised figures of its own.
    """
    line, before = ctypes.c_double(), ctypes.c_double()
    across = ctypes.c_double()
    pdfium_c.FPDFText_GetCharOrigin(text_page.raw, index, across, line)
    _, low, _, high = text_page.get_charbox(index)
    if low - line.value > _RAISED * (high - low):
        return True
    near = range(index - 1, max(index - _NEIGHBOURS, 0) - 1, -1)
    codes = ((i, pdfium_c.FPDFText_GetUnicode(text_page.raw, i)) for i in near)
    last = next((i for i, code in codes if code > 0x20 and not chr(code).isdigit()), None)
    if last is None:
        return False
    pdfium_c.FPDFText_GetCharOrigin(text_page.raw, last, across, before)
    return bool(_RAISED * (high - low) < line.value - before.value < 2 * (high - low))
