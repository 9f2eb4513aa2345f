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

_LONGEST_LEADER = 40  # characters; more need not be looked at
_LEADER = re.compile(
    r"(?:(?:\.{4,}|(?:\. ){3,}\.?|…{2,}|_{4,})\s*[\divxlc]{0,6}| … [\divxlc]{1,6})\Z", re.I
)
_LEADER_MARKS = ("....", ". . .", "…", "____")


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


def is_contents_line(line: str) -> bool:
    """Whether a line leads by dots to a page number, or to its end, as in a table of contents."""
    return _LEADER.search(line[-_LONGEST_LEADER:]) is not None


def is_contents(text: str) -> bool:
    """Whether most of a text's lines are those of a table of contents: it is no evidence."""
    if not any(mark in text for mark in _LEADER_MARKS):  # nearly always, and far quicker
        return False
    lines = [line for line in text.split("\n") if line.strip()]
    return 2 * sum(map(is_contents_line, lines)) > len(lines)


_REFERENCE = re.compile(
    r"https?://|www\.|\bdoi\b|\bISBN\b|\bet al\b|\((?:19|20)\d\d[a-z]?\)|"
    r"\b(?:19|20)\d\d\.?$|\bpp?\. ?\d|\blk ?\d",
    re.I,
)
_SENTENCE_END = re.compile(r"[.!?…:;»”“\"')]$")
_HEADING_WORDS = 12
_FEWEST_REFERENCES = 3


def is_bibliography(text: str) -> bool:
    """Whether most of a text's lines, of three or more, are references to literature or the web."""
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) < _FEWEST_REFERENCES:
        return False
    others = 0
    for line in lines:
        others += _REFERENCE.search(line) is None
        if 3 * others >= len(lines):  # prose is told by its first lines
            return False
    return True


def is_bare_heading(text: str) -> bool:
    """Whether a text is a heading with nothing under it: one short line that is no sentence."""
    line = text.strip()
    return (
        "\n" not in line
        and len(word_list(line)) <= _HEADING_WORDS
        and _SENTENCE_END.search(line) is None
    )
