"""The measures that every report shows, computed by ir-measures (trec_eval).

trec_eval breaks score ties by document id; so that a run counts as it was shown, each query's
scores are replaced by its ranks. A query without results counts as 0.
"""

from __future__ import annotations

import ir_measures
from ir_measures import AP, RR, R, Success, nDCG

from evals.sets.judgements import Qrels
from evals.sets.runs import Run

MEASURES = (nDCG @ 10, R @ 100, RR @ 10, AP, Success @ 1)
NAMES = tuple(map(str, MEASURES))


def evaluate(qrels: Qrels, run: Run) -> dict[str, float]:
    """Measure name to its mean over all judged queries."""
    scores = per_query(qrels, run)
    return {name: sum(values.values()) / len(values) for name, values in scores.items()}


def per_query(qrels: Qrels, run: Run) -> dict[str, dict[str, float]]:
    """Measure name to query id to value; every judged query is there."""
    values: dict[str, dict[str, float]] = {name: dict.fromkeys(qrels, 0.0) for name in NAMES}
    for entry in ir_measures.iter_calc(MEASURES, qrels, _as_ranked(run)):
        values[str(entry.measure)][entry.query_id] = float(entry.value)
    return values


def _as_ranked(run: Run) -> Run:
    return {
        query: {document: 1.0 / rank for rank, document in enumerate(scores, start=1)}
        for query, scores in run.items()
    }
