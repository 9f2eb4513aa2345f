"""Puts the marks of õ, ä, ö, ü, š and ž back where a query was typed without them.

    LeftOutMarks(analyzer, library, terms).restored("sotsiaalse moju volakiri")
        ->  Spelt("sotsiaalse mõju võlakiri", ())

A word that is none as it stands becomes the word that it is with marks. Where that shows how the
query was typed, a word that is one either way ("too", "töö") becomes the one that the library has
more often; the other one is kept as what may be meant as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import partial
from typing import NamedTuple

from corpus.catalogue.glossary import Term
from corpus.text.normalising import LETTERS
from search_service.queries.acronyms import Acronyms, is_acronym
from search_service.queries.library_words import LibraryWords
from search_service.queries.plain_letters import is_plain, marked, plain
from search_service.words.analyzer import Analyzer

# How often the library must use a word with marks, and how many times as often as the word
# without, before a query that shows no other sign of plain typing is read so. Chosen among 1 to 10
# so that none of the 438 well-typed questions without such letters in the development sets changes.
_OFTEN = 5
_FAR = 5
_PROPER = "H"  # Vabamorf's kind of a proper noun


class Spelt(NamedTuple):
    """A query, and words that it may mean as well."""

    text: str
    also: tuple[str, ...] = ()


class _Choice(NamedTuple):
    """A word, what else it may be, and whether it shows that marks were left out."""

    word: str
    also: str = ""
    shows: bool = False


class LeftOutMarks:
    """Knows Estonian words by Vabamorf, the library and the glossary."""

    def __init__(
        self,
        analyzer: Analyzer,
        library: LibraryWords,
        acronyms: Acronyms,
        terms: Iterable[Term],
    ) -> None:
        self._analyzer = analyzer
        self._library = library
        self._acronyms = acronyms
        names = [name for term in terms for name in term.et if not is_plain(name)]
        self._names = {plain(name).lower(): name for name in names}
        words = [word for name in names for word in LETTERS.findall(name) if not is_plain(word)]
        self._words = {plain(word).lower(): word for word in words}

    def is_name(self, text: str) -> bool:
        """Whether the text is an Estonian name of the glossary without its marks."""
        return is_plain(text) and text.lower().strip(" ?!.") in self._names

    def restored(self, text: str, *, shouted: bool = False) -> Spelt:
        """The Estonian text with the marks that were not typed; in capitals where `shouted`."""
        unmarked = is_plain(text)
        named = self._with_names(text) if unmarked else text
        words = [
            word
            for word in dict.fromkeys(LETTERS.findall(named))
            if self._is_open(word, shouted=shouted)
        ]
        first = LETTERS.search(named)
        names = {word for word in words if word.istitle() and first and word != first[0]}
        choices = {
            word: self._unknown(word, name=word in names, attested=not unmarked) for word in words
        }
        if unmarked:
            shown = named != text or any(choice.shows for choice in choices.values())
            for word in words:
                if not choices[word].shows:
                    choices[word] = self._ambiguous(word, shown=shown, name=word in names)
        spelt = LETTERS.sub(lambda m: choices[m[0]].word if m[0] in choices else m[0], named)
        return Spelt(spelt, tuple(choice.also for choice in choices.values() if choice.also))

    def _is_open(self, word: str, *, shouted: bool) -> bool:
        """Whether marks may lack in a word: in acronyms they do only in the glossary's."""
        if len(word) == 1 or not is_plain(word) or word.upper() in self._acronyms:
            return False
        return shouted or not is_acronym(word) or word.lower() in self._words

    def _with_names(self, text: str) -> str:
        """The text with the glossary's names that it holds without their marks."""
        for unmarked, name in self._names.items():
            if " " in unmarked and unmarked in text.lower():
                found = re.compile(rf"(?<!\w){re.escape(unmarked)}(?!\w)", re.I)
                text = found.sub(partial(_named, name), text)
        return text

    def _unknown(self, word: str, *, name: bool, attested: bool) -> _Choice:
        """A word that is none as it stands, with marks, if it is one with them.

        `attested`: only the library's or the glossary's, where the query has marks elsewhere.
        """
        small = word.lower()
        if any(self._analyzer.knows(each, "et") for each in (small, word.capitalize())):
            return _Choice(word)
        if named := self._words.get(small):
            return _Choice(_as_typed(word, named), shows=True)
        foreign = self._analyzer.knows(small, "en")
        ways = [] if attested and foreign else self._library_ways(small, name=name)
        if not ways and not attested and not foreign:
            ways = self._language_ways(small, name=name)
        best = max(ways, key=self._likelihood, default="")
        if not best or self._library.count(small) > self._library.count(best):
            return _Choice(word)
        return _Choice(_as_typed(word, best), shows=True)

    def _library_ways(self, word: str, *, name: bool) -> Sequence[str]:
        ways = [self._with_capital(form) for form in self._library.marked(word)]
        return [way for way in ways if way.istitle()] if name else ways

    def _language_ways(self, word: str, *, name: bool) -> Sequence[str]:
        """The words of the language that it is with marks; of no word, the names."""
        for foreign in (False, True):
            ways = [] if name else marked(word, foreign=foreign)
            if known := [way for way in ways if self._analyzer.knows(way, "et")]:
                return known
            names = map(str.capitalize, marked(word, foreign=foreign))
            if known := [way for way in names if self._is_name(way)]:
                return known
        return ()

    def _is_name(self, word: str) -> bool:
        return any(each.kind == _PROPER for each in self._analyzer.readings(word))

    def _with_capital(self, word: str) -> str:
        """The library's word in small letters, or with its capital if it is a name."""
        inside = self._library.inside(word, "et")
        return max(inside, key=lambda form: inside[form], default=word)

    def _likelihood(self, form: str) -> tuple[int, int, int]:
        """How often the library has the form, then its lemma, then how few parts it has."""
        parts = min((len(each.parts) for each in self._analyzer.readings(form)), default=0)
        return self._library.count(form), self._uses(form), -parts

    def _uses(self, form: str) -> int:
        """How often the library has the word in any form; a new compound, its rarest part."""
        return max(
            (
                self._library.uses(each.lemma)
                or min(map(self._library.uses, each.parts), default=0)
                for each in self._analyzer.readings(form)
            ),
            default=0,
        )

    def _ambiguous(self, word: str, *, shown: bool, name: bool) -> _Choice:
        """A word that is one as it stands, too: the one that the library has more often."""
        small = word.lower()
        ways = self._library_ways(small, name=name)
        if shown and not name and not self._library.count(small):
            ways = [*ways, *(way for way in marked(small) if self._analyzer.knows(way, "et"))]
        other = self._words.get(small) or max(ways, key=self._likelihood, default="")
        if not other:
            return _Choice(word)
        if shown:
            likely = self._likelihood(other) > self._likelihood(small)
        else:
            likely = self._is_far_likelier(other, small)
        if likely:
            return _Choice(_as_typed(word, other), also=word)
        return _Choice(word, also=other if shown and self._library.count(other) else "")

    def _is_far_likelier(self, other: str, word: str) -> bool:
        """Whether a word with marks is meant though nothing else in the query shows it."""
        here, there = (self._library.count(each) + self._uses(each) for each in (word, other))
        return (here == 0 and other in self._words.values()) or there >= max(_OFTEN, _FAR * here)


def _named(name: str, match: re.Match[str]) -> str:
    return _as_typed(match[0], name)


def _as_typed(word: str, form: str) -> str:
    """The form with the capitals of the word that was typed; a name keeps its own."""
    if len(word) > 1 and word.isupper():
        return form.upper()
    return form[0].upper() + form[1:] if word[0].isupper() else form
