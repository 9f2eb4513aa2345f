"""Which works stand in the subject index under what a question asks for.

SubjectsAlike(subjects, vectors).of("Milliseid keelekohvikuid on?")
    ->  {"failte-isteach": (0.83, 0.61), …}
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from corpus.catalogue.subjects import Subject
from search_service.encoding.question_vectors import QuestionVectors


class SubjectsAlike:
    """Safe to share between threads."""

    def __init__(self, subjects: Sequence[Subject], vectors: QuestionVectors) -> None:
        self._subjects = subjects
        self._vectors = vectors

    def of(self, question: str) -> Mapping[str, tuple[float, ...]]:
        """How like the question the subjects of each work are, the likest first."""
        likeness = self._vectors.likeness(question, [each.wordings for each in self._subjects])
        found: dict[str, list[float]] = {}
        for subject, own in sorted(zip(self._subjects, likeness, strict=True), key=lambda e: -e[1]):
            for work in subject.works:
                found.setdefault(work, []).append(own)
        return {work: tuple(own) for work, own in found.items()}

    @property
    def wordings(self) -> tuple[str, ...]:
        """All wordings of all subjects."""
        return tuple(text for subject in self._subjects for text in subject.wordings)
