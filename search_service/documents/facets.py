"""How many works have each value of a filter, after the filters in force.

    facets(shelf.matching(Filters(country=("DK",))))  ->  {"type": {"practice": 9, "policy": 2}, …}

A document and its translations are one work and count once. Differs from `Shelf.counts`, which
knows no filters.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from corpus.documents import Document, Metadata
from search_service.documents.shelf import Shelf
from search_service.index.conditions import values_of
from search_service.index.filters import FILTERS, Filter, Filters

FACETS = tuple(each for each in FILTERS if each.rule == "any of")
YEARS = "year"

Counts = dict[str, int]  # value: works


def works(documents: Iterable[Document]) -> int:
    """How many works the documents are versions of."""
    return len({document.metadata.work for document in documents})


def facets(fitting: Sequence[Document]) -> dict[str, Counts]:
    """The works that fit all filters, by each facet's value, the commonest first; and by year."""
    counted = {each.name: _counts(fitting, each.field) for each in FACETS}
    return counted | {YEARS: years(fitting)}


def choices(shelf: Shelf, filters: Filters, facet: Filter, title: str = "") -> Counts:
    """The works by value of one facet, as if nothing were chosen of it; `title` as `matching`.

    A reader sees by it what another value would bring, since values of one facet are alternatives.
    """
    others = replace(filters, **{facet.name: ()})  # type: ignore[arg-type]
    return _counts(shelf.matching(others, title), facet.field)


def years(documents: Iterable[Document]) -> Counts:
    """The works by year, the earliest first."""
    pairs = {(d.metadata.work, d.metadata.year) for d in documents if d.metadata.year is not None}
    counted = Counter(year for _, year in pairs)
    return {str(year): counted[year] for year in sorted(counted)}


def _counts(documents: Iterable[Document], field: str) -> Counts:
    pairs = {(d.metadata.work, value) for d in documents for value in _values(d.metadata, field)}
    counted = Counter(value for _, value in pairs)
    return dict(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])))


def _values(metadata: Metadata, field: str) -> tuple[str, ...]:
    return values_of(getattr(metadata, field))
