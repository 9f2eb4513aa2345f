"""Fits what the answerer uses: which quote is best, and when there is evidence at all.

Two linear models. The quotes' is fitted listwise: for each question, the probability that a
softmax over all its windows gives to those that hold an answer. This loss is written out here and
minimised by SciPy, since scikit-learn has none over lists with several right members. The
evidence's is scikit-learn's logistic regression over questions that the corpus answers and
questions that it cannot answer: because nothing is there, or because what answers them was left
out. The library's questions count once more as if nothing was noted for its works, so that works
without notes are judged as well. Results that are reported come from questions which the model that
scored them had not seen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from corpus.errors import BadInput
from evals.answers.answering import Record, is_right
from evals.sets.folds import FOLDS, fold
from search_service.reading import evidence, windows
from search_service.reading.quote_finder import best_of_works, scored
from search_service.reading.weights import Linear

_QUOTES_RIDGE = 100.0
_EVIDENCE_RIDGE = 5.0
_LEAST_SPREAD = 1e-4
_PRECISE = 1e-7  # slope at which a fit ends: weights are kept with five decimals

# How much all records of a kind count together.
_COUNTS = {
    "one fact": 20,
    "one fact, removed": 20,
    "answerable": 60,
    "unanswerable": 60,
    "answerable, bare": 20,
    "unanswerable, bare": 20,
}
# How much a question counts for the choice of quotes, by where it comes from; by cross-validation.
_OF_SOURCE = {"gold": 1.0, "gold, bare": 0.5, "one fact": 1.0}

Table = NDArray[np.float64]
Loss = Callable[[Table], tuple[float, Table]]


def fit_quotes(records: Sequence[Record]) -> Linear:
    """The quotes' model, from the records whose windows hold an answer.

    Raises:
        BadInput: no record has one.
    """
    lists = [
        (np.array([w.features for w in r.reading.windows]), labels, _OF_SOURCE[_source(r)])
        for r in records
        if (labels := _labels(r)).any()
    ]
    if not lists:
        raise BadInput("no question has an answer in a passage that search found; nothing to fit")
    means, spreads = standard(np.concatenate([table for table, _, _ in lists]))
    scaled = [((table - means) / spreads, labels, counts) for table, labels, counts in lists]

    def loss(weights: Table) -> tuple[float, Table]:
        total, slope = 0.0, np.zeros_like(weights)
        for table, labels, counts in scaled:
            scores = table @ weights
            chances = np.exp(scores - scores.max())
            chances /= chances.sum()
            right = chances * labels
            total -= counts * np.log(right.sum() + 1e-12)
            slope -= counts * (table.T @ (right / (right.sum() + 1e-12) - chances))
        total += float(_QUOTES_RIDGE * weights @ weights / 2)
        return total / len(scaled), (slope + _QUOTES_RIDGE * weights) / len(scaled)

    return Linear(windows.FEATURES, means, spreads, _least(loss, len(means)))


def fit_evidence(rows: Table, answerable: NDArray[np.bool_], weights: Table) -> Linear:
    """The evidence's model, by weighted logistic regression.

    Raises:
        BadInput: all questions are answerable, or none is.
    """
    if answerable.all() or not answerable.any():
        raise BadInput("evidence is learnt from questions with an answer and without; give both")
    model = LogisticRegression(C=1 / _EVIDENCE_RIDGE, tol=_PRECISE, max_iter=1_000)
    return learnt(model, evidence.FEATURES, rows, answerable, weights)


def learnt(
    model: LogisticRegression,
    features: Iterable[str],
    rows: Table,
    labels: NDArray[np.bool_],
    weights: Table | None = None,
) -> Linear:
    """What the model learns of rows of these features, brought to mean 0 and spread 1."""
    means, spreads = standard(rows)
    model.fit((rows - means) / spreads, labels, sample_weight=weights)
    return Linear(tuple(features), means, spreads, model.coef_[0], float(model.intercept_[0]))


def unseen_quotes(records: Sequence[Record]) -> dict[int, Linear]:
    """For each fold a quotes' model fitted on the other folds; folds keep documents together."""
    return {
        fold: fit_quotes([r for r in records if fold_of(r) != fold and not r.removed])
        for fold in range(FOLDS)
    }


def fold_of(record: Record) -> int:
    """The record's fold: of its first right document, else of itself."""
    return fold(min(record.asked.works, default=record.asked.id))


def evidence_row(record: Record, quotes: Linear) -> Table | None:
    """The record's evidence features; none where nothing could be quoted."""
    ranked = best_of_works(scored(record.reading, quotes))
    if not ranked:
        return None
    return evidence.evidence(record.reading.question, record.reading.read, ranked)


def weights_of(records: Sequence[Record]) -> Table:
    """A weight for each record, so that each kind counts as `_COUNTS` says, whatever its size."""
    kinds = [_kind(record) for record in records]
    sizes = Counter(kinds)
    return np.array([_COUNTS[kind] / sizes[kind] for kind in kinds])


def _kind(record: Record) -> str:
    if record.asked.own_corpus:
        return "one fact, removed" if record.removed else "one fact"
    kind = "answerable" if record.answerable else "unanswerable"
    return f"{kind}, bare" if record.bare else kind


def _source(record: Record) -> str:
    if record.asked.own_corpus:
        return "one fact"
    return "gold, bare" if record.bare else "gold"


def _labels(record: Record) -> NDArray[np.bool_]:
    return np.array([is_right(record.asked, window) for window in record.reading.windows], bool)


def standard(rows: Table) -> tuple[Table, Table]:
    """Means and spreads; what is always the same keeps its unit, so that it weighs nothing."""
    spreads = rows.std(axis=0)
    return rows.mean(axis=0), np.where(spreads < _LEAST_SPREAD, 1.0, spreads)


def _least(loss: Loss, n: int) -> Table:
    found = minimize(loss, np.zeros(n), jac=True, method="L-BFGS-B", options={"maxiter": 300})
    return np.asarray(found.x)
