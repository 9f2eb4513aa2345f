"""Which works of the library a question names: by title, short title, acronym or organisation.

    NamedWorks(documents, analyzer).of("Mida saavutas Icehearts?")  ->  ["icehearts"]

A name counts where enough of its telling words stand in the question, inflected, without marks or
with a typing error too. Words that many names share (*social*, *fond*) tell little; one word alone
names a work only if it is a name, no word of either language, or all of the short title.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from math import log
from typing import NamedTuple

from rapidfuzz.distance import DamerauLevenshtein

from corpus.documents import Document, Metadata
from corpus.text.normalising import word_list
from search_service.queries.plain_letters import marked, plain
from search_service.queries.restrictions import countries_in
from search_service.words.analyzer import Analyzer
from search_service.words.word_lists import LANGUAGES

_REST = re.compile(r"[:(–—!?,]|\s-\s")  # of a title, from where it explains
_ACRONYM = re.compile(r"\(([^()\s]*[A-ZÕÄÖÜ][^()\s]*)\)")
_SHORTEST = 3  # letters of a telling word; by hand
_STEM = 4  # letters that an inflected name keeps at least; by hand
_ENDING = 4  # letters that an inflection may add; by hand
_ERRORS = {6: 1, 9: 2}  # typing errors in words of so many letters; by hand
_NAME = 6  # letters of a word that is a name by itself; by hand
_COVERED = 0.7  # of a name's weight that the question must have; by hand, on the train split
_TELLING = 3  # works at most that share a word which may stand for the name; by hand
_MOST = 3  # works; a question that names more names none


class _Name(NamedTuple):
    work: str
    words: tuple[str, ...]


class NamedWorks:
    """Knows the names of the works of a shelf."""

    def __init__(self, documents: Sequence[Document], analyzer: Analyzer) -> None:
        self._names = [
            _Name(each.metadata.work, words)
            for each in documents
            for words in dict.fromkeys(map(_words, _wordings(each.metadata)))
            if words
        ]
        self._analyzer = analyzer
        works = {(name.work, word) for name in self._names for word in name.words}
        self._often = Counter(word for _, word in works)
        self._works = len({name.work for name in self._names}) or 1

    def of(self, question: str) -> list[str]:
        """The works that the question names, the most surely named first."""
        typed = _words(question)
        said = {word for word in self._often if any(_same(word, each) for each in typed)}
        found: dict[str, float] = {}
        for name in self._names:
            if has := [word for word in name.words if word in said]:
                share = self._weight(has) / self._weight(name.words)
                covered = share >= _COVERED and self._tells(has, name)
                if covered or any(map(self._is_name, has)):
                    surely = share * self._weight(has)
                    found[name.work] = max(found.get(name.work, 0.0), surely)
        named = sorted(found, key=lambda work: -found[work])
        return named if len(named) <= _MOST else []

    def _tells(self, has: Sequence[str], name: _Name) -> bool:
        """Whether more than countries and words of all days is matched."""
        own, whole = _without_countries(has), _without_countries(name.words)
        if not own or min(map(self._often.__getitem__, own)) > _TELLING:
            return False
        return len(own) > 1 or len(whole) == 1 or not self._is_word(own[0])

    def _is_name(self, word: str) -> bool:
        """Whether a word alone names the work: of few works, and of no language."""
        rare = len(word) >= _NAME and self._often[word] <= _TELLING
        return rare and not countries_in(word) and not self._is_word(word)

    def _is_word(self, word: str) -> bool:
        return any(
            self._analyzer.knows(each, lang) for each in (word, *marked(word)) for lang in LANGUAGES
        )

    def _weight(self, words: Iterable[str]) -> float:
        return sum(log(1 + self._works / self._often[word]) for word in words)


def _wordings(metadata: Metadata) -> list[str]:
    """The title, its short form, its acronym, and the organisations."""
    short = _REST.split(metadata.title)[0]
    acronyms = _ACRONYM.findall(metadata.title)
    return [short, *acronyms, *metadata.organisations]


def _words(text: str) -> tuple[str, ...]:
    words = (plain(word.lower()) for word in word_list(text))
    return tuple(dict.fromkeys(word for word in words if len(word) >= _SHORTEST))


def _same(name: str, typed: str) -> bool:
    """Whether a typed word is the name's: as it is, inflected, or with a typing error."""
    if name == typed or name[0] != typed[0]:  # nobody mistypes the first letter
        return name == typed
    shorter = min(len(name), len(typed))
    if shorter >= _STEM and typed.startswith(name[: max(_STEM, len(name) - 1)]):
        return len(typed) - len(name) <= _ENDING
    most = max((n for length, n in _ERRORS.items() if shorter >= length), default=0)
    if not most or abs(len(name) - len(typed)) > most:
        return False
    return DamerauLevenshtein.distance(name, typed, score_cutoff=most) <= most


def _without_countries(words: Iterable[str]) -> list[str]:
    return [word for word in words if not countries_in(word)]
