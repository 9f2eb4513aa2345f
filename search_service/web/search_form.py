"""The search form: read from an address, checked, and shown again with its filters.

    read({"query": "kodutus", "country": "FI"}, "et")  ->  SearchForm(query="kodutus", …)

An address may say anything; what is wrong becomes a fault in the reader's language, beside the
form, where `filters` and `requests` tell programs the same in English.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from corpus.catalogue import vocabulary
from corpus.catalogue.vocabulary import COUNTRIES, LANGUAGES, SECTORS, TYPES, Vocabulary
from corpus.text.normalising import normalise
from search_service.documents.shelf import Shelf
from search_service.index.filters import Filters
from search_service.phrases.phrases import phrase
from search_service.words.query_text import LONGEST_QUERY

HOME = "EE"  # the country that "other countries" leaves out
LIMITS = (10, 20, 50)

_LISTS: dict[str, Vocabulary] = {
    "lang": LANGUAGES,
    "type": TYPES,
    "country": COUNTRIES,
    "not_country": COUNTRIES,
    "sector": SECTORS,
}
_YEARS = ("year_from", "year_to")
_FIRST_YEAR, _LAST_YEAR = 1000, 2100
_LONGEST_VALUE = 40  # characters of a wrong value that are shown again


class Option(NamedTuple):
    """One value of a filter: how many documents have it, and whether it is chosen."""

    value: str
    name: str
    documents: int
    chosen: bool


class Chip(NamedTuple):
    """A filter in force, and the address without it."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class SearchForm:
    """What the reader asked for; `faults` are sentences in the reader's language."""

    query: str
    limit: int
    filters: Filters
    given: tuple[tuple[str, str], ...]
    faults: tuple[str, ...]
    lang: str
    _path: str = field(default="/")

    @property
    def filtered(self) -> bool:
        """Whether any filter is in force."""
        return self.filters != Filters()

    def options(self, name: str, shelf: Shelf) -> list[Option]:
        """The values of a filter that documents have, in order of name; languages by number."""
        chosen = getattr(self.filters, name)
        options = [
            Option(code, vocabulary.name(_LISTS[name], code, self.lang), n, code in chosen)
            for code, n in shelf.counts.get(name, {}).items()
        ]
        if name in ("lang", "type"):
            return sorted(options, key=lambda option: (-option.documents, option.name))
        return sorted(options, key=lambda option: option.name.casefold())

    def chips(self) -> list[Chip]:
        """The filters in force, each with the address that takes it away."""
        return [
            Chip(self._chip_name(name, value), self._url(p for p in self.given if p != pair))
            for pair in self.given
            for name, value in [pair]
            if name in _LISTS or name in _YEARS
        ]

    def unfiltered_url(self) -> str:
        """The address with the question alone."""
        return self._url(p for p in self.given if p[0] not in _LISTS and p[0] not in _YEARS)

    def url(self, **changes: str) -> str:
        """The address with some values changed."""
        kept = [pair for pair in self.given if pair[0] not in changes]
        return self._url([*kept, *changes.items()])

    def kept(self, **values: str) -> SearchForm:
        """The form with these values of the page's own in its addresses."""
        others = tuple(pair for pair in self.given if pair[0] not in values)
        return replace(self, given=(*others, *values.items()))

    def brief_url(self, asked_as: str, form: str) -> str:
        """Where a brief of this comes from; `asked_as` is "question" or "query"."""
        kept = [(asked_as if n == "query" else n, v) for n, v in self.given if n != "title"]
        pairs = [*kept, ("reader_lang", self.lang), ("format", form)]
        return f"/api/v1/brief?{urlencode(pairs)}"

    def _url(self, pairs: Iterable[tuple[str, str]]) -> str:
        said = urlencode(list(pairs))
        return f"{self._path}?{said}" if said else self._path

    def _chip_name(self, name: str, value: str) -> str:
        if name in _YEARS:
            return f"{phrase(name, self.lang)}: {value}"
        shown = vocabulary.name(_LISTS[name], value, self.lang)
        return phrase("without", self.lang, name=shown) if name == "not_country" else shown


def read(params: QueryParams, lang: str, path: str = "/") -> SearchForm:
    """The form that the address stands for."""
    faults: list[str] = []
    lists = {name: tuple(_codes(params, name, lang, faults)) for name in _LISTS}
    years = {name: _year(params.get(name, ""), lang, faults) for name in _YEARS}
    first, last = years["year_from"], years["year_to"]
    if first is not None and last is not None and first > last:
        faults.append(phrase("years_reversed", lang, first=first, last=last))
    query = " ".join(normalise(params.get("query", "")).split())
    faults += _query_faults(query, lang)
    return SearchForm(
        query=query[:LONGEST_QUERY],
        limit=_limit(params.get("limit", "")),
        filters=Filters(
            lang=lists["lang"],
            country=lists["country"],
            not_country=lists["not_country"],
            type=lists["type"],
            sector=lists["sector"],
            year_from=first,
            year_to=last,
        ),
        given=_given(params, lists, years, query),
        faults=tuple(faults),
        lang=lang,
        _path=path,
    )


def _codes(params: QueryParams, name: str, lang: str, faults: list[str]) -> Iterator[str]:
    known = {code.lower(): code for code in _LISTS[name]}
    for value in dict.fromkeys(filter(None, map(str.strip, params.getlist(name)))):
        code = known.get(value.lower())
        if code:
            yield code
        else:
            shown = value[:_LONGEST_VALUE]
            faults.append(phrase("unknown_value", lang, field=phrase(name, lang), value=shown))


def _year(value: str, lang: str, faults: list[str]) -> int | None:
    text = value.strip()
    if not text:
        return None
    if text.isascii() and text.isdecimal() and _FIRST_YEAR <= int(text[:5]) <= _LAST_YEAR:
        return int(text)
    faults.append(phrase("not_a_year", lang, value=text[:_LONGEST_VALUE]))
    return None


def _query_faults(query: str, lang: str) -> Iterator[str]:
    if query and not any(character.isalnum() for character in query):
        yield phrase("query_empty", lang)
    if len(query) > LONGEST_QUERY:
        yield phrase("query_too_long", lang, n=len(query), most=LONGEST_QUERY)


def _limit(value: str) -> int:
    return int(value) if value in map(str, LIMITS) else LIMITS[0]


def _given(
    params: QueryParams,
    lists: dict[str, tuple[str, ...]],
    years: dict[str, int | None],
    query: str,
) -> tuple[tuple[str, str], ...]:
    texts: Sequence[tuple[str, str]] = [
        ("query", query),
        ("title", params.get("title", "").strip()),
    ]
    said = [pair for pair in texts if pair[1]]
    said += [(name, code) for name, codes in lists.items() for code in codes]
    said += [(name, str(year)) for name, year in years.items() if year is not None]
    return tuple(said)
