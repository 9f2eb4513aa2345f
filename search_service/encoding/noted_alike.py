"""All that curators noted of what people ask, to be compared with a question.

    NotedAlike.read(folder, table, vectors).subjects.of("Milliseid keelekohvikuid on?")
        ->  {"failte-isteach": (0.83, 0.61), …}

Both parts share the vectors, so that a question is encoded once.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from corpus.catalogue import noted_questions, subjects
from search_service.encoding.asked_alike import AskedAlike
from search_service.encoding.question_vectors import QuestionVectors
from search_service.encoding.subjects_alike import SubjectsAlike


class NotedAlike(NamedTuple):
    """The questions that works answer, and the index of subjects."""

    asked: AskedAlike
    subjects: SubjectsAlike

    @classmethod
    def read(cls, questions: Path, index: Path, vectors: QuestionVectors) -> NotedAlike:
        """As noted in a folder of tables, one a work, and in a table of subjects.

        Raises:
            BadInput: a table cannot be read.
        """
        return cls(
            AskedAlike(noted_questions.read(questions), vectors),
            SubjectsAlike(subjects.read(index), vectors),
        )

    def prepare(self) -> Iterator[None]:
        """Encodes in small steps what setup has not, so that no question waits for it."""
        self.subjects.prepared()
        yield
        yield from self.asked.prepare()

    @property
    def wordings(self) -> tuple[str, ...]:
        """All that is noted."""
        return (*self.asked.wordings, *self.subjects.wordings)
