"""Which one-byte encoding a text is in that does not say: the one whose letters read best.

    guess("Žürii ja šokolaad".encode("cp1252")).name  ->  "windows-1252"

Estonian's õ ä ö ü have the same bytes in most of them, š and ž in none of them. Differs from
`encoding`, which knows what a file declares.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

# By definition: what WHATWG calls an encoding, and what Python does; in a draw the first, which
# is the standard's fallback for Estonian.
_CANDIDATES = {
    "windows-1257": "cp1257",
    "windows-1252": "cp1252",
    "iso-8859-15": "iso8859-15",
    "windows-1250": "cp1250",
    "windows-1251": "cp1251",
}
# Archives name their files in the code pages of DOS, which Windows still has beside its own; in a
# draw the first, which is that of the Baltic countries.
_OF_NAMES = {
    each: each for each in ("cp775", "cp437", "cp850", "cp852", "cp866", "cp1257", "cp1252")
}
_MOST_BYTES = 200_000  # judged; a text's first pages show its letters
_ESTONIAN = frozenset("õäöüšžÕÄÖÜŠŽ")
_MARKS = frozenset("“”„‚‘’–—…§°«»€•·½¼²³×±©®™\u00a0")
_WESTERN = frozenset("éèêëàâçîïôùûñåæøßáíóúÉÈÀÇÅÆØ")
_SELDOM = frozenset("ðþÐÞ")  # Icelandic: where windows-1257 has š and ž
_SHOWN = 12  # letters that a note names
# By hand: how well a letter fits a text of the corpus.
_HOME, _NEAR, _MARK, _FAR, _ODD, _NONE = 2.0, 0.6, 1.0, 0.5, -1.0, -3.0


@dataclass(frozen=True, slots=True)
class LikelyEncoding:
    """The encoding that reads best, the text in it, and which letters the next best has not."""

    name: str
    text: str
    score: float
    differing: str

    def over(self, other: str) -> float:
        """By how much it reads better than the same bytes read otherwise."""
        return self.score - _score(other[:_MOST_BYTES])


def guess_name(name: bytes) -> str:
    """The name of a file in an archive that does not say how it is encoded."""
    return guess(name, _OF_NAMES).text


def guess(content: bytes, candidates: Mapping[str, str] = _CANDIDATES) -> LikelyEncoding:
    """The most likely of the one-byte encodings."""
    head = content[:_MOST_BYTES]
    texts = {name: head.decode(codec, "replace") for name, codec in candidates.items()}
    scores = {name: _score(text) for name, text in texts.items()}
    best = max(scores, key=lambda name: scores[name])
    others = sorted(scores, key=lambda name: -scores[name])
    rival = next((name for name in others if texts[name] != texts[best]), best)
    whole = content.decode(candidates[best], "replace")
    return LikelyEncoding(best, whole, scores[best], _differing(texts[best], texts[rival]))


def _differing(text: str, other: str) -> str:
    """The letters of the text that the other reading has not, in order of appearance."""
    pairs = (one for one, another in zip(text, other, strict=True) if one != another)
    return " ".join(list(dict.fromkeys(pairs))[:_SHOWN])


def _score(text: str) -> float:
    spaced = f" {text} "
    return sum(
        _fitness(character, spaced[at], spaced[at + 2])
        for at, character in enumerate(text)
        if character > "\x7f"
    )


def _fitness(character: str, before: str, after: str) -> float:
    """How well a character beyond ASCII fits between its neighbours."""
    if character in _MARKS:
        inside = before.isalpha() and after.isalpha() and character not in "’‘–\u00a0"
        return _ODD if inside else _MARK
    if unicodedata.category(character) not in ("Ll", "Lu"):
        return _NONE
    if character.isupper() and before.islower():
        return _ODD
    if _is_cyrillic(character):
        letters = [other for other in (before, after) if other.isalpha()]
        return _MARK if letters and all(map(_is_cyrillic, letters)) else _ODD
    if character in _ESTONIAN:
        return _HOME
    return _NEAR if character in _WESTERN else _ODD if character in _SELDOM else _FAR


def _is_cyrillic(character: str) -> bool:
    return "\u0400" <= character <= "\u04ff"
