"""The order of the reader's alphabet, in which lists of names stand.

    sorted(["Šveits", "Soome", "Taani", "Zimbabwe"], key=partial(place, lang="et"))
        ->  ["Soome", "Šveits", "Zimbabwe", "Taani"]

Neither Python nor Babel sorts by a language's alphabet.
"""

from __future__ import annotations

import unicodedata

_ALPHABETS = {
    "et": "abcdefghijklmnopqrsšzžtuvwõäöüxy",
    "en": "abcdefghijklmnopqrstuvwxyz",
}
_PLACES = {lang: {letter: n for n, letter in enumerate(a)} for lang, a in _ALPHABETS.items()}


def place(name: str, lang: str) -> list[int]:
    """Where a name stands; spaces and hyphens come before letters, foreign letters as plain."""
    places = _PLACES[lang]
    return [places.get(letter, places.get(_plain(letter), -1)) for letter in name.casefold()]


def _plain(letter: str) -> str:
    return unicodedata.normalize("NFD", letter)[0]
