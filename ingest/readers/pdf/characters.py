"""The characters of a PDF page as PDFium gives them: what each says, its box and its direction.

PDFium's own order and its guesses of blanks and line ends are kept; it is `lines` that makes
lines of them. A call to PDFium costs as much as twenty of Python's own, so that what can be
fetched at once is.
"""

from __future__ import annotations

import ctypes
import math
import struct
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import chain
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

HYPHENS = (0x02, 0xFFFE)  # PDFium's marks for a hyphen at the end of a line
_ASKEW = 0.17  # radians, ten degrees: by hand, as far as an upright scan may lean
_QUARTER = math.pi / 2  # by definition
_RECTANGLE = struct.Struct("4f")  # PDFium's: left, top, right, bottom
# Called for most characters: with plain addresses it takes two thirds of the time.
_loose_box = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)(
    ctypes.cast(pdfium_c.FPDFText_GetLooseCharBox, ctypes.c_void_p).value or 0
)
_tight_box = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, *[ctypes.c_void_p] * 4)(
    ctypes.cast(pdfium_c.FPDFText_GetCharBox, ctypes.c_void_p).value or 0
)
# By hand: how high in its type's box a raised figure begins, at least, and above the line, in its
# own heights.
_SUPERIOR, _ABOVE = 0.35, 0.2
_FEW = 16  # characters, by hand: asking for them one by one is as quick as at once
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
        self._address = ctypes.cast(text_page.raw, ctypes.c_void_p).value
        self._boxes = _Boxes(self._address)
        self._edges = (ctypes.c_double * 4)()  # PDFium's: left, right, bottom, top
        size, begin = ctypes.sizeof(ctypes.c_double), ctypes.addressof(self._edges)
        self._to_edges = tuple(begin + size * at for at in range(4))

    def box(self, index: int, turn: int = 0) -> CharacterBox:
        """The character's box, as high as its type, once the page is turned by `turn` degrees."""
        box = self._boxes[index]
        return box.turned(turn) if turn else box

    def boxes(self, turn: int) -> Callable[[int], CharacterBox]:
        """What gives the boxes on a page that is turned so."""
        return self._boxes.__getitem__ if not turn else partial(self.box, turn=turn)

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

    def is_superior(self, index: int) -> bool:
        """Whether the font itself draws it raised, as superior figures are, in upright text."""
        box = self._boxes[index]
        if not _tight_box(self._address, index, *self._to_edges):
            return False
        low, high = self._edges[2], self._edges[3]
        if low - box.bottom < _SUPERIOR * box.height:  # the line's foot is lower, and dear to ask
            return False
        return low - self.foot(index, 0) > _ABOVE * (high - low)

    def is_hyphen(self, index: int) -> bool:
        """Whether it is PDFium's mark for a hyphen that parts a word, not one without a meaning."""
        return bool(pdfium_c.FPDFText_IsHyphen(self.raw, index) == 1)

    def is_added(self, index: int) -> bool:
        """Whether PDFium put it in, as a blank where it saw white."""
        return bool(pdfium_c.FPDFText_IsGenerated(self.raw, index) == 1)


class _Boxes(dict[int, CharacterBox]):
    """The boxes of characters, asked for when they are first wanted."""

    def __init__(self, address: int | None) -> None:
        super().__init__()
        self._address = address  # of PDFium's text page
        self._rectangle = ctypes.create_string_buffer(_RECTANGLE.size)
        self._to_rectangle = ctypes.addressof(self._rectangle)

    def __missing__(self, index: int) -> CharacterBox:
        if not _loose_box(self._address, index, self._to_rectangle):
            return _NOWHERE
        left, top, right, bottom = _RECTANGLE.unpack(self._rectangle)
        box = self[index] = CharacterBox(left, bottom, right, top)
        return box


def _codes(text_page: pdfium.PdfTextPage) -> list[int]:
    """Every character's UTF-16 code, also of those that PDFium leaves out of its text."""
    count = max(0, text_page.count_chars())
    text = (ctypes.c_ushort * (count + 1))()
    told = pdfium_c.FPDFText_GetText(text_page.raw, 0, count, text) - 1
    if told == count:
        return list(text[:count])
    return list(_codes_among(text_page.raw, text, 0, count))


def _codes_among(
    raw: pdfium_c.FPDF_TEXTPAGE, text: Sequence[int], first: int, count: int
) -> Iterable[int]:
    """The codes of some characters: from the text where all stand in it, else by halves."""
    if count <= _FEW:
        return [pdfium_c.FPDFText_GetUnicode(raw, first + at) for at in range(count)]
    begin = pdfium_c.FPDFText_GetTextIndexFromCharIndex(raw, first)
    end = pdfium_c.FPDFText_GetTextIndexFromCharIndex(raw, first + count - 1)
    if begin >= 0 and end - begin == count - 1:
        return text[begin : end + 1]
    half = count // 2
    parts = (first, half), (first + half, count - half)
    return chain.from_iterable(_codes_among(raw, text, *part) for part in parts)


def as_text(letters: list[str]) -> str:
    """Characters beyond the basic plane come as two surrogates."""
    text = "".join(letters)
    if text.isascii():
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
