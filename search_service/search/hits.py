"""What a search gives back: hits, best first.

Differs from `selection`, which chooses among what the index found; a hit is what was chosen, with
its rank and the other versions of its document.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from corpus.documents import Document, Passage
from search_service.documents.shelf import Shelf
from search_service.encoding.subjects_asked import NO_SUBJECTS, AskedSubjects
from search_service.search.selection import Found


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A passage found: `rank` from 1, `score` higher is better.

    `translations` are the published documents that say the same in another language.
    """

    rank: int
    score: float
    passage: Passage
    document: Document
    translations: tuple[Document, ...] = ()


class FoundWork(NamedTuple):
    """A work that was found: its best passage, and how many of its passages were.

    `subjects` says how like the query the subjects are under which the work stands.
    """

    hit: SearchHit
    passages: int
    subjects: AskedSubjects = NO_SUBJECTS


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The hits, best first; `lang` is the query's language.

    `spelt` is the query as the library would write it, where it was typed otherwise.
    """

    query: str
    lang: str
    hits: tuple[SearchHit, ...]
    took_ms: float
    spelt: str | None = None

    @property
    def wording(self) -> str:
        """The query as it is understood."""
        return self.spelt or self.query


def ranked(chosen: Sequence[Found], shelf: Shelf) -> tuple[SearchHit, ...]:
    """What was chosen, best first, as hits."""
    return tuple(
        SearchHit(rank, score, passage, document, _others(document, shelf))
        for rank, (passage, document, score) in enumerate(chosen, start=1)
    )


def _others(document: Document, shelf: Shelf) -> tuple[Document, ...]:
    versions = shelf.versions.get(document.metadata.work, ())
    return tuple(other for other in versions if other.id != document.id)
