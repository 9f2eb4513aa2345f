"""Writes a query that was typed in capitals as a sentence; acronyms and names keep theirs.

    Capitals(analyzer, library, acronyms).lowered("KAS SOOMES ON SIB?", "et")
        ->  "Kas Soomes on SIB?"

The model that encodes a query knows words by their capitals too, and a name is told by them.
"""

from __future__ import annotations

import re

from corpus.catalogue.vocabulary import COUNTRIES
from corpus.text.normalising import LETTERS
from search_service.queries.acronyms import Acronyms
from search_service.queries.library_words import LibraryWords
from search_service.words.analyzer import Analyzer

_FIRST = re.compile(r"(?:\A|(?<!\d)[.!?]\s)[^\w]*([^\W\d_])")  # letter of a sentence
_SHOUTED = 0.8  # of the words: with fewer in capitals, they are acronyms and names
_SHORT = 4  # letters; a longer word in capitals that nobody knows is no acronym


def is_shouted(text: str) -> bool:
    """Whether a text is typed in capitals; it may still be an acronym."""
    words = [word for word in LETTERS.findall(text) if len(word) > 1]
    return sum(map(str.isupper, words)) >= max(1.0, _SHOUTED * len(words))


class Capitals:
    """Knows by the library, else by the language, how a word stands inside a sentence."""

    def __init__(self, analyzer: Analyzer, library: LibraryWords, acronyms: Acronyms) -> None:
        self._analyzer = analyzer
        self._library = library
        self._acronyms = acronyms

    def lowered(self, text: str, lang: str) -> str:
        """The shouted text as a sentence; acronyms alone stay as they are."""
        shouted = [word for word in dict.fromkeys(LETTERS.findall(text)) if word.isupper()]
        known = {word: form for word in shouted if (form := self._known(word, lang))}
        lowered = sum(form != word for word, form in known.items())
        if 2 * lowered <= len(shouted):
            return text
        forms = {word: known.get(word) or _unknown(word, lang) for word in shouted}
        sentence = LETTERS.sub(lambda m: forms.get(m[0], m[0]), text)
        return _FIRST.sub(lambda m: m[0][:-1] + m[0][-1].upper(), sentence)

    def _known(self, word: str, lang: str) -> str:
        """The word as the library, else the language writes it; nothing if neither has it."""
        if len(word) == 1:
            return word if word == "I" and lang == "en" else word.lower()
        inside = self._library.inside(word, lang)
        small, title = word.lower(), word.capitalize()
        if word in self._acronyms and inside.get(word, 0) >= inside.get(small, 0):
            return word
        if word.endswith("S") and word[:-1] in self._acronyms and small not in inside:
            return word[:-1]
        if inside:
            return max(inside, key=lambda form: inside[form])
        return title if title in _COUNTRIES else self._of_language(small, title, lang)

    def _of_language(self, small: str, title: str, lang: str) -> str:
        forms = (small, title) if lang == "et" else (small,)
        return next((form for form in forms if self._analyzer.knows(form, lang)), "")


def _unknown(word: str, lang: str) -> str:
    """A word that nobody knows: an acronym, an Estonian compound that is new, or a name."""
    if len(word) <= _SHORT:
        return word
    return word.lower() if lang == "et" else word.capitalize()


_COUNTRIES = frozenset(name for names in COUNTRIES.values() for name in names)
