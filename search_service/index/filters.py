"""Checks the filters of a search against the catalogue's vocabularies, and names them.

checked(country=("ee",), type=("practice",))  ->  Filters(country=("EE",), type=("practice",))
filter_name("not_country", "et")              ->  "Väljajäetud riik"
"""

from __future__ import annotations

from collections.abc import Iterable

from corpus.catalogue.vocabulary import COUNTRIES, LANGUAGES, SECTORS, TYPES, Vocabulary, check
from corpus.errors import BadInput
from search_service.index.port import Filters
from search_service.phrases.phrases import phrase, phrase_key

_NAMES = {
    "lang": phrase_key("lang"),
    "country": phrase_key("country"),
    "not_country": phrase_key("not_country"),
    "type": phrase_key("type"),
    "sector": phrase_key("sector"),
    "year_from": phrase_key("year_from"),
    "year_to": phrase_key("year_to"),
}


def checked(
    *,
    lang: Iterable[str] = (),
    country: Iterable[str] = (),
    not_country: Iterable[str] = (),
    type: Iterable[str] = (),
    sector: Iterable[str] = (),
    year_from: int | None = None,
    year_to: int | None = None,
) -> Filters:
    """The filters with every value known.

    Raises:
        UnknownValue: a value is in no vocabulary.
        BadInput: the years are the wrong way round.
    """
    if year_from is not None and year_to is not None and year_from > year_to:
        raise BadInput(f"year_from {year_from} is later than year_to {year_to}; swap them")
    return Filters(
        lang=_all("lang", map(str.lower, lang), LANGUAGES),
        country=_all("country", map(str.upper, country), COUNTRIES),
        not_country=_all("not_country", map(str.upper, not_country), COUNTRIES),
        type=_all("type", map(str.lower, type), TYPES),
        sector=_all("sector", map(str.lower, sector), SECTORS),
        year_from=year_from,
        year_to=year_to,
    )


def filter_name(name: str, lang: str) -> str:
    """What a reader sees the filter called."""
    return phrase(_NAMES[name], lang)


def _all(field: str, values: Iterable[str], vocabulary: Vocabulary) -> tuple[str, ...]:
    return tuple(check(field, value.strip(), vocabulary) for value in values if value.strip())
