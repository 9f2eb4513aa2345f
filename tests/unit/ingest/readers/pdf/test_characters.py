"""The codes of a page's characters, also of those that PDFium leaves out of its own text."""

from __future__ import annotations

import ctypes

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from drawing import column, pdf

from ingest.readers.pdf.characters import Characters

# Symbols of a font without names come as control characters, which PDFium's text lacks.
LINES = (
    "Kogukond hoolib oma eakatest ja noored leiavad tööd igas linnas.",
    "Tulemus \x03 paranes kolmandiku, \x02 kuid mitte igas vallas \x03\x03",
    "\x02ning keegi ei jäänud kõrvale ega üksi, ka mitte talvel.",
)


def test_codes_are_those_of_every_character_where_the_text_lacks_some() -> None:
    text_page = pdfium.PdfDocument(pdf(column(72, 700, *LINES * 4)))[0].get_textpage()
    count = text_page.count_chars()
    text = (ctypes.c_ushort * (count + 1))()
    assert pdfium_c.FPDFText_GetText(text_page.raw, 0, count, text) < count  # it does lack some
    each = [pdfium_c.FPDFText_GetUnicode(text_page.raw, index) for index in range(count)]
    assert Characters(text_page).codes == each
