"""Estonian letters and the plain ones that are typed for them where a keyboard lacks them.

plain("võlakiri")               ->  "volakiri"
list(marked("moju"))            ->  ["möju", "mõju", …]: every way to put the marks back
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, product
from math import prod

_PLAIN = str.maketrans("õäöüšžÕÄÖÜŠŽ", "oaouszOAOUSZ")
_MARKED = {"a": "aä", "o": "oõö", "u": "uü"}
_FOREIGN = {
    "s": "sš",
    "z": "zž",
}  # letters of foreign words only: tried where nothing else is right
_MOST = 4_096  # ways that are tried; a word with more has no chance of being the only right one


def plain(text: str) -> str:
    """The text without the marks of õ, ä, ö, ü, š and ž."""
    return text.translate(_PLAIN)


def is_plain(text: str) -> bool:
    """Whether none of these letters stands in it."""
    return text.isascii() or plain(text) == text


def marked(word: str, *, foreign: bool = False) -> list[str]:
    """The lower-case word with marks on some of its letters, in every way; none for too many."""
    letters = {**_MARKED, **(_FOREIGN if foreign else {})}
    options = [letters.get(letter, letter) for letter in word]
    if prod(map(len, options)) > _MOST:
        return []
    return list(islice(_ways(options), 1, None))  # the first is the word itself


def _ways(options: list[str]) -> Iterator[str]:
    return map("".join, product(*options))
