"""Finds the glossary's concepts in a query, and says how else they are called.

    Concepts(glossary.read(), Analyzer()).elsewhere("Mis on ajapank?", "et")  ->  ["time bank"]

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


class _Name(NamedTuple):
    """One way to write a concept, and the concept's names in the other language."""

    written: str
    words: tuple[str, ...]
    elsewhere: tuple[str, ...]


class Concepts:
    """The glossary, ready to be looked up by query."""

    def __init__(self, terms: Sequence[Term], analyzer: Analyzer) -> None:
        self._analyzer = analyzer
        self._names = {
            "et": [name for term in terms for name in self._of(term.et, term.en, "et")],
            "en": [name for term in terms for name in self._of(term.en, term.et, "en")],
        }

    def elsewhere(self, query: str, lang: str) -> list[str]:
        """The other language's names of the concepts that the query names, each once."""
        present = f" {' '.join(self._words(query, lang))} "
        written = set(re.findall(r"[\w+]+", query))
        found = (
            name.elsewhere
            for name in self._names["et" if lang == "et" else "en"]
            if (name.written in written if _is_acronym(name.written) else _within(name, present))
        )
        return list(dict.fromkeys(other for names in found for other in names))

    def _of(self, own: tuple[str, ...], others: tuple[str, ...], lang: str) -> Iterator[_Name]:
        for written in own:
            yield _Name(written, tuple(self._words(written, lang)), others)

    def _words(self, text: str, lang: str) -> list[str]:
        """The first lemma of each word: compounds whole."""
        return [self._analyzer.terms(word, lang)[0] for word in _WORD.findall(text)]


def _is_acronym(name: str) -> bool:
    return _ACRONYM.fullmatch(name) is not None


def _within(name: _Name, present: str) -> bool:
    return bool(name.words) and f" {' '.join(name.words)} " in present
