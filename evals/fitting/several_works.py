"""Fits how likely a question asks for several works, as examples.

    records(folder, engine)  ->  [QuestionRecord(…), …]
    fit(records)             ->  ListQuestionFit(weights, measures)

Logistic regression over the gold set's questions, those that ask for several works against all
others. Each counts once more, half, as if there were no index of subjects, so that its words are
weighed by themselves too. Measured by models that have not seen the question's fold.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score

from corpus.console import progress_bar
from corpus.errors import BadInput
from evals.fitting.answer_sources import NOTHING_TOLD, Told, put
from evals.fitting.answers import learnt
from evals.fitting.reading_lists import about, fitted
from evals.sets.answer_gold import NO_WORK, asks_for_several
from evals.sets.folds import FOLDS, fold
from search_service.answers.answerer import ALONE
from search_service.engine import Engine
from search_service.reading.several_works import FEATURES, signs
from search_service.reading.weights import Linear
from search_service.search.reading_list import Likest

_BARE = 0.5  # that a question counts as if there were no index; by hand

Table = NDArray[np.float64]


class QuestionRecord(NamedTuple):
    """What speaks for its asking for several works, with an index of subjects and without."""

    row: Table
    bare: Table
    several: bool
    fold: int


class QuestionMeasures(NamedTuple):
    """Of questions that their models have not seen."""

    questions: int
    several: int  # that ask for several works
    average_precision: float
    bare: float  # the same without an index
    sure: int  # that are so likely that their list stands alone
    sure_several: int  # of these that do ask for several


class ListQuestionFit(NamedTuple):
    """The weights, and what they bring on unseen folds."""

    weights: Linear
    measures: QuestionMeasures


def records(gold: Path, engine: Engine, told: Told = NOTHING_TOLD) -> list[QuestionRecord]:
    """The gold set's train and development questions; `told` says what each is for, as unseen.

    Raises:
        BadInput: a file of the set is missing or broken.
    """
    asked = fitted(gold, engine)
    found = []
    with progress_bar("Searching") as show:
        for number, each in enumerate(asked, start=1):
            assert each.gold is not None
            result, question = put(each.gold, engine, told)
            likest = engine.answerer.reading.of(result).likest
            work = about(each)
            found.append(
                QuestionRecord(
                    signs(question, likest),
                    signs(question, Likest()),
                    asks_for_several(each.gold, len(each.works)),
                    fold(each.id if work == NO_WORK else work),
                )
            )
            show(number, len(asked))
    return found


def fit(found: Sequence[QuestionRecord]) -> ListQuestionFit:
    """The model of all records.

    Raises:
        BadInput: all questions ask for several works, or none does.
    """
    several = np.array([each.several for each in found], bool)
    if several.all() or not several.any():
        raise BadInput("the gold set has no lists, or nothing else; one is told by the other")
    unseen, bare = np.zeros(len(found)), np.zeros(len(found))
    folds = np.array([each.fold for each in found])
    for number in range(FOLDS):
        own = np.flatnonzero(folds == number).tolist()
        if own:
            model = _learnt([each for each in found if each.fold != number])
            unseen[own] = model.probabilities(np.array([found[at].row for at in own]))
            bare[own] = model.probabilities(np.array([found[at].bare for at in own]))
    sure = unseen >= ALONE
    measures = QuestionMeasures(
        len(found),
        int(several.sum()),
        round(float(average_precision_score(several, unseen)), 4),
        round(float(average_precision_score(several, bare)), 4),
        int(sure.sum()),
        int((sure & several).sum()),
    )
    return ListQuestionFit(_learnt(found), measures)


def _learnt(found: Sequence[QuestionRecord]) -> Linear:
    rows = np.array([*(each.row for each in found), *(each.bare for each in found)])
    several = np.array([each.several for each in found] * 2, bool)
    counts = np.repeat([1.0, _BARE], len(found))
    return learnt(LogisticRegression(max_iter=1_000), FEATURES, rows, several, counts)
