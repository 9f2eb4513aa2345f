"""Letters whose accent a PDF draws as a sign of its own, over or under them.

    "o" and a "˜" over it  ->  "õ"        "˜" beside "5"  ->  two signs, as they are

Old TeX and some printers write so; where the two stand, not how they follow one another, tells
an accent from a sign.
"""

from __future__ import annotations

import ctypes
import unicodedata

import pypdfium2.raw as pdfium_c

from ingest.readers.pdf.characters import CharacterBox, Characters

# By definition: the sign that stands alone, and the one that combines.
_SIGNS = dict(
    zip("`´^ˆ~˜¯˘˙¨˚ˇ¸˛˝", "\u0300\u0301\u0302\u0302\u0303\u0303\u0304\u0306\u0307\u0308\u030a"
        "\u030c\u0327\u0328\u030b", strict=True)
)  # fmt: skip
ACCENTS = {**_SIGNS, **{chr(code): chr(code) for code in range(0x300, 0x330)}}
_UNDOTTED = {"\u0131": "i", "\u0237": "j"}  # ı and ȷ, which carry accents
_AHEAD = 4  # characters that may stand between: blanks and line ends that PDFium guessed


def composed(letter: str, accent: str) -> str:
    """The letter with the accent; both where there is no such letter."""
    plain = _UNDOTTED.get(letter, letter)
    both = unicodedata.normalize("NFC", plain + ACCENTS[accent])
    return both if len(both) == 1 or accent == ACCENTS[accent] else letter + accent


def belongs(characters: Characters, accent: int, letter: int, turn: int) -> bool:
    """Whether the accent is drawn over or under the letter and both make one."""
    said = chr(characters.codes[letter]), chr(characters.codes[accent])
    if not said[0].isalpha() or len(composed(*said)) > 1:
        return False
    ink, under = _ink(characters, accent, turn), _ink(characters, letter, turn)
    across = (ink.left + ink.right) / 2
    up = abs(ink.bottom - under.bottom) / max(under.height, 1.0)
    return under.left <= across <= under.right and up < 2


def following(characters: Characters, index: int) -> int | None:
    """The next character that is to be seen, if it is near."""
    near = range(index + 1, min(index + 1 + _AHEAD, len(characters.codes)))
    return next((at for at in near if characters.codes[at] > 0x20), None)


def _ink(characters: Characters, index: int, turn: int) -> CharacterBox:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pdfium_c.FPDFText_GetCharBox(characters.raw, index, left, right, bottom, top)
    return CharacterBox(left.value, bottom.value, right.value, top.value).turned(turn)
