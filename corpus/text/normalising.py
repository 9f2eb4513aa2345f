"""Text normalising that every part agrees on: Unicode form, ligatures, invisible characters.

    normalise("eﬀekt\\u00ad\\u200b e\\u0301")  ->  "effekt é"

Differs from `ingest.cutting.cleaning`, which knows about pages, lines and running headers.
"""

from __future__ import annotations

import re
import unicodedata

WORD = re.compile(r"\w+")  # a run of letters or digits
LETTERS = re.compile(r"[^\W\d_]+")  # a run of letters: a word without figures

_LIGATURES: dict[str | int, str | None] = {
    "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl",
    "\ufb05": "st", "\ufb06": "st",
}  # fmt: skip
# What turns the direction of writing: a browser shows "612" between two of them as "216".
DIRECTIONS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
# Tags and the second set of variants, in which words can be hidden from every reader but a machine.
SECRET = frozenset((*range(0xE0000, 0xE0080), *range(0xE0100, 0xE01F0)))
_INVISIBLE: dict[str | int, str | None] = dict.fromkeys(
    [0xAD, 0x34F, 0x180E, 0x200B, 0x200C, 0x200D, *range(0x2060, 0x2066), 0xFEFF]
    + [c for c in range(0x20) if c not in (0x09, 0x0A)]
    + [*range(0x7F, 0xA0), *range(0x206A, 0x2070), *range(0xFFF9, 0xFFFC)]
    + [*map(ord, DIRECTIONS), *SECRET]
)
_BLANKS: dict[str | int, str | None] = dict.fromkeys("\t\u00a0\u202f\u2009", " ")
_TABLE = str.maketrans({**_LIGATURES, **_INVISIBLE, **_BLANKS})


def normalise(text: str) -> str:
    """NFC, ligatures spelt out, what nobody can see gone, blanks single.

    Soft hyphens, control characters and marks of direction go; raised figures (1216¹) stay raised.

    Newlines stay; every other run of blanks becomes one space; lines have no blank ends.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    lines = lines.replace("\u2029", "\n")
    plain = unicodedata.normalize("NFC", lines.replace("\f", "\n").translate(_TABLE))
    return "\n".join(re.sub(" {2,}", " ", line).strip() for line in plain.split("\n"))


def words(text: str) -> int:
    """How many runs of letters or digits the text has."""
    return len(word_list(text))


def word_list(text: str) -> list[str]:
    """The runs of letters or digits, as they are written."""
    return WORD.findall(text)
