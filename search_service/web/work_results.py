"""What was found, by work: each with its best passages, in a chosen order, in parts.

    shown(hits, "newest", 2)  ->  ResultsPart(works=…, part=2, parts=3, nearest=27)

Differs from `search.selection`, which chooses passages; here they are only put together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from corpus.catalogue.vocabulary import strength
from corpus.documents import Document
from search_service.search.hits import SearchHit

PASSAGES = 50  # looked for, by hand: some 25 works, in half as much again of the time of ten
WORKS_A_PART = 10


class WorkResult(NamedTuple):
    """A work in the version that was found, and its passages, best first."""

    document: Document
    hits: tuple[SearchHit, ...]
    translations: tuple[Document, ...]


class ResultsPart(NamedTuple):
    """One part of the works found, from 1; `nearest` is how many there are in all."""

    works: Sequence[WorkResult]
    part: int
    parts: int
    nearest: int


_ORDERS: dict[str, Callable[[Document], int]] = {
    "relevance": lambda _: 0,
    "newest": lambda document: -(document.metadata.year or 0),
    "evidence": lambda document: -strength(document.metadata.evidence_level),
}
SORTS = tuple(_ORDERS)


def shown(hits: Sequence[SearchHit], sort: str, part: int) -> ResultsPart:
    """The works of one part; equals stay in order of relevance."""
    works = sorted(_by_work(hits), key=lambda work: _ORDERS[sort](work.document))
    parts = max(1, -(-len(works) // WORKS_A_PART))
    part = min(max(part, 1), parts)
    first = (part - 1) * WORKS_A_PART
    return ResultsPart(works[first : first + WORKS_A_PART], part, parts, len(works))


def in_order(documents: Iterable[Document], sort: str) -> list[Document]:
    """The documents in that order; equals stay as they are, for "relevance" all do."""
    return sorted(documents, key=_ORDERS[sort])


def _by_work(hits: Sequence[SearchHit]) -> list[WorkResult]:
    found: dict[str, WorkResult] = {}
    for hit in hits:
        work = hit.document.metadata.work
        known = found.get(work) or WorkResult(hit.document, (), hit.translations)
        found[work] = known._replace(hits=(*known.hits, hit))
    return list(found.values())
