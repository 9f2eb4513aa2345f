"""The library by country, sector, method, target group, funder and organisation.

    values(shelf, KINDS["country"])               ->  {"EE": 60, "DE": 12, …}
    works_with(shelf, KINDS["country"], "FI", "et")  ->  [Document(…), …]

A document and its translations are one work, counted once and shown in the reader's language
where it has that version. Differs from `facets`, which counts after filters and only by what
search can be narrowed down by.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from corpus.documents import Document
from search_service.documents.facets import FACETS
from search_service.documents.shelf import Shelf
from search_service.index.conditions import values_of
from search_service.index.filters import Filter
from search_service.phrases.phrases import phrase_key

_FILTERS = {each.name: each for each in FACETS}


class OverviewKind(NamedTuple):
    """What works are put together by: `name` is that of its address, `field` the catalogue's.

    `title` is the key of a phrase; `filter` is None where search knows no such filter.
    """

    name: str
    field: str
    title: str
    filter: Filter | None = None

    def value_name(self, value: str, lang: str) -> str:
        """What readers see the value called."""
        return self.filter.value_name(value, lang) if self.filter else value


def _filtered(name: str, title: str) -> OverviewKind:
    each = _FILTERS[name]
    return OverviewKind(name.replace("_", "-"), each.field, title, each)


_ALL = (
    _filtered("country", phrase_key("country")),
    _filtered("sector", phrase_key("sector")),
    _filtered("method", phrase_key("method")),
    _filtered("target_group", phrase_key("target_group")),
    _filtered("funder", phrase_key("funder")),
    OverviewKind("organisation", "organisations", phrase_key("organisation")),
)
KINDS: Mapping[str, OverviewKind] = {kind.name: kind for kind in _ALL}


def values(shelf: Shelf, kind: OverviewKind) -> dict[str, int]:
    """The works by value, the commonest first; spellings that differ by capitals are one."""
    works: dict[str, set[str]] = {}
    spelt: dict[str, str] = {}
    for document in shelf.by_id.values():
        for value in _values(document, kind):
            spelt.setdefault(value.casefold(), value)
            works.setdefault(value.casefold(), set()).add(document.metadata.work)
    ordered = sorted(works, key=lambda value: (-len(works[value]), value))
    return {spelt[value]: len(works[value]) for value in ordered}


def works_with(shelf: Shelf, kind: OverviewKind, value: str, lang: str) -> list[Document]:
    """The works that have the value, each in the reader's language if there is such a version."""
    wanted = value.casefold()
    having = (d for d in shelf.documents if wanted in map(str.casefold, _values(d, kind)))
    return in_language(shelf, having, lang)


def practices(shelf: Shelf, lang: str) -> list[Document]:
    """All practices, each once."""
    found = (d for d in shelf.documents if d.metadata.type == "practice")
    return in_language(shelf, found, lang)


def in_language(shelf: Shelf, documents: Iterable[Document], lang: str) -> list[Document]:
    """The works of these documents, each once, in the version for a reader of the language."""
    works = dict.fromkeys(document.metadata.work for document in documents)
    return [version(shelf, work, lang) for work in works]


def version(shelf: Shelf, work: str, lang: str) -> Document:
    """The work in that language; else the original, or what there is of it."""
    versions = shelf.versions[work]
    fitting = (each for each in versions if each.metadata.lang == lang)
    return next(fitting, shelf.by_id.get(work, versions[0]))


def _values(document: Document, kind: OverviewKind) -> tuple[str, ...]:
    return values_of(getattr(document.metadata, kind.field))
