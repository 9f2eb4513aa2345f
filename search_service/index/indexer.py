"""Keeps the vector index in step with the corpus store.

    Indexer(store, index, encoder, analyzer).sync()

The index carries, on each point, its document's version (id + content hash). `sync` compares
how many points each version has with how many passages the store holds for it: what is
missing, half-written or outdated is put right, whatever happened before. So nothing else needs
to be remembered, and the index can be deleted at any time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from math import log
from typing import NamedTuple

from corpus.documents import Document, Passage
from corpus.store.store import CorpusStore
from search_service.encoding.calibration import treated_as
from search_service.encoding.representation import Batch, PassageVectors, Representation
from search_service.index.conditions import Value
from search_service.index.filters import FILTERS
from search_service.index.port import (
    LENGTH,
    SCHEMA_VERSION,
    USUAL_LENGTH,
    Payload,
    Point,
    VectorIndex,
)
from search_service.index.versions import document_of, version_of

_PASSAGES_A_BATCH = 128  # encoded and written together
_FIELDS = tuple(dict.fromkeys(each.field for each in FILTERS))

Progress = Callable[[int, int], None]
Owned = Sequence[tuple[Document, Passage]]  # passages with their documents


class SyncReport(NamedTuple):
    """What a sync changed, in documents and passages."""

    documents_indexed: int
    documents_removed: int
    passages_indexed: int


TEXT_VERSION = "1"  # changes when `indexed_text` does


def fingerprint(representation: Representation) -> str:
    """A name that changes whenever old index contents would be wrong."""
    return f"{SCHEMA_VERSION}-{TEXT_VERSION}-{representation.mark}"


def indexed_text(document: Document, passage: Passage) -> str:
    """What of a passage is encoded: its document's title, its headings, its text."""
    context = [document.metadata.title, passage.section]
    return "\n".join([*filter(None, context), passage.text])


class Indexer:
    """Writes the store's published documents into the index."""

    def __init__(
        self, store: CorpusStore, index: VectorIndex, representation: Representation
    ) -> None:
        self._store = store
        self._index = index
        self._representation = representation
        self._position = -1

    def behind(self) -> bool:
        """Whether the store has changed since the last sync."""
        return self._store.position() != self._position

    def sync(self, progress: Progress | None = None) -> SyncReport:
        """Brings the index in step; a document's old version is served until the new one is in.

        `progress` is called with (passages done, passages in all), first before there is any.
        """
        position = self._store.position()
        wanted = {
            version_of(document): document
            for document in self._store.documents()
            if document.metadata.status == "published" and document.passages
        }
        present = self._index.versions()
        missing = [d for v, d in wanted.items() if present.get(v) != d.passages]
        outdated = [v for v in present if v not in wanted]
        indexed = self._put(missing, progress)
        if outdated:
            self._index.remove(outdated)
        if self._removed(outdated):
            self._index.purge()
        elif missing or outdated:
            self._index.settle()
        self._position = position
        return SyncReport(len(missing), len(outdated), indexed)

    def _removed(self, outdated: Sequence[str]) -> bool:
        """Whether a document was taken out of the store since the last sync.

        The first sync, which would hear of every removal there ever was, sees only those of which
        the index holds something.
        """
        if self._position < 0:
            kept = {document.id for document in self._store.documents()}
            return any(document_of(version) not in kept for version in outdated)
        return any(c.kind == "remove" for c in self._store.changes_since(self._position))

    def _put(self, documents: Sequence[Document], progress: Progress | None) -> int:
        total = sum(document.passages for document in documents)
        done = 0
        if progress:
            progress(done, total)
        batches = map(_batch, _batches(self._owned_passages(documents)))
        for owned, vectors in self._representation.in_turn(batches):
            self._index.upsert(_points(owned, vectors))
            done += len(owned)
            if progress:
                progress(done, total)
        return done

    def _owned_passages(self, documents: Iterable[Document]) -> Iterable[tuple[Document, Passage]]:
        for document in documents:
            for passage in self._store.passages_of(document.id):
                yield document, passage

    def points(self, owned: Owned) -> list[Point]:
        """What the index holds of these passages."""
        _, texts, langs = _batch(owned)
        return _points(owned, self._representation.passages(texts, langs))


def _batch(owned: Owned) -> Batch[Owned]:
    texts = [indexed_text(document, passage) for document, passage in owned]
    return Batch(owned, texts, [passage.lang for _, passage in owned])


def _points(owned: Owned, vectors: Sequence[PassageVectors]) -> list[Point]:
    return [
        Point(passage.id, each, _payload(document, passage) | _length(each))
        for (document, passage), each in zip(owned, vectors, strict=True)
    ]


def _payload(document: Document, passage: Passage) -> Payload:
    return {
        "document_id": document.id,
        "version": version_of(document),
        "text_lang": treated_as(passage.lang),
        **{field: _plain(getattr(document.metadata, field)) for field in _FIELDS},
    }


def _length(vectors: PassageVectors) -> Payload:
    """What late interaction is freed from; nothing where there is none."""
    if vectors.tokens is None:
        return {}
    return {LENGTH: round(log(len(vectors.tokens) / USUAL_LENGTH), 4)}


def _plain(value: Value) -> str | int | list[str] | None:
    return list(value) if isinstance(value, tuple) else value


def _batches(owned: Iterable[tuple[Document, Passage]]) -> Iterator[Owned]:
    rest = iter(owned)
    while batch := list(islice(rest, _PASSAGES_A_BATCH)):
        yield batch
