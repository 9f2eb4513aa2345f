"""Writes a query that was typed in capitals as a sentence; acronyms and names keep theirs.

    Capitals(analyzer, library, acronyms).lowered("KAS SOOMES ON SIB?", "et")
        ->  "Kas Soomes on SIB?"

The model that encodes a query knows words by their capitals too, and a name is told by them.
"""

from __future__ import annotations

import re

from corpus.catalogue.vocabulary import COUNTRIES
from search_service.words.acronyms import Acronyms
from search_service.words.analyzer import Analyzer
from search_service.words.library_words import LibraryWords

_WORD = re.compile(r"[^\W\d_]+")
_FIRST = re.compile(r"(?:\A|(?<!\d)[.!?]\s)[^\w]*([^\W\d_])")  # letter of a sentence
_SHOUTED = 0.8  # of the words: with fewer in capitals, they are acronyms and names
_SHORT = 4  # letters; a longer word in capitals that nobody knows is no acronym


def is_shouted(text: str) -> bool:
    """Whether a text is typed in capitals; it may still be an acronym."""
    words = [word for word in _WORD.findall(text) if len(word) > 1]
    return sum(map(str.isupper, words)) >= max(1.0, _SHOUTED * len(words))


class Capitals:
    """Knows by the library, else by the language, how a word stands inside a sentence."""

    def __init__(self, analyzer: Analyzer, library: LibraryWords, acronyms: Acronyms) -> None:
        self._analyzer = analyzer
        self._library = library
        self._acronyms = acronyms

    def lowered(self, text: str, lang: str) -> str:
        """The shouted text as a sentence."""
        lowered = _WORD.sub(lambda m: self._word(m[0], lang) if m[0].isupper() else m[0], text)
        if not any(map(str.islower, _WORD.findall(lowered))):
            return text  # acronyms and names alone
        return _FIRST.sub(lambda m: m[0][:-1] + m[0][-1].upper(), lowered)

    def _word(self, word: str, lang: str) -> str:
        if len(word) == 1:
            return word if word == "I" and lang == "en" else word.lower()
        inside = self._library.inside(word, lang)
        small, capitals = inside.get(word.lower(), 0), inside.get(word, 0)
        if word in self._acronyms and capitals >= small:
            return word
        if word.endswith("S") and word[:-1] in self._acronyms and not small:
            return word[:-1]
        return max(inside, key=lambda form: inside[form]) if inside else self._new(word, lang)

    def _new(self, word: str, lang: str) -> str:
        """A word that the library lacks: a name or word of the language, else an acronym."""
        small, title = word.lower(), word.capitalize()
        if title in _COUNTRIES:
            return title
        if self._analyzer.knows(small, lang):
            return small
        if lang == "et" and self._analyzer.knows(title, lang):
            return title
        if len(word) <= _SHORT:
            return word
        # Any two Estonian words may be a compound that nobody has written before.
        return small if lang == "et" else title


_COUNTRIES = frozenset(name for names in COUNTRIES.values() for name in names)
