"""Mends a mistyped word, where neither language nor the library has it, but one very like it.

    Misspellings(analyzer, library, terms).mended("mõjuinvesterimine", "et")
        ->  "mõjuinvesteerimine"
    ….mended("What is Elderlern?", "en")  ->  "What is Elderlearn?"
    ….mended("lonelines", "en")           ->  "loneliness"

Only words of the library or the glossary are put in, so nothing is found that was not meant more
easily than before; what was put in is shown to the reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from corpus.catalogue.glossary import Term
from search_service.queries.library_words import LibraryWords
from search_service.queries.plain_letters import marked, plain
from search_service.words.analyzer import Analyzer
from search_service.words.word_lists import LANGUAGES

_WORD = re.compile(r"[^\W\d_]++(?!['’]t\b)")  # not the half of "shouldn't"
_SHORTEST = 6  # letters of a word that is mended; by hand: shorter ones are like too many
_LONG = 10  # letters from which two errors are mended; by hand


class Misspellings:
    """Knows the words of the library and of the glossary."""

    def __init__(self, analyzer: Analyzer, library: LibraryWords, terms: Iterable[Term]) -> None:
        self._analyzer = analyzer
        self._library = library
        names = [name for term in terms for name in (*term.et, *term.en)]
        self._terms = {word.lower() for name in names for word in _WORD.findall(name)}

    def mended(self, text: str, lang: str) -> str:
        """The text of that language with its mistyped words as the library writes them."""
        return _WORD.sub(lambda match: self._mended(match[0], lang), text)

    def _mended(self, word: str, lang: str) -> str:
        small = word.lower()
        if len(word) < _SHORTEST or self._is_known(small):
            return word
        most = 2 if len(word) >= _LONG else 1
        typed = plain(small)
        # Nobody mistypes the first letter.
        like = [each for each in self._library.plain_words() if each[0] == typed[0]]
        found = process.extract(
            typed, like, scorer=DamerauLevenshtein.distance, score_cutoff=most, limit=None
        )
        meant = [each for each in found if not self._is_inflected(word, each[0], lang)]
        if not meant:
            return word
        best = min(meant, key=lambda each: (each[1], -self._library.often(each[0])))
        mended = self._library.plain_words()[best[0]]
        # Not as typed in capitals throughout: the encoder hardly knows such words.
        return mended.capitalize() if word[0].isupper() else mended

    def _is_known(self, word: str) -> bool:
        if word in self._terms or plain(word) in self._library.plain_words():
            return True
        ways = (word, word.capitalize(), *marked(word))
        return any(self._analyzer.knows(way, lang) for way in ways for lang in LANGUAGES)

    def _is_inflected(self, typed: str, like: str, lang: str) -> bool:
        """Whether what was typed may be the library's word with another ending, as names have it.

        All forms of the language's own words are known, so one that is not is no form of them.
        """
        stem = min(len(like), len(typed)) - 1
        if like[:stem] != plain(typed.lower())[:stem]:
            return False
        return not (
            typed.islower() and self._analyzer.knows(self._library.plain_words()[like], lang)
        )
