"""The characters of a PDF page as PDFium gives them: what each says, its box and its direction.

PDFium's own order and its guesses of blanks and line ends are kept; it is `lines` that makes
lines of them. A call to PDFium costs as much as twenty of Python's own, so that what can be
fetched at once is.
"""

from __future__ import annotations

import ctypes
import math
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

HYPHENS = (0x02, 0xFFFE)  # PDFium's marks for a hyphen at the end of a line
_ASKEW = 0.17  # radians, ten degrees: by hand, as far as an upright scan may lean
_QUARTER = math.pi / 2  # by definition
ASKEW = -1  # the turn of a character that runs along no edge of the page


class CharacterBox(NamedTuple):
    """A place on the page in points, as somebody sees it who turns the page to read it."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def height(self) -> float:
        """From the lowest letter's foot to the highest one's head."""
        return self.top - self.bottom

    def turned(self, by: int) -> CharacterBox:
        """The box as it lies once the page is turned clockwise by that many degrees."""
        left, bottom, right, top = self
        if by == 90:
            return CharacterBox(bottom, -right, top, -left)
        if by == 180:
            return CharacterBox(-right, -top, -left, -bottom)
        if by == 270:
            return CharacterBox(-top, left, -bottom, right)
        return self


_NOWHERE = CharacterBox(0.0, 0.0, 0.0, 0.0)


class Characters:
    """The characters of one page."""

    def __init__(self, text_page: pdfium.PdfTextPage) -> None:
        self.raw = text_page.raw
        self.codes = _codes(text_page)
        self._rectangle = pdfium_c.FS_RECTF()
        self._boxes: dict[int, CharacterBox] = {}

    def box(self, index: int, turn: int = 0) -> CharacterBox:
        """The character's box, as high as its type, once the page is turned by `turn` degrees."""
        box = self._boxes.get(index)
        if box is None:
            place = self._rectangle
            if not pdfium_c.FPDFText_GetLooseCharBox(self.raw, index, place):
                return _NOWHERE
            box = CharacterBox(place.left, place.bottom, place.right, place.top)
            self._boxes[index] = box
        return box.turned(turn) if turn else box

    def turn(self, index: int) -> int:
        """How far the page must be turned clockwise to read it, in degrees, or ASKEW."""
        angle = pdfium_c.FPDFText_GetCharAngle(self.raw, index)
        if angle <= 0:
            return 0
        quarters = round(angle / _QUARTER)
        return ASKEW if abs(angle - quarters * _QUARTER) > _ASKEW else -90 * quarters % 360

    def foot(self, index: int, turn: int) -> float:
        """How high the character's line stands on the page."""
        across, up = ctypes.c_double(), ctypes.c_double()
        pdfium_c.FPDFText_GetCharOrigin(self.raw, index, across, up)
        return CharacterBox(across.value, up.value, across.value, up.value).turned(turn).bottom

    def is_hyphen(self, index: int) -> bool:
        """Whether it is PDFium's mark for a hyphen that parts a word, not one without a meaning."""
        return bool(pdfium_c.FPDFText_IsHyphen(self.raw, index) == 1)

    def is_added(self, index: int) -> bool:
        """Whether PDFium put it in, as a blank where it saw white."""
        return bool(pdfium_c.FPDFText_IsGenerated(self.raw, index) == 1)


def _codes(text_page: pdfium.PdfTextPage) -> list[int]:
    """Every character's UTF-16 code; one by one where PDFium leaves some out of its text."""
    count = max(0, text_page.count_chars())
    units = (ctypes.c_ushort * (count + 1))()
    if pdfium_c.FPDFText_GetText(text_page.raw, 0, count, units) == count + 1:
        return list(units[:count])
    return [pdfium_c.FPDFText_GetUnicode(text_page.raw, index) for index in range(count)]
