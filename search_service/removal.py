"""Takes a document out of everything derived, and counts anew what is left of it.

    Removal(store, sources, pictures, encodings, index).remove("vunki-mano")  ->  Receipt(…)

The store goes first: whatever is interrupted after that, no search can find the document again.
An index that a running service owns is emptied by the service, which follows the store. What is
deleted is gone from the files too: databases are written anew, the index's segments as well; in
the store's feed a hash of the id stays. The receipt alone still names the document.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from corpus.documents import Document
from corpus.errors import NotFound
from corpus.sources import SourceFiles
from corpus.store.store import CorpusStore
from search_service.documents.pictures import PagePictures
from search_service.encoding.cached_encoder import CachedEncoder
from search_service.index.indexer import indexed_text
from search_service.index.port import VectorIndex
from search_service.index.versions import document_of
from search_service.service_client import Json, ServiceClient

_PATIENCE_SECONDS = 60.0
_STEP_SECONDS = 0.2

Counts = dict[str, int]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was removed of a document, and what a second count found; `left` should be all 0."""

    document: Document
    translations: tuple[str, ...]
    removed: Counts
    left: Counts
    at: datetime

    @property
    def clean(self) -> bool:
        """Whether nothing is left."""
        return not any(self.left.values())


class IndexSide(Protocol):
    """The index as a removal sees it: this process's own, or a running service's."""

    def points(self, document_id: str) -> int:
        """How many points the document has."""

    def forget(self, document_id: str) -> None:
        """Sees that it has none."""


class OwnIndex:
    """The index that this process holds."""

    def __init__(self, index: VectorIndex) -> None:
        self._index = index

    def points(self, document_id: str) -> int:
        """As the engine counts them."""
        return sum(self._versions(document_id).values())

    def forget(self, document_id: str) -> None:
        """Takes the points of every version out, and out of the engine's files."""
        if versions := self._versions(document_id):
            self._index.remove(versions)
        self._index.purge()

    def _versions(self, document_id: str) -> Counts:
        found = self._index.versions().items()
        return {v: n for v, n in found if document_of(v) == document_id}


class ServiceIndex:
    """The index of the service that runs on the same data folder and follows the store."""

    def __init__(self, service: ServiceClient, patience: float = _PATIENCE_SECONDS) -> None:
        self._service = service
        self._patience = patience

    def points(self, document_id: str) -> int:
        """As the service counts them."""
        return int(str(self._state(document_id)["index"]))

    def forget(self, document_id: str) -> None:
        """Waits until the service has taken them out, and written its index anew without them."""
        end = time.monotonic() + self._patience
        while time.monotonic() < end:
            state = self._state(document_id)
            if not state["index"] and not state["behind"]:
                return
            time.sleep(_STEP_SECONDS)

    def _state(self, document_id: str) -> Json:
        return self._service.get(f"/api/v1/documents/{document_id}/indexed")


class Removal:
    """Removes documents and writes receipts."""

    def __init__(
        self,
        store: CorpusStore,
        sources: SourceFiles,
        pictures: PagePictures,
        encodings: CachedEncoder,
        index: IndexSide,
    ) -> None:
        self._store = store
        self._sources = sources
        self._pictures = pictures
        self._encodings = encodings
        self._index = index

    def remove(self, document_id: str) -> Receipt:
        """The document's receipt, after it was taken out of store, index, caches and sources.

        Raises:
            NotFound: there is no such document.
        """
        document = self._store.document(document_id)
        texts = self._texts(document)
        translations = self._store.translations(document_id)
        before = self._count(document, texts)
        self._store.remove(document_id)
        self._index.forget(document_id)
        self._encodings.forget(texts)
        self._pictures.forget_all_but(each.source_hash for each in self._store.documents())
        if not self._store.documents_of(document.source_hash):
            self._sources.forget(document.source_hash)
        self._store.scrub()
        return Receipt(
            document,
            tuple(d.id for d in translations if d.metadata.translation_of == document_id),
            before,
            self._count(document, texts),
            datetime.now(UTC).replace(microsecond=0),
        )

    def _texts(self, document: Document) -> list[str]:
        """What was encoded of it, also before something was held back or masked."""
        shown = self._store.passages_of(document.id)
        passages = {*shown, *self._store.passages_of(document.id, whole=True)}
        return sorted({indexed_text(document, passage) for passage in passages})

    def _count(self, document: Document, texts: list[str]) -> Counts:
        owned = self._alone(document)
        return {
            "store": self._in_store(document.id),
            "index": self._index.points(document.id),
            "caches": self._encodings.kept(texts) + owned(self._pictures.kept),
            "sources": owned(self._is_kept),
        }

    def _alone(self, document: Document) -> Callable[[Callable[[str], int]], int]:
        """Counts by content, 0 while another document has the same content and needs it too."""
        others = [d for d in self._store.documents_of(document.source_hash) if d.id != document.id]
        return lambda count: 0 if others else count(document.source_hash)

    def _in_store(self, document_id: str) -> int:
        documents = len(self._store.documents([document_id]))
        pages = self._store.pages(document_id)
        passages = self._store.passages_of(document_id, whole=True)
        findings = self._store.personal.findings(document_id)
        said = self._store.feedback.of_document(document_id)
        return documents + len(pages) + len(passages) + len(findings) + len(said)

    def _is_kept(self, source_hash: str) -> int:
        with suppress(NotFound):
            self._sources.path(source_hash)
            return 1
        return 0
