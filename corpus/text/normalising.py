"""Text normalising that every part agrees on: Unicode form, ligatures, invisible characters.

    normalise("eﬀekt\\u00ad\\u200b e\\u0301")  ->  "effekt é"

Differs from `ingest.cutting.cleaning`, which knows about pages, lines and running headers.
"""

from __future__ import annotations

import re
import unicodedata

_LIGATURES: dict[str | int, str | None] = {
    "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl",
    "\ufb05": "st", "\ufb06": "st",
}  # fmt: skip
_INVISIBLE: dict[str | int, str | None] = dict.fromkeys(
    [0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF]
    + [c for c in range(0x20) if c not in (0x09, 0x0A)]
    + list(range(0x7F, 0xA0))
)
_BLANKS: dict[str | int, str | None] = dict.fromkeys("\t\u00a0\u202f\u2009", " ")
_TABLE = str.maketrans({**_LIGATURES, **_INVISIBLE, **_BLANKS})


def normalise(text: str) -> str:
    """NFC, ligatures spelt out, soft hyphens and control characters gone, blanks single.

    Newlines stay; every other run of blanks becomes one space; lines have no blank ends.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    plain = unicodedata.normalize("NFC", lines.replace("\f", "\n").translate(_TABLE))
    return "\n".join(re.sub(" {2,}", " ", line).strip() for line in plain.split("\n"))


def words(text: str) -> int:
    """How many runs of letters or digits the text has."""
    return len(word_list(text))


def word_list(text: str) -> list[str]:
    """The runs of letters or digits, as they are written."""
    return re.findall(r"\w+", text)
