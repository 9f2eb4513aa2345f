"""The published documents as pages list them, read again only when the store has changed."""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from corpus.documents import Document, Metadata, Passage
from corpus.errors import NotFound
from corpus.store.store import CorpusStore
from corpus.text.normalising import word_list
from search_service.documents.story import ToldResult, outcome
from search_service.index.conditions import values_of
from search_service.index.filters import FILTERS, Filters

_SUBTITLE = re.compile(r"[:!?]\s|\s[–—-]\s|\s\(")


@dataclass(frozen=True, slots=True)
class Shelf:
    """All published documents, in order of title, and how many have each filter value.

    `by_id` finds one; `versions` has, for a work, its original and translations in order of id.
    """

    documents: tuple[Document, ...]
    counts: dict[str, dict[str, int]]
    by_id: dict[str, Document]
    versions: dict[str, tuple[Document, ...]]
    practices: dict[str, Document]  # by their titles, whole and without the subtitle

    @property
    def passages(self) -> int:
        """How many passages they have."""
        return sum(document.passages for document in self.documents)

    @property
    def words(self) -> int:
        """How many words they have."""
        return sum(document.words for document in self.documents)

    def practice(self, title: str) -> Document | None:
        """The practice of that title, with or without its subtitle, as its translation has it."""
        return self.practices.get(_plain(title))

    def versions_in(self, lang: str, works: Iterable[str]) -> list[Document]:
        """The versions of these works that are in that language."""
        versions = (each for work in works for each in self.versions.get(work, ()))
        return [each for each in versions if each.metadata.lang == lang]

    def matching(self, filters: Filters, title: str = "") -> list[Document]:
        """The documents that fit the filters and have the words in their title."""
        words = title.casefold().split()
        return [
            document
            for document in self.documents
            if filters.fit(document.metadata)
            and all(word in document.metadata.title.casefold() for word in words)
        ]


class _Kept(NamedTuple):
    position: int
    shelf: Shelf


class _KeptOutcomes(NamedTuple):
    position: int
    outcomes: dict[str, ToldResult]


class PublishedDocuments:
    """Reads the shelf from the store, and keeps it while the store stays the same."""

    def __init__(self, store: CorpusStore) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._kept: _Kept | None = None
        self._outcomes: _KeptOutcomes | None = None

    def shelf(self) -> Shelf:
        """The shelf as the store has it now."""
        position = self._store.position()
        with self._lock:
            if self._kept is None or self._kept.position != position:
                self._kept = _Kept(position, _shelf(self._store.documents()))
            return self._kept.shelf

    def outcomes(self) -> dict[str, ToldResult]:
        """What the results of each published practice come to, by the document's id."""
        shelf, position = self.shelf(), self._store.position()
        with self._lock:
            if self._outcomes is None or self._outcomes.position != position:
                practices = (d.id for d in shelf.documents if d.metadata.type == "practice")
                read = {each: outcome(self._store.passages_of(each)) for each in practices}
                self._outcomes = _KeptOutcomes(position, read)
            return self._outcomes.outcomes

    def document(self, document_id: str) -> Document:
        """The published document of that id.

        Raises:
            NotFound: there is none.
        """
        document = self._store.document(document_id)
        if document.metadata.status != "published":
            raise NotFound(f"document '{document_id}': not published")
        return document

    def passage(self, document: Document, passage_id: str | None) -> Passage | None:
        """The passage of that id where it is the document's."""
        found = self._store.passages([passage_id]).get(passage_id) if passage_id else None
        return found if found and found.document_id == document.id else None


def short_title(title: str) -> str:
    """The title without the subtitle."""
    return _SUBTITLE.split(title)[0]


def _shelf(documents: list[Document]) -> Shelf:
    published = [d for d in documents if d.metadata.status == "published"]
    published.sort(key=lambda document: (document.metadata.title.casefold(), document.id))
    counted = Counter(pair for document in published for pair in _values(document.metadata))
    counts: dict[str, dict[str, int]] = {}
    for (name, value), n in counted.items():
        counts.setdefault(name, {})[value] = n
    by_id = {document.id: document for document in sorted(published, key=lambda d: d.id)}
    versions: dict[str, tuple[Document, ...]] = {}
    for document in by_id.values():
        work = document.metadata.work
        versions[work] = (*versions.get(work, ()), document)
    return Shelf(tuple(published), counts, by_id, versions, _by_title(published))


def _by_title(documents: Sequence[Document]) -> dict[str, Document]:
    """Practices by title; a whole title goes before another's short one, an original first."""
    practices = [d for d in documents if d.metadata.type == "practice"]
    practices.sort(key=lambda document: document.metadata.translation_of is None)
    short = {_plain(short_title(d.metadata.title)): d for d in practices}
    whole = {_plain(d.metadata.title): d for d in practices}
    found = short | whole
    found.pop("", None)
    return found


def _plain(title: str) -> str:
    """A title as people type it: no capitals, no marks."""
    return " ".join(word_list(title.casefold()))


def _values(metadata: Metadata) -> Iterator[tuple[str, str]]:
    """Each filter that the document is found by, with its value there."""
    for each in FILTERS:
        if each.rule == "any of":
            for value in values_of(getattr(metadata, each.field)):
                yield each.name, value
