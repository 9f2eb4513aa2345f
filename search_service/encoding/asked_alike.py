"""Which of the questions noted for works are like the one that is asked.

    AskedAlike(noted, vectors).of("Kes seda rahastab?", ["nula"])
        ->  {"nula": (Likeness(NotedQuestion("money", …), 0.83), …)}

The search, what is read and its close reading compare one question with the same works: the last
comparisons are remembered.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from typing import NamedTuple

from corpus.catalogue.noted_questions import Noted, NotedQuestion
from search_service.encoding.question_vectors import NotedVectors, QuestionVectors

_LAST = 1_000  # comparisons with a work that are remembered: of some ten questions; by hand


class Likeness(NamedTuple):
    """A noted question, and how like it is to the one that is asked; 1 at most."""

    note: NotedQuestion
    similarity: float


class AskedAlike:
    """Safe to share between threads; what is noted stays as it was when this was made."""

    def __init__(self, noted: Noted, vectors: QuestionVectors) -> None:
        self._noted = {work: notes for work, notes in noted.items() if notes}
        self._vectors = vectors
        self._of_works: dict[str, NotedVectors] = {}
        self._compared = lru_cache(_LAST)(self._compare)

    def of(self, question: str, works: Iterable[str]) -> Mapping[str, tuple[Likeness, ...]]:
        """How like the question those noted for these works are; no entry for other works."""
        return {work: self._compared(question, work) for work in {*works} if work in self._noted}

    def nearest(self, question: str, work: str, at: int) -> tuple[NotedQuestion, str]:
        """The work's noted question at this place, and which of its wordings is nearest."""
        note = self._noted[work][at]
        cosines = self._known(work).of(at) @ self._vectors.asked(question)
        return note, note.wordings[int(cosines.argmax())]

    def in_vain(self, question: str, works: Container[str]) -> float:
        """How like it the likest question is that one of these works does not answer; 0 for none.

        To say that the matter is not known is no answer here.
        """
        unanswered, vectors = self._unanswered
        if not any(work in works for work in unanswered):
            return 0.0
        likeness = vectors.likeness(self._vectors.asked(question))
        among = zip(unanswered, likeness, strict=True)
        return max((own for work, own in among if work in works), default=0.0)

    def noted(self, work: str) -> tuple[NotedQuestion, ...]:
        """The questions noted for a work; none for an unknown one."""
        return self._noted.get(work, ())

    def prepare(self) -> Iterator[None]:
        """Encodes what has not been encoded yet, a work at each step."""
        for work in self._noted:
            self._known(work)
            yield
        _ = self._unanswered
        yield

    @property
    def wordings(self) -> tuple[str, ...]:
        """All that is noted for any work."""
        return tuple(t for own in self._noted.values() for note in own for t in note.wordings)

    @cached_property
    def _unanswered(self) -> tuple[list[str], NotedVectors]:
        """The works of all questions that their work does not answer, and the questions."""
        found = [
            (work, note.wordings)
            for work, notes in self._noted.items()
            for note in notes
            if not note.is_answered
        ]
        return [work for work, _ in found], self._vectors.noted([own for _, own in found])

    def _compare(self, question: str, work: str) -> tuple[Likeness, ...]:
        likeness = self._known(work).likeness(self._vectors.asked(question))
        return tuple(map(Likeness, self._noted[work], likeness))

    def _known(self, work: str) -> NotedVectors:
        if work not in self._of_works:
            wordings = [note.wordings for note in self._noted[work]]
            self._of_works[work] = self._vectors.noted(wordings)
        return self._of_works[work]
