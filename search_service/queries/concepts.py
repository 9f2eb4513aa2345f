"""Finds the glossary's concepts in a query, and says how else they are called.

    Concepts(glossary.read(), Analyzer()).names("What is a SIB?", "en")
        ->  OtherNames(here=["social impact bond"], elsewhere=["sotsiaalse mõju võlakiri", …], …)

A name is found by its lemmas in a row; an acronym only as it is written, in capitals.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from corpus.catalogue.glossary import Term
from corpus.text.normalising import word_list
from search_service.queries.acronyms import is_acronym, words_with_plus
from search_service.words.analyzer import Analyzer

# Other names of a concept that a query gets in each language; more are known, and dilute it. Best
# of 2 to 6 and all on the gold set's train split and the development questions (mean nDCG@10 .771,
# all .763; November 2026).
_ADDED = 2
_LONGEST_NAME = 12  # words
# A strange word in a question of more than eight is rather a name of its own: among 4,248 queries
# of the development sets none is taken for a term wrongly.
_ABOUT = 8


class OtherNames(NamedTuple):
    """What else the concepts of a query are called, in its own language and in the other.

    `preferred` are the glossary's first names in its own, where the query uses another one.
    """

    here: list[str]
    elsewhere: list[str]
    preferred: list[str]


NO_NAMES = OtherNames([], [], [])


class _Name(NamedTuple):
    """One way to write a concept, and the concept's other names."""

    written: str
    words: tuple[str, ...]
    preferred: str
    here: tuple[str, ...]
    elsewhere: tuple[str, ...]


_Key = str | tuple[str, ...]  # an acronym as it is written, or a name's lemmas


class Concepts:
    """The glossary, ready to be looked up by query."""

    def __init__(self, terms: Sequence[Term], analyzer: Analyzer) -> None:
        self._analyzer = analyzer
        self._names = {
            "et": _numbered(name for term in terms for name in self._of(term.et, term.en, "et")),
            "en": _numbered(name for term in terms for name in self._of(term.en, term.et, "en")),
        }

    def names(self, query: str, lang: str) -> OtherNames:
        """The other names of the concepts that the query names, each once.

        One that it names in the other language counts as well, where its words are none of the
        query's own language: "what is ajapank".
        """
        own = "et" if lang == "et" else "en"
        words = word_list(query)
        written = set(words_with_plus(query))
        found = self._found(own, written, _runs(self._words(query, lang)))
        named = {name.written for name in found}
        strange = {word for word in words if word not in named and not self._is_known(word, lang)}
        if strange:
            found += map(_from_other, self._found_strange(_other(own), words, strange))
        here = dict.fromkeys(other for name in found for other in name.here)
        elsewhere = dict.fromkeys(other for name in found for other in name.elsewhere)
        used = {name.written for name in found}
        preferred = dict.fromkeys(name.preferred for name in found if name.preferred not in used)
        return OtherNames(
            [name for name in here if name not in written], list(elsewhere), list(preferred)
        )

    def _found(self, lang: str, written: Iterable[str], runs: Iterable[_Key]) -> list[_Name]:
        """The names of that language, in the glossary's order."""
        known = self._names[lang]
        keys: set[_Key] = {*filter(is_acronym, written), *runs}
        return [name for _, name in sorted(hit for key in keys for hit in known.get(key, ()))]

    def _found_strange(self, lang: str, words: Sequence[str], strange: set[str]) -> list[_Name]:
        """The names of the other language that have a strange word of the query in them."""
        lemmas = self._analyzer.lemmas(words, lang)
        runs = {
            tuple(lemmas[start:end])
            for start, end in _stretches(len(words))
            if _ABOUT * (end - start) >= len(words) and not strange.isdisjoint(words[start:end])
        }
        return self._found(lang, strange, runs)

    def _is_known(self, word: str, lang: str) -> bool:
        if any(map(str.isdecimal, word)):
            return True
        return any(self._analyzer.knows(each, lang) for each in (word.lower(), word))

    def _of(self, own: tuple[str, ...], others: tuple[str, ...], lang: str) -> Iterator[_Name]:
        for written in own:
            here = tuple(name for name in own if name != written)[:_ADDED]
            yield _Name(written, tuple(self._words(written, lang)), own[0], here, others[:_ADDED])

    def _words(self, text: str, lang: str) -> list[str]:
        """The first lemma of each word: compounds whole."""
        return self._analyzer.lemmas(word_list(text), lang)


def _numbered(names: Iterable[_Name]) -> dict[_Key, list[tuple[int, _Name]]]:
    """The names with their places in the glossary, by what tells that a query has them."""
    known: dict[_Key, list[tuple[int, _Name]]] = {}
    for place, name in enumerate(names):
        key = name.written if is_acronym(name.written) else name.words
        known.setdefault(key, []).append((place, name))
    return known


def _from_other(name: _Name) -> _Name:
    """A name of the other language as one of the query's own."""
    elsewhere = (name.written, *name.here)
    return name._replace(here=name.elsewhere, elsewhere=elsewhere, preferred=name.elsewhere[0])


def _other(lang: str) -> str:
    return "en" if lang == "et" else "et"


def _runs(words: Sequence[str]) -> set[_Key]:
    """All runs of words that are no longer than a name."""
    return {tuple(words[start:end]) for start, end in _stretches(len(words))}


def _stretches(words: int) -> Iterator[tuple[int, int]]:
    for start in range(words):
        for end in range(start + 1, min(words, start + _LONGEST_NAME) + 1):
            yield start, end
