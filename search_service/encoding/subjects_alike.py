"""Which works stand in the subject index under what a question asks for.

    SubjectsAlike(subjects, vectors).of("Milliseid keelekohvikuid on?")
        ->  {"failte-isteach": (0.83, 0.61), …}

The last questions' comparisons are remembered, as `asked_alike`'s are.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from functools import lru_cache

from corpus.catalogue.subjects import Subject
from search_service.encoding.question_vectors import NotedVectors, QuestionVectors

CHANCE = 0.45  # likeness that says nothing; chosen on the development list of needs
_LAST = 16  # questions whose comparison is remembered; by hand


class SubjectsAlike:
    """Safe to share between threads."""

    def __init__(self, subjects: Sequence[Subject], vectors: QuestionVectors) -> None:
        self.subjects = subjects
        self._vectors = vectors
        self._known: NotedVectors | None = None
        self._works = frozenset(work for each in subjects for work in each.works)
        self._compared = lru_cache(_LAST)(self._compare)

    def of(
        self, question: str, works: Container[str] | None = None
    ) -> Mapping[str, tuple[float, ...]]:
        """How like the question the subjects are of which each work is an example, likest first.

        The works too: of these, or of all; none that is an example of nothing.
        """
        if not any(works is None or work in works for work in self._works):
            return {}
        found: dict[str, list[float]] = {}
        for subject, own in zip(self.subjects, self.likeness(question), strict=True):
            for work in subject.works:
                if works is None or work in works:
                    found.setdefault(work, []).append(own)
        each_best = {work: tuple(sorted(own, reverse=True)) for work, own in found.items()}
        in_order = sorted(each_best, key=lambda work: (-each_best[work][0], work))
        return {work: each_best[work] for work in in_order}

    def likeness(self, question: str) -> tuple[float, ...]:
        """How like the question each subject is, in the order of `subjects`."""
        return self._compared(question)

    def _compare(self, question: str) -> tuple[float, ...]:
        return tuple(self.prepared().likeness(self._vectors.asked(question)))

    def prepared(self) -> NotedVectors:
        """The vectors of all subjects, encoded where they have not been yet."""
        if self._known is None:
            self._known = self._vectors.noted([each.wordings for each in self.subjects])
        return self._known

    @property
    def wordings(self) -> tuple[str, ...]:
        """All wordings of all subjects."""
        return tuple(text for subject in self.subjects for text in subject.wordings)
