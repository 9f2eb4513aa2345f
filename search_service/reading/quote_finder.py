"""Finds the best quotes for a question among hits, and says how good the evidence is.

    QuoteFinder(questions, reader, model).find("Mitu õppijat?", "et", hits)  ->  Finding

The inner half of `answerer`: nothing here is proved or put into words; `evals` fits and measures
exactly this.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from search_service.reading.close_reading import CloseReader, ReadHit
from search_service.reading.evidence import Ranked, evidence
from search_service.reading.question import Question, QuestionReader
from search_service.reading.question_kind import FIGURES
from search_service.reading.weights import AnswerModel, Linear
from search_service.reading.windows import FEATURES, Window, windows
from search_service.search.hits import SearchHit
from search_service.words.findings import is_unknown

PASSAGES = 10  # of the hits that are read for sentences
_OWN_LANGUAGE = 1.0  # of a window's score, as much as may be lost for the asker's own language
_NO_FINDING = 1.0  # taken from one that says that something is not known
_NO_FIGURE = 1.0  # taken from one without a figure where a figure is asked for
_FORM = FEATURES.index("form")


@dataclass(frozen=True, slots=True)
class Reading:
    """A question and what was read for it."""

    question: Question
    read: tuple[ReadHit, ...]
    windows: tuple[Window, ...]

    @classmethod
    def of(cls, question: Question, read: Sequence[ReadHit]) -> Reading:
        """With every window of the hits that could be quoted."""
        return cls(question, tuple(read), tuple(windows(question, read)))


@dataclass(frozen=True, slots=True)
class Finding:
    """The best window of each work, best first, and the probability that they are an answer."""

    reading: Reading
    ranked: tuple[Ranked, ...]
    probability: float


class QuoteFinder:
    """Reads, ranks and weighs; holds no state of its own."""

    def __init__(self, questions: QuestionReader, reader: CloseReader, model: AnswerModel) -> None:
        self._questions = questions
        self._reader = reader
        self.model = model

    def read(self, query: str, lang: str, hits: Sequence[SearchHit]) -> Reading:
        """The question and what is read of these hits."""
        question = self._questions.read(query, lang)
        return Reading.of(question, self._reader.read(question, hits))

    def find(self, query: str, lang: str, hits: Sequence[SearchHit]) -> Finding:
        """The best quotes of the hits; without any, nothing is likely."""
        reading = self.read(query, lang, hits[:PASSAGES])
        ranked = ranked_windows(reading, self.model.quotes)
        if not ranked:
            return Finding(reading, (), 0.0)
        return Finding(reading, ranked, self._probability(reading, ranked))

    def probability(self, finding: Finding, ranked: Ranked) -> float:
        """The probability that this work's window is an answer, as if it were the best."""
        others = [each for each in finding.ranked if each is not ranked]
        return self._probability(finding.reading, (ranked, *others))

    def _probability(self, reading: Reading, ranked: Sequence[Ranked]) -> float:
        row = evidence(reading.question, reading.read, ranked)
        return self.model.evidence.probability(row)


def ranked_windows(reading: Reading, model: Linear) -> tuple[Ranked, ...]:
    """The best window of each work, best first; of a translated work, rather the asker's text."""
    found = reading.windows
    if not found:
        return ()
    scores = model.score(np.array([window.figures for window in found]))
    scores -= [_held_back(reading.question, window) for window in found]
    own = [window.read.hit.passage.lang == reading.question.lang for window in found]
    best: dict[str, Ranked] = {}
    for at in np.argsort(-(scores + _OWN_LANGUAGE * np.array(own)), kind="stable").tolist():
        window = found[at]
        work = window.read.hit.document.metadata.work
        best.setdefault(work, Ranked(window, float(scores[at])))
    return tuple(sorted(best.values(), key=lambda each: -each.score))


def _held_back(question: Question, window: Window) -> float:
    """What the learnt weights cannot know: their questions always have an answer in the text.

    A sentence that names a gap is no finding, and one without a figure tells no number.
    """
    figureless = question.kind in FIGURES and not window.figures[_FORM]
    return _NO_FINDING * is_unknown(window.text) + _NO_FIGURE * figureless
