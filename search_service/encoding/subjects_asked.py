"""Which subjects of the index a question asks for, and the works that stand under them.

    SubjectsAsked(alike, pairs).of("Milliseid keelekohvikuid on?", "et", {"failte-isteach", …})
        ->  {"failte-isteach": AskedSubjects(0.83, (1.9, -2.4)), …}

Vectors find the subjects that are likest (`subjects_alike`), and these are read together with the
question (`question_pairs`), as `foresight` reads noted questions. That takes a sixth of a second,
so that only lists are made by it; a search asks the vectors alone.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from heapq import nlargest
from typing import NamedTuple

from corpus.catalogue.subjects import Subject
from search_service.encoding.question_pairs import QuestionPairs, beside, in_language, probability
from search_service.encoding.subjects_alike import SubjectsAlike

_READ = 16  # subjects that are read beside the question; for time


class AskedSubjects(NamedTuple):
    """How like a question the subjects of a work are; nothing of one that stands under none."""

    likeness: float = 0.0  # of the likest
    logits: tuple[float, ...] = ()  # of asking the same, of those that were read; greatest first

    @property
    def together(self) -> float:
        """How many of them are asked for, as far as is known: the sum of their probabilities."""
        return sum(map(probability, self.logits))


NO_SUBJECTS = AskedSubjects()


class SubjectsAsked:
    """Holds no state of its own."""

    def __init__(self, alike: SubjectsAlike, pairs: QuestionPairs) -> None:
        self._alike = alike
        self._pairs = pairs

    def likeness(self, question: str, works: Container[str]) -> float:
        """How like the question the likest subject is under which one of these works stands."""
        subjects = self._alike.subjects
        under = [n for n, each in enumerate(subjects) if any(w in works for w in each.named)]
        likeness = self._alike.likeness(question) if under else ()
        return max((likeness[n] for n in under), default=0.0)

    def of(self, question: str, lang: str, works: Container[str]) -> Mapping[str, AskedSubjects]:
        """The subjects of each of these works, those that stand under the most that is asked first.

        Works that only tell of an example too; none that stands under no subject.
        """
        under = self._under(works)
        if not under:
            return {}
        likeness = self._alike.likeness(question)
        known = {at for own in under.values() for at in own}
        read = nlargest(_READ, sorted(known), key=likeness.__getitem__)
        texts = [_text(self._alike.subjects[at], lang) for at in read]
        logits = dict(zip(read, self._pairs.logits(question, texts).tolist(), strict=True))
        found = {
            work: AskedSubjects(
                max(likeness[at] for at in own),
                tuple(sorted((logits[at] for at in own if at in logits), reverse=True)),
            )
            for work, own in under.items()
        }
        return dict(sorted(found.items(), key=lambda item: (*_rank(item[1]), item[0])))

    def _under(self, works: Container[str]) -> dict[str, list[int]]:
        """By number, the subjects under which each of these works stands."""
        under: dict[str, list[int]] = {}
        for at, subject in enumerate(self._alike.subjects):
            for work in subject.named:
                if work in works:
                    under.setdefault(work, []).append(at)
        return under


def _rank(asked: AskedSubjects) -> tuple[float, float]:
    return -asked.together, -asked.likeness


def _text(subject: Subject, lang: str) -> str:
    """A subject as it is read: in the question's language, or else in the other."""
    first, *further = in_language(lang, subject.et, subject.en)
    return beside(first, further or [first])
