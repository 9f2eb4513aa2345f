"""What a practice is beside: the nearest practices abroad, and the documents that mention it.

    nearest_abroad(shelf, practice, "et")  ->  [Near(Document(…), shared=("elderly-care", …)), …]

By the catalogue and by words alone, without a model; `compare` weighs likeness by meaning.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from corpus.documents import Document, Metadata
from corpus.store.store import CorpusStore
from search_service.documents.overviews import in_language, practices
from search_service.documents.shelf import Shelf, short_title

NEAREST = 5  # practices; by hand, as many as a reader looks through
MENTIONS = 12  # documents; by hand
_SHORTEST = 5  # letters of a title that is looked for; shorter ones are words of all days
_SHARED = (("sectors", 1.0), ("methods", 2.0), ("target_groups", 2.0))  # by hand: a sector is wide


class Near(NamedTuple):
    """A practice of another country, and the catalogue's terms that both have, by field."""

    document: Document
    shared: dict[str, tuple[str, ...]]


def nearest_abroad(shelf: Shelf, practice: Document, lang: str) -> list[Near]:
    """Those that share most of the catalogue's terms, in order; those that share none are left."""
    own = practice.metadata
    near = [
        Near(other, _shared(own, other.metadata))
        for other in practices(shelf, lang)
        if other.metadata.country not in (None, own.country)
    ]
    near = [each for each in near if each.shared]
    near.sort(key=lambda each: -sum(w * len(each.shared.get(field, ())) for field, w in _SHARED))
    return near[:NEAREST]


def mentions(store: CorpusStore, shelf: Shelf, practice: Document, lang: str) -> list[Document]:
    """The other works that call it by its short title, each once."""
    name = short_title(practice.metadata.title)
    if len(name) < _SHORTEST:
        return []
    found = store.passages(store.passages_with([name])).values()
    documents = (shelf.by_id.get(passage.document_id) for passage in found)
    others = [d for d in documents if d and d.metadata.work != practice.metadata.work]
    return in_language(shelf, others, lang)[:MENTIONS]


def _shared(one: Metadata, other: Metadata) -> dict[str, tuple[str, ...]]:
    return dict(_fields(one, other))


def _fields(one: Metadata, other: Metadata) -> Iterator[tuple[str, tuple[str, ...]]]:
    for field, _ in _SHARED:
        if both := tuple(term for term in getattr(one, field) if term in getattr(other, field)):
            yield field, both
