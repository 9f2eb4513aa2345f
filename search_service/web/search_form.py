"""The search form: read from an address, checked, and shown again with its filters.

    read({"query": "kodutus", "country": "FI"}, "et")  ->  SearchForm(query="kodutus", …)

An address may say anything; what is wrong becomes a fault in the reader's language, beside the
form, where `filters` and `bodies` tell programs the same in English.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from corpus.catalogue.vocabulary import strength
from corpus.text.normalising import normalise
from search_service.documents.facets import choices
from search_service.documents.shelf import Shelf
from search_service.index.filters import FILTERS, Chosen, Filter, Filters, reversed_bounds
from search_service.phrases.alphabet import place
from search_service.phrases.phrases import number, phrase
from search_service.queries.query_text import LONGEST_QUERY
from search_service.web.work_results import SORTS

_MOST_OPTIONS = 20  # of a list of the catalogue's own terms, the commonest; by hand

_BY_NAME = {each.name: each for each in FILTERS}
_LISTED = [each for each in FILTERS if each.rule == "any of"]
# Of few values, which stand beside the years, in this order: how sure one may be comes first.
_NARROW = ("evidence_level", "type", "lang")
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
    filters: Filters
    given: tuple[tuple[str, str], ...]
    faults: tuple[str, ...]
    lang: str
    sort: str = SORTS[0]
    part: int = 1
    wrong: Mapping[str, str] = field(default_factory=dict)
    _path: str = field(default="/")

    @property
    def filtered(self) -> bool:
        """Whether any filter is in force."""
        return self.filters != Filters()

    def typed(self, name: str) -> str:
        """What stands in the field of a year: what is in force, else the wrong thing as typed."""
        return self.wrong.get(name) or str(getattr(self.filters, name) or "")

    def is_wrong(self, name: str) -> bool:
        """Whether what was typed in that field is no year."""
        return name in self.wrong

    @property
    def narrow_lists(self) -> list[tuple[str, str]]:
        """The filters of a few values to choose from, and what readers see them called."""
        return [(name, phrase(_BY_NAME[name].phrase, self.lang)) for name in _NARROW]

    @property
    def wide_lists(self) -> list[tuple[str, str]]:
        """The same of many values."""
        return [(e.name, phrase(e.phrase, self.lang)) for e in _LISTED if e.name not in _NARROW]

    @property
    def bounds(self) -> list[tuple[str, str, object]]:
        """The filters that are a year, what they are called, and what is chosen."""
        return [
            (each.name, phrase(each.phrase, self.lang), self.filters.chosen(each))
            for each in FILTERS
            if not each.many
        ]

    def options(self, name: str, shelf: Shelf, title: str = "") -> list[Option]:
        """The values of a filter with the works that each would bring, the other filters as set.

        In order of name; of a few values, and of the catalogue's own terms, the commonest first,
        but levels of evidence the strongest first.
        """
        chosen = getattr(self.filters, name)
        described = _BY_NAME[name]
        counts = choices(shelf, self.filters, described, title)
        counts |= {value: 0 for value in chosen if value not in counts}
        options = [
            Option(value, described.value_name(value, self.lang), n, value in chosen)
            for value, n in counts.items()
        ]
        if described.vocabulary is None:
            return [o for at, o in enumerate(options) if o.chosen or at < _MOST_OPTIONS]
        if name == "evidence_level":
            return sorted(options, key=lambda option: -strength(option.value))
        if name in _NARROW:
            return options
        return sorted(options, key=lambda option: place(option.name, self.lang))

    def sorts(self, first: str = "") -> list[tuple[str, str, bool]]:
        """The orders: what each is called, its address, whether it is in force.

        `first` is what the first is called where nothing was searched for.
        """
        names = {
            "relevance": first or phrase("sort_relevance", self.lang),
            "newest": phrase("sort_newest", self.lang),
            "evidence": phrase("sort_evidence", self.lang),
        }
        return [(names[each], self._sorted_url(each), each == self.sort) for each in SORTS]

    def part_url(self, part: int) -> str:
        """The address of another part of the results."""
        return self.url(part=str(part))

    def _sorted_url(self, sort: str) -> str:
        kept = (pair for pair in self.given if pair[0] not in ("sort", "part"))
        return self._url([*kept, *([("sort", sort)] if sort != SORTS[0] else [])])

    def chips(self) -> list[Chip]:
        """The filters in force, each with the address that takes it away."""
        first = [pair for pair in self.given if pair[0] != "part"]
        return [
            Chip(self._chip_name(name, value), self._url(p for p in first if p != pair))
            for pair in self.given
            for name, value in [pair]
            if name in _BY_NAME
        ]

    def unfiltered_url(self) -> str:
        """The address with the question alone."""
        return self._url(p for p in self.given if p[0] not in _BY_NAME)

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
        own = ("title", "sort", "part")
        kept = [(asked_as if n == "query" else n, v) for n, v in self.given if n not in own]
        pairs = [*kept, ("reader_lang", self.lang), ("format", form)]
        return f"/api/v1/brief?{urlencode(pairs)}"

    def _url(self, pairs: Iterable[tuple[str, str]]) -> str:
        said = urlencode(list(pairs))
        return f"{self._path}?{said}" if said else self._path

    def _chip_name(self, name: str, value: str) -> str:
        described = _BY_NAME[name]
        shown = described.value_name(value, self.lang)
        if not described.many:
            return f"{phrase(described.phrase, self.lang)}: {shown}"
        return phrase("without", self.lang, name=shown) if described.excludes else shown


def read(params: QueryParams, lang: str, path: str = "/") -> SearchForm:
    """The form that the address stands for."""
    faults: list[str] = []
    chosen = {each.name: _chosen(each, params, lang, faults) for each in FILTERS}
    filters = Filters(**chosen)  # type: ignore[arg-type]  # each is of its own filter's type
    for first, last in reversed_bounds(filters):
        years = {"first": filters.chosen(first), "last": filters.chosen(last)}
        faults.append(phrase("years_reversed", lang, **years))
    query = " ".join(normalise(params.get("query", "")).split())
    faults += _query_faults(query, lang)
    return SearchForm(
        query=query[:LONGEST_QUERY],
        filters=filters,
        given=_given(params, filters, query),
        faults=tuple(faults),
        lang=lang,
        sort=_sort(params),
        part=_part(params),
        wrong=_wrong_years(params, filters),
        _path=path,
    )


def _chosen(each: Filter, params: QueryParams, lang: str, faults: list[str]) -> Chosen:
    if each.many:
        return tuple(_codes(each, params.getlist(each.name), lang, faults))
    return _year(params.get(each.name, ""), lang, faults)


def _codes(each: Filter, values: list[str], lang: str, faults: list[str]) -> Iterator[str]:
    for value in dict.fromkeys(filter(None, map(str.strip, values))):
        code = each.code(value)
        if code:
            yield code
        else:
            said = {"field": phrase(each.phrase, lang), "value": value[:_LONGEST_VALUE]}
            faults.append(phrase("unknown_value", lang, **said))


def _year(value: str, lang: str, faults: list[str]) -> int | None:
    text = value.strip()
    if not text:
        return None
    if text.isascii() and text.isdecimal() and _FIRST_YEAR <= int(text[:5]) <= _LAST_YEAR:
        return int(text)
    faults.append(phrase("not_a_year", lang, value=text[:_LONGEST_VALUE]))
    return None


def _wrong_years(params: QueryParams, filters: Filters) -> dict[str, str]:
    typed = {each.name: params.get(each.name, "").strip() for each in FILTERS if not each.many}
    return {
        name: text[:_LONGEST_VALUE]
        for name, text in typed.items()
        if text and getattr(filters, name) is None
    }


def _query_faults(query: str, lang: str) -> Iterator[str]:
    if query and not any(character.isalnum() for character in query):
        yield phrase("query_empty", lang)
    if len(query) > LONGEST_QUERY:
        n, most = number(len(query), lang), number(LONGEST_QUERY, lang)
        yield phrase("query_too_long", lang, n=n, most=most)


def _sort(params: QueryParams) -> str:
    sort = params.get("sort", "")
    return sort if sort in SORTS else SORTS[0]


def _part(params: QueryParams) -> int:
    part = params.get("part", "")
    return int(part[:4]) if part.isascii() and part.isdecimal() else 1


def _given(params: QueryParams, filters: Filters, query: str) -> tuple[tuple[str, str], ...]:
    said = [("query", query), ("title", params.get("title", "").strip())]
    said = [pair for pair in said if pair[1]]
    for each in FILTERS:
        chosen = filters.chosen(each)
        values = chosen if isinstance(chosen, tuple) else (chosen,)
        said += [(each.name, str(value)) for value in values if value is not None]
    if (sort := _sort(params)) != SORTS[0]:
        said.append(("sort", sort))
    return tuple(said)
