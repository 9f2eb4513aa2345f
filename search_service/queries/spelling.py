"""Spells a query as the library would: what is typed without marks, in capitals or in pieces.

    Spelling(analyzer, library, terms).of("SOTSIAALSE MOJU VOLAKIRI", "et")
        ->  Spelt("Sotsiaalse mõju võlakiri", ())
    ….of("Kes on sotsiaal töötaja?", "et")  ->  Spelt("Kes on sotsiaaltöötaja?", ())
    ….of("What are SIBs?", "en")            ->  Spelt("What are SIB?", ())
    ….of("elderlern", "en")                 ->  Spelt("elderlearn", ())

A well-formed query stays as it is: what keyboards, habits and slips do to right words is mended
where the language, the library or the glossary has the other.
"""

from __future__ import annotations

from collections.abc import Sequence

from corpus.catalogue.glossary import Term
from search_service.queries.acronyms import Acronyms
from search_service.queries.capitals import Capitals, is_shouted
from search_service.queries.left_out_marks import LeftOutMarks, Spelt
from search_service.queries.library_words import LibraryWords
from search_service.queries.misspellings import Misspellings
from search_service.queries.split_compounds import SplitCompounds
from search_service.words.analyzer import Analyzer


class Spelling:
    """Compares what is typed with the language, the library and the glossary."""

    def __init__(self, analyzer: Analyzer, library: LibraryWords, terms: Sequence[Term]) -> None:
        self._acronyms = Acronyms(terms)
        self._marks = LeftOutMarks(analyzer, library, self._acronyms, terms)
        self._capitals = Capitals(analyzer, library, self._acronyms)
        self._slips = Misspellings(analyzer, library, terms)
        self._compounds = SplitCompounds(analyzer, library, terms)

    def of(self, text: str, lang: str) -> Spelt:
        """The query of that language as the library would write it."""
        shouted = is_shouted(text)
        marks = self._marks.restored(text, shouted=shouted) if lang == "et" else Spelt(text)
        spelt = self._capitals.lowered(marks.text, lang) if shouted else marks.text
        if lang == "et":
            spelt = self._compounds.joined(spelt)
        spelt = self._slips.mended(spelt, lang)
        return Spelt(self._acronyms.singular(spelt), marks.also)

    def is_plain_name(self, text: str) -> bool:
        """Whether the text is an Estonian name of the glossary without its marks."""
        return self._marks.is_name(text)
