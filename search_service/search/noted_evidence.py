"""How much what curators noted speaks for a passage that the index found.

    NotedEvidence(noted).lifted("Kes maksab?", found)  ->  the same passages, scores raised

A passage gains by how like the question those noted questions are that it answers, and with all of
its work by those that the work answers and by the subjects under which the work stands. Where
nothing is noted, and where no noted question is like, nothing changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corpus.catalogue.noted_questions import plain, share_held
from search_service.encoding.asked_alike import Likeness
from search_service.encoding.noted_alike import NotedAlike
from search_service.encoding.subjects_alike import CHANCE
from search_service.search.selection import Found

# Chosen on the development list of needs and on answers of the gold set's train and dev splits
# (docs/evaluation.md), beside scores of legs that are spreads.
_CHANCE = 0.5  # likeness of a question that says nothing
_HERE, _WORK, _SUBJECT = 2.0, 2.0, 5.0


class NotedEvidence:
    """Holds no state of its own."""

    def __init__(self, noted: NotedAlike) -> None:
        self._noted = noted

    def prepare(self) -> Iterator[None]:
        """Makes ready what is compared with every question, in small steps."""
        return self._noted.prepare()

    def lifted(self, question: str, found: Sequence[Found], weight: float = 1.0) -> list[Found]:
        """The passages, the best first again; of equal ones the former first stays first."""
        works = {each.document.metadata.work for each in found}
        asked = {
            work: [each for each in likenesses if _is_like(each)]
            for work, likenesses in self._noted.asked.of(question, works).items()
        }
        subjects = self._noted.subjects.of(question, works)
        lifted = []
        for each in found:
            work = each.document.metadata.work
            lift = _lift(each.passage.text, asked.get(work, ()), subjects.get(work, ()))
            lifted.append(each._replace(score=each.score + weight * lift))
        return sorted(lifted, key=lambda each: -each.score)


def _is_like(likeness: Likeness) -> bool:
    return likeness.note.is_answered and likeness.similarity > _CHANCE


def _lift(text: str, asked: Sequence[Likeness], subjects: Sequence[float]) -> float:
    said = plain(text) if asked else ""
    here = [
        each.similarity * share_held(place, said) for each in asked for place in each.note.answers
    ]
    of_work = [each.similarity for each in asked]
    return (
        _HERE * _over(_CHANCE, here)
        + _WORK * _over(_CHANCE, of_work)
        + _SUBJECT * _over(CHANCE, subjects)
    )


def _over(chance: float, likenesses: Sequence[float]) -> float:
    return max(0.0, max(likenesses, default=0.0) - chance)
