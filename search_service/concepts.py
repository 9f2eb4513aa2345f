"""Finds the glossary's concepts in a query, and says how else they are called.

    Concepts(glossary.read(), Analyzer()).names("What is a SIB?", "en")
        ->  Names(here=["social impact bond"], elsewhere=["sotsiaalse mõju võlakiri", …])

A name is found by its lemmas in a row; an acronym only as it is written, in capitals.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from corpus.glossary import Term
from search_service.lexical import Analyzer

_WORD = re.compile(r"\w+")
_ACRONYM = re.compile(r"(?=.*[A-ZÕÄÖÜ].*[A-ZÕÄÖÜ])[\w+]{2,8}")


class Names(NamedTuple):
    """What else the concepts of a query are called, in its own language and in the other.

    In its own: the full name of an acronym, and the acronyms of a full name.
    """

    here: list[str]
    elsewhere: list[str]


NO_NAMES = Names([], [])


class _Name(NamedTuple):
    """One way to write a concept, and the concept's other names."""

    written: str
    words: tuple[str, ...]
    here: tuple[str, ...]
    elsewhere: tuple[str, ...]


class Concepts:
    """The glossary, ready to be looked up by query."""

    def __init__(self, terms: Sequence[Term], analyzer: Analyzer) -> None:
        self._analyzer = analyzer
        self._names = {
            "et": [name for term in terms for name in self._of(term.et, term.en, "et")],
            "en": [name for term in terms for name in self._of(term.en, term.et, "en")],
        }

    def names(self, query: str, lang: str) -> Names:
        """The other names of the concepts that the query names, each once."""
        present = f" {' '.join(self._words(query, lang))} "
        written = set(re.findall(r"[\w+]+", query))
        found = [
            name
            for name in self._names["et" if lang == "et" else "en"]
            if (name.written in written if _is_acronym(name.written) else _within(name, present))
        ]
        here = dict.fromkeys(other for name in found for other in name.here)
        elsewhere = dict.fromkeys(other for name in found for other in name.elsewhere)
        return Names([name for name in here if name not in written], list(elsewhere))

    def _of(self, own: tuple[str, ...], others: tuple[str, ...], lang: str) -> Iterator[_Name]:
        acronyms = tuple(filter(_is_acronym, own))
        full = tuple(name for name in own if name not in acronyms)[:1]
        for written in own:
            here = full if written in acronyms else acronyms
            yield _Name(written, tuple(self._words(written, lang)), here, others)

    def _words(self, text: str, lang: str) -> list[str]:
        """The first lemma of each word: compounds whole."""
        return [self._analyzer.terms(word, lang)[0] for word in _WORD.findall(text)]


def _is_acronym(name: str) -> bool:
    return _ACRONYM.fullmatch(name) is not None


def _within(name: _Name, present: str) -> bool:
    return bool(name.words) and f" {' '.join(name.words)} " in present
