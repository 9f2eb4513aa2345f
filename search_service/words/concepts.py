"""Finds the glossary's concepts in a query, and says how else they are called.

    Concepts(glossary.read(), Analyzer()).names("What is a SIB?", "en")
        ->  Names(here=["social impact bond"], elsewhere=["sotsiaalse mõju võlakiri", …], …)

A name is found by its lemmas in a row; an acronym only as it is written, in capitals.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from corpus.catalogue.glossary import Term
from search_service.words.acronyms import is_acronym
from search_service.words.analyzer import Analyzer

_WORD = re.compile(r"\w+")
_LONGEST_NAME = 12  # words


class Names(NamedTuple):
    """What else the concepts of a query are called, in its own language and in the other.

    `preferred` are the glossary's first names in its own, where the query uses another one.
    """

    here: list[str]
    elsewhere: list[str]
    preferred: list[str]


NO_NAMES = Names([], [], [])


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

    def names(self, query: str, lang: str) -> Names:
        """The other names of the concepts that the query names, each once."""
        known = self._names["et" if lang == "et" else "en"]
        written = set(re.findall(r"[\w+]+", query))
        keys: set[_Key] = set(filter(is_acronym, written)) | _runs(self._words(query, lang))
        found = [name for _, name in sorted(hit for key in keys for hit in known.get(key, ()))]
        here = dict.fromkeys(other for name in found for other in name.here)
        elsewhere = dict.fromkeys(other for name in found for other in name.elsewhere)
        used = {name.written for name in found}
        preferred = dict.fromkeys(name.preferred for name in found if name.preferred not in used)
        return Names(
            [name for name in here if name not in written], list(elsewhere), list(preferred)
        )

    def _of(self, own: tuple[str, ...], others: tuple[str, ...], lang: str) -> Iterator[_Name]:
        for written in own:
            here = tuple(name for name in own if name != written)
            yield _Name(written, tuple(self._words(written, lang)), own[0], here, others)

    def _words(self, text: str, lang: str) -> list[str]:
        """The first lemma of each word: compounds whole."""
        return self._analyzer.lemmas(_WORD.findall(text), lang)


def _numbered(names: Iterable[_Name]) -> dict[_Key, list[tuple[int, _Name]]]:
    """The names with their places in the glossary, by what tells that a query has them."""
    known: dict[_Key, list[tuple[int, _Name]]] = {}
    for place, name in enumerate(names):
        key = name.written if is_acronym(name.written) else name.words
        known.setdefault(key, []).append((place, name))
    return known


def _runs(words: Sequence[str]) -> set[_Key]:
    """All runs of words that are no longer than a name."""
    return {
        tuple(words[start : start + length])
        for start in range(len(words))
        for length in range(1, _LONGEST_NAME + 1)
    }
