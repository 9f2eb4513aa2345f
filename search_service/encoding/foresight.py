"""Whether what curators noted leads one to expect an answer to a question.

    Foresight(alike, pairs).of("Kes seda rahastab?", "et", {"nula": "NULA"}, {"nula", "ohjaamo"})
        ->  Foreseen(in_vain=0.41, answered=0.97, unanswered=0.02)

Vectors find the noted questions that are likest to it (`asked_alike`), and these are read together
with it (`question_pairs`), as a cross-encoder reads again what a search has found: by vectors a
near miss may be as like what is answered as another wording of it.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from heapq import nlargest
from typing import NamedTuple

from corpus.catalogue.noted_questions import NotedQuestion
from search_service.encoding.asked_alike import AskedAlike
from search_service.encoding.question_pairs import QuestionPairs, beside, in_language, probability

_READ = 3  # noted questions that are read beside the one asked; with 12 no more is refused


class Foreseen(NamedTuple):
    """What is noted of questions like one; nothing where nothing is noted."""

    in_vain: float = 0.0  # how like it the likest is that a work of the library does not answer
    answered: float = 0.0  # how likely one that a work read answers asks the same
    unanswered: float = 0.0  # the same of one that a work read does not answer


UNFORESEEN = Foreseen()


class Foresight:
    """Holds no state of its own."""

    def __init__(self, alike: AskedAlike, pairs: QuestionPairs) -> None:
        self._alike = alike
        self._pairs = pairs

    def of(
        self, question: str, lang: str, titles: Mapping[str, str], works: Container[str]
    ) -> Foreseen:
        """What is foreseen of a question.

        `titles` are those of the works that are read for it, `works` all that it is put to.
        """
        read = list(self._same(question, lang, titles))
        return Foreseen(
            self._alike.in_vain(question, works),
            max((same for note, same in read if note.is_answered), default=0.0),
            max((same for note, same in read if not note.is_answered), default=0.0),
        )

    def _same(
        self, question: str, lang: str, titles: Mapping[str, str]
    ) -> Iterator[tuple[NotedQuestion, float]]:
        """The likest noted questions of the works, and how likely each asks the same."""
        every = [
            (each.similarity, work, at)
            for work, own in self._alike.of(question, titles).items()
            for at, each in enumerate(own)
        ]
        notes, texts = [], []
        for _, work, at in nlargest(_READ, every):
            note, nearest = self._alike.nearest(question, work, at)
            notes.append(note)
            texts.append(beside(titles[work], (noted_in(lang, note), nearest)))
        for note, logit in zip(notes, self._pairs.logits(question, texts), strict=True):
            yield note, probability(logit)


def noted_in(lang: str, note: NotedQuestion) -> str:
    """The question as it is noted in a language, or else in the other."""
    return in_language(lang, note.et, note.en)
