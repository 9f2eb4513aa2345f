"""Joins Estonian compounds that were typed as two words.

    SplitCompounds(analyzer, library, terms).joined("sotsiaal töötaja")  ->  "sotsiaaltöötaja"

Of a whole compound the lexical leg has the parts as well (`analyzer`), so that the other way
round, a compound for what the library writes apart, needs nothing here.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from corpus.catalogue.glossary import Term
from corpus.text.normalising import LETTERS
from search_service.queries.acronyms import is_acronym
from search_service.queries.library_words import LibraryWords
from search_service.words.analyzer import Analyzer


class SplitCompounds:
    """Knows the glossary's compounds, and those of the language that the library writes."""

    def __init__(self, analyzer: Analyzer, library: LibraryWords, terms: Iterable[Term]) -> None:
        self._analyzer = analyzer
        self._library = library
        names = [name.lower() for term in terms for name in term.et if not is_acronym(name)]
        self._whole = frozenset(name for name in names if " " not in name)
        self._apart = frozenset(pair for name in names for pair in pairwise(name.split()))

    def joined(self, text: str) -> str:
        """The text with its compounds in one."""
        words = list(LETTERS.finditer(text))
        before = [None, *words]
        for last, (first, second) in reversed(list(zip(before, pairwise(words), strict=False))):
            if text[first.end() : second.start()] != " " or not second[0].islower():
                continue
            if self._is_one(last[0] if last else "", first[0].lower(), second[0]):
                text = text[: first.end()] + text[second.start() :]
        return text

    def _is_one(self, last: str, first: str, second: str) -> bool:
        """Whether two words are one: no phrase begins with a noun in the nominative.

        One with a noun in the genitive does: that is a compound only if the glossary has it so,
        and no other word leans on that noun.
        """
        joined = first + second
        if {each.form for each in self._analyzer.readings(first)} == {"sg n"}:
            return any(
                each.parts[:1] == (first,)
                and len(each.parts) > 1
                and self._is_written(joined, each.lemma)
                for each in self._analyzer.readings(joined)
            )
        if not any(name.startswith(joined[: len(first) + 2]) for name in self._whole):
            return False
        return self._is_named(first, second) and not any(
            each.kind in _LEANING for each in self._analyzer.readings(last.lower())
        )

    def _is_written(self, joined: str, lemma: str) -> bool:
        return any(lemma in self._whole or self._library.count(form) for form in (joined, lemma))

    def _is_named(self, first: str, second: str) -> bool:
        lemmas = {each.lemma.lower() for each in self._analyzer.readings(first + second)}
        apart = {(first, each.lemma.lower()) for each in self._analyzer.readings(second)}
        return not self._whole.isdisjoint({first + second, *lemmas}) and self._apart.isdisjoint(
            {(first, second), *apart}
        )


_LEANING = frozenset("ACUGPNO")  # Vabamorf's adjectives, pronouns and numerals
