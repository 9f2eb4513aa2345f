"""Which of the questions noted for works are like the one that is asked.

AskedAlike(noted, vectors).of("Kes seda rahastab?", ["nula"])
    ->  {"nula": (Likeness(NotedQuestion("money", …), 0.83), …)}
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from corpus.catalogue.noted_questions import Noted, NotedQuestion
from search_service.encoding.question_vectors import QuestionVectors


class Likeness(NamedTuple):
    """A noted question, and how like it is to the one that is asked; 1 at most."""

    note: NotedQuestion
    similarity: float


class AskedAlike:
    """Safe to share between threads; what is noted stays as it was when this was made."""

    def __init__(self, noted: Noted, vectors: QuestionVectors) -> None:
        self._noted = {work: notes for work, notes in noted.items() if notes}
        self._vectors = vectors

    def of(self, question: str, works: Iterable[str]) -> Mapping[str, tuple[Likeness, ...]]:
        """How like the question those noted for these works are; no entry for other works."""
        noted = {work: self._noted[work] for work in {*works} & {*self._noted}}
        if not noted:
            return {}
        wordings = [note.wordings for own in noted.values() for note in own]
        found = iter(self._vectors.likeness(question, wordings))
        return {
            work: tuple(Likeness(note, next(found)) for note in own) for work, own in noted.items()
        }

    @property
    def wordings(self) -> tuple[str, ...]:
        """All that is noted for any work."""
        return tuple(t for own in self._noted.values() for note in own for t in note.wordings)
