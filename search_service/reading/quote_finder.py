"""Finds the best quotes for a question among hits, and says how good the evidence is.

    finder = QuoteFinder(questions, reader, weights)
    finder.find(finder.question("Mitu õppijat?", "et"), hits)  ->  RankedQuotes

The inner half of `answerer`: nothing here is proved or put into words; `evals` fits and measures
exactly this.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from corpus.catalogue.sections import UNKNOWN
from search_service.encoding.foresight import UNFORESEEN, Foreseen
from search_service.reading import evidence as evidence_features
from search_service.reading.close_reading import CloseReader, ReadHit
from search_service.reading.evidence import Ranked, evidence
from search_service.reading.question import Question, QuestionReader
from search_service.reading.weights import AnswerWeights, Features, Linear
from search_service.reading.windows import FEATURES as WINDOW_FEATURES
from search_service.reading.windows import Window, windows
from search_service.search.hits import SearchHit

FEATURES = Features(WINDOW_FEATURES, tuple(evidence_features.FEATURES))


@dataclass(frozen=True, slots=True)
class ReadQuestion:
    """A question and what was read for it."""

    question: Question
    read: tuple[ReadHit, ...]
    windows: tuple[Window, ...]

    @classmethod
    def of(cls, question: Question, read: Sequence[ReadHit]) -> ReadQuestion:
        """With every window of the hits that could be quoted."""
        return cls(question, tuple(read), tuple(windows(question, read)))


@dataclass(frozen=True, slots=True)
class RankedQuotes:
    """Windows, best first, and the probability that the first is an answer.

    `windows` are all, `ranked` the best of each work.
    """

    reading: ReadQuestion
    windows: tuple[Ranked, ...]
    ranked: tuple[Ranked, ...]
    probability: float


class QuoteFinder:
    """Reads, ranks and weighs; holds no state of its own."""

    def __init__(
        self, questions: QuestionReader, reader: CloseReader, weights: AnswerWeights
    ) -> None:
        self._questions = questions
        self._reader = reader
        self.weights = weights

    def question(
        self,
        query: str,
        lang: str,
        works: Sequence[str] = (),
        foreseen: Foreseen = UNFORESEEN,
    ) -> Question:
        """The question taken apart; it names these works, and this is foreseen of it."""
        return self._questions.read(query, lang, works, foreseen)

    def read(self, question: Question, hits: Sequence[SearchHit]) -> ReadQuestion:
        """The question and what is read of these hits."""
        return ReadQuestion.of(question, self._reader.read(question, hits))

    def find(self, question: Question, hits: Sequence[SearchHit]) -> RankedQuotes:
        """The best quotes of the hits; without any, nothing is likely."""
        reading = self.read(question, hits)
        every = scored(reading, self.weights.quotes)
        if not every:
            return RankedQuotes(reading, (), (), 0.0)
        ranked = best_of_works(every)
        return RankedQuotes(reading, tuple(every), ranked, self._probability(reading, ranked))

    def probability(self, found: RankedQuotes, ranked: Ranked) -> float:
        """The probability that this work's window is an answer, as if it were the best."""
        others = [each for each in found.ranked if each is not ranked]
        return self._probability(found.reading, (ranked, *others))

    def _probability(self, reading: ReadQuestion, ranked: Sequence[Ranked]) -> float:
        row = evidence(reading.question, reading.read, ranked)
        return self.weights.evidence.probability(row)


def tells_a_gap(window: Window) -> bool:
    """Whether it says that something is not known, or stands among what does."""
    return bool(window.feature("no_finding")) or window.read.roles[window.first] == UNKNOWN


def best_of_works(every: Iterable[Ranked]) -> tuple[Ranked, ...]:
    """Of windows that come best first, the best of each work."""
    best: dict[str, Ranked] = {}
    for each in every:
        best.setdefault(each.window.read.work, each)
    return tuple(best.values())


def scored(reading: ReadQuestion, weights: Linear) -> list[Ranked]:
    """All windows that may answer, best first: what says that something is not known does not."""
    found = [each for each in reading.windows if not tells_a_gap(each)]
    if not found:
        return []
    scores = weights.score(np.array([window.features for window in found]))
    return [Ranked(found[at], float(scores[at])) for at in np.argsort(-scores, kind="stable")]
