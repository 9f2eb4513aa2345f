"""What a question itself restricts: countries, "abroad", years.

    restrictions("Mida tehti Taanis 2023. aastal?")  ->  Restrictions(("DK",), False, (2023,))

By the names of countries, their inhabitants and adjectives in both languages
(`country_words.et.tsv`, `.en.tsv`). The answerer holds them against what it would quote; the page
offers them as filters. Search is not narrowed by them: a paper of one country tells of others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.catalogue.vocabulary import COUNTRIES
from search_service.words.word_lists import WordLists

_LISTS = WordLists.beside(__file__, "country_words")
_ABROAD = "abroad"
_TONGUE = re.compile(r"\s+(?:keel|language)", re.I)  # "inglise keeles" is no place
_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d,]|\.\d)")


@dataclass(frozen=True, slots=True)
class Restrictions:
    """Codes of countries, whether any but the reader's own is meant, and years."""

    countries: tuple[str, ...] = ()
    abroad: bool = False
    years: tuple[int, ...] = ()

    @property
    def only(self) -> tuple[str, ...]:
        """The countries, if no others are meant: "in Estonia and abroad" leaves none out."""
        return () if self.abroad else self.countries

    @property
    def only_abroad(self) -> bool:
        """Whether any but the reader's own is meant, and no country is named."""
        return self.abroad and not self.countries

    def __bool__(self) -> bool:
        return bool(self.countries or self.abroad or self.years)


NOTHING = Restrictions()


def restrictions(question: str) -> Restrictions:
    """What the question's words restrict; an empty one where they do not."""
    years = years_in(question)
    abroad = _LISTS.both(_ABROAD).search(question) is not None
    return Restrictions(countries_in(question), abroad, years)


def years_in(text: str) -> tuple[int, ...]:
    """The years that the text names, in order."""
    return tuple(dict.fromkeys(map(int, _YEAR.findall(text))))


def countries_in(text: str) -> tuple[str, ...]:
    """The countries that the text names, in order of their first mention."""
    codes = (code for code in _LISTS.names() if code in COUNTRIES)
    found = {code: at for code in codes if (at := _place(text, code)) is not None}
    return tuple(sorted(found, key=found.__getitem__))


def names_one_of(text: str, countries: Iterable[str]) -> bool:
    """Whether the text names one of these countries."""
    return any(_place(text, code) is not None for code in countries)


def _place(text: str, country: str) -> int | None:
    matches = _LISTS.both(country).finditer(text)
    return next((m.start() for m in matches if not _TONGUE.match(text, m.end())), None)
