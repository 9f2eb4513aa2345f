"""Whether every name in a sentence is one that its source names, in either language.

    Names(analyzer, translate).unknown("Taani programm Elderlearn kasvas.", "et", source)  ->  []

A name is a word with a capital inside a sentence, an abbreviation, or a country. A source is the
quoted sentences with the title, section, place and organisations of their document. Names are
inflected in Estonian and translated at times, so a name is known by its form, its beginning,
its lemma, its translation, or as the same country.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from corpus import tables
from corpus.catalogue.vocabulary import COUNTRIES
from search_service.words.analyzer import Analyzer, term_id

Translate = Callable[[int, str], list[tuple[int, float]]]

_JOINTS = "-’'.&"  # within a name
_WORD = re.compile(rf"[^\W_]+(?:[{_JOINTS}][^\W_]+)*")
_PARTED = str.maketrans(dict.fromkeys(_JOINTS, " "))
_ENDING = 4  # letters that an inflection may add or change at most; by hand, after Estonian's cases
_SHORT = 5  # letters; of a shorter name only what is added may differ; by hand


def _beginnings() -> dict[str, list[str]]:
    path = Path(__file__).with_name("places.tsv")
    rows = tables.rows(path, ("place", "beginnings"))
    return {row["place"]: row["beginnings"].split() for row in rows if row["place"] != "#"}


_BEGINNINGS = _beginnings()


class Names:
    """Compares names; holds no state of its own."""

    def __init__(self, analyzer: Analyzer, translate: Translate) -> None:
        self._analyzer = analyzer
        self._translate = translate

    def unknown(self, text: str, lang: str, source: str) -> list[str]:
        """The names in the sentence that the source does not have."""
        words = [word.lower() for word in _WORD.findall(source)]
        places = {place for word in words for place in _places(word)}
        terms = self._terms(source)
        return [
            name
            for name in _names(text)
            if not self._known(name.lower(), lang, words, places, terms)
        ]

    def _known(
        self, name: str, lang: str, words: list[str], places: set[str], terms: set[int]
    ) -> bool:
        own = set(_places(name))
        if own:
            return bool(own & places)
        if any(_same(name, word) for word in words):
            return True
        for part in (name, *name.translate(_PARTED).split()):
            for term in map(term_id, self._analyzer.terms(part, lang)):
                if term in terms or any(to in terms for to, _ in self._translate(term, lang)):
                    return True
        return False

    def _terms(self, source: str) -> set[int]:
        return {term_id(t) for lang in ("et", "en") for t in self._analyzer.terms(source, lang)}


def country_names(code: str | None) -> str:
    """What a document's country is called, in both languages."""
    return " ".join(COUNTRIES.get(code or "", ()))


def _names(text: str) -> Iterator[str]:
    for number, match in enumerate(_WORD.finditer(text)):
        word = match.group()
        first = number == 0
        abbreviation = sum(c.isupper() for c in word) >= 2
        if abbreviation or list(_places(word.lower())) or (word[0].isupper() and not first):
            yield word


def _places(word: str) -> Iterable[str]:
    """The countries, by code, and the cities that a word names."""
    for place, beginnings in _BEGINNINGS.items():
        if any(_begins(word, start) for start in beginnings):
            yield place


def _begins(word: str, start: str) -> bool:
    return word == start if len(start) < 4 else word.startswith(start)


def _same(name: str, word: str) -> bool:
    """Whether two words are forms of one name."""
    if name == word:
        return True
    shorter, longer = sorted((name, word), key=len)
    common = 0
    for a, b in zip(shorter, longer, strict=False):
        if a != b:
            break
        common += 1
    if len(shorter) < _SHORT:
        return common == len(shorter) >= 3 and len(longer) - common <= _ENDING
    return common >= 4 and len(shorter) - common <= 2 and len(longer) - common <= _ENDING
