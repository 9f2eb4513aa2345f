"""Fits which works are examples of what a list question asks for.

    records(folder, engine)  ->  [ListRecord(…), …]
    fit(records, asked)      ->  ExampleFit(weights, area, measures)

Logistic regression over the works that are found for a question, those that the gold set has for it
against the others. Made after the weights of answers, whose quotes it reads. The bar is the lowest
at which lists of questions whose fold the model has not seen reach the precision aimed at.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from corpus.console import progress_bar
from corpus.errors import BadInput
from corpus.ids import text_digest
from evals.answers.gold_answers import ENOUGH
from evals.fitting.answer_sources import NOTHING_TOLD, Told, put
from evals.fitting.answers import learnt
from evals.fitting.reading_lists import fitted
from evals.fitting.several_works import ListQuestionFit
from evals.sets.answer_gold import GoldQuestion, asks_for_several
from evals.sets.folds import FOLDS, fold
from search_service.answers.work_lists import chosen
from search_service.engine import Engine
from search_service.reading.examples import FEATURES
from search_service.reading.weights import ExampleWeights, Linear

COMMAND = "sikk eval fit-examples"
# Aimed at, where something fits; by hand: above the .80 asked for, since unseen works lose some.
PRECISION = 0.85
_STRENGTH = 0.05  # inverse of the ridge; by cross-validation
_BARS = np.arange(0.2, 0.95, 0.01)  # that are tried; by hand: no list is good below

Table = NDArray[np.float64]


class ListRecord(NamedTuple):
    """A question, how many works fit it, and what was found: n works of k features."""

    question: GoldQuestion
    fitting: int
    rows: Table  # (n, k)
    fits: NDArray[np.bool_]  # (n,): which works fit
    fold: int


class ListMeasures(NamedTuple):
    """What lists are like at a bar, means over questions that have fitting works."""

    precision: float  # of lists that are shown
    works: float  # fitting ones shown, where there are five or more
    lists: int  # shown
    asked: int
    none: float  # share of questions without a fitting work for which no list is shown


class ExampleFit(NamedTuple):
    """The weights, and what they bring on unseen folds."""

    weights: ExampleWeights
    area: float  # under the curve of fitting works against others
    measures: ListMeasures


def records(gold: Path, engine: Engine, told: Told = NOTHING_TOLD) -> list[ListRecord]:
    """What is found for the gold set's train and development questions that ask for several works.

    `told` says what each is for, as told by what had not learnt from it. Quotes and readings are of
    the shipped weights, which have learnt from a part of these questions.

    Raises:
        BadInput: a file of the set is missing or broken.
    """
    wanted = [
        (each.gold, each.works)
        for each in fitted(gold, engine)
        if each.gold and asks_for_several(each.gold, len(each.works))
    ]
    found = []
    with progress_bar("Reading") as show:
        for number, (question, works) in enumerate(wanted, start=1):
            found.append(_record(question, works, engine, told))
            show(number, len(wanted))
    return found


def fit(found: Sequence[ListRecord], asked: ListQuestionFit) -> ExampleFit:
    """The model of all records, with the bar that those of the other folds reach.

    `asked` is what tells whether a list is asked for; both are kept together.

    Raises:
        BadInput: no bar reaches the precision aimed at.
    """
    unseen = [np.zeros(len(each.fits)) for each in found]
    for number in range(FOLDS):
        model = _learnt([each for each in found if each.fold != number])
        for at, each in enumerate(found):
            if each.fold == number and len(each.fits):
                unseen[at] = model.probabilities(each.rows)
    at_bars = [(float(bar), _measured(found, unseen, bar)) for bar in _BARS]
    reached = [(bar, own) for bar, own in at_bars if own.precision >= PRECISION]
    if not reached:
        raise BadInput(f"no bar gives lists a precision of {PRECISION}; more questions are needed")
    bar, measures = reached[0]
    fits, chances = np.concatenate([e.fits for e in found]), np.concatenate(unseen)
    area = float(roc_auc_score(fits, chances))
    stamp = {
        "command": COMMAND,
        "questions": text_digest("\n".join(sorted(each.question.text for each in found)))[:12],
        "unseen folds": {"area": round(area, 4), **measures._asdict()},
        "unseen folds, asked": asked.measures._asdict(),
    }
    weights = ExampleWeights(asked.weights, _learnt(found), round(bar, 2), stamp)
    return ExampleFit(weights, area, measures)


def _record(
    question: GoldQuestion, fitting: frozenset[str], engine: Engine, told: Told
) -> ListRecord:
    works = engine.answerer.lists.candidates(*put(question, engine, told))
    rows = np.array([each.features for each in works]).reshape(len(works), len(FEATURES))
    fits = np.array([each.quote.window.read.work in fitting for each in works], bool)
    own_fold = fold(min(fitting, default=question.id))
    return ListRecord(question, len(fitting), rows, fits, own_fold)


def _learnt(found: Sequence[ListRecord]) -> Linear:
    rows, fits = np.concatenate([e.rows for e in found]), np.concatenate([e.fits for e in found])
    return learnt(LogisticRegression(C=_STRENGTH, max_iter=1_000), FEATURES, rows, fits)


def _measured(found: Sequence[ListRecord], chances: Sequence[Table], bar: float) -> ListMeasures:
    precision, works, none = [], [], []
    for each, own in zip(found, chances, strict=True):
        listed = chosen(own.tolist(), bar)
        if not each.fitting:
            none.append(not listed)
            continue
        if listed:
            precision.append(float(each.fits[listed].mean()))
        if each.fitting >= ENOUGH:
            works.append(int(each.fits[listed].sum()))
    asked_for = sum(each.fitting > 0 for each in found)
    return ListMeasures(
        round(float(np.mean(precision)), 4) if precision else 0.0,
        round(float(np.mean(works)), 4) if works else 0.0,
        len(precision),
        asked_for,
        round(float(np.mean(none)), 4) if none else 1.0,
    )
