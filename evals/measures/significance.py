"""Whether two systems differ by more than chance, and by how much: the same queries in pairs.

Two-sided paired randomisation test (Smucker, Allan & Carterette, CIKM 2007): how often would a
difference as large come about if, for each query, the two systems' values were swapped at random?
Queries of equal values change nothing and are left out; where few remain, every way of swapping
is tried. The interval is the percentile bootstrap's, over queries (Sakai, SIGIR 2006). Both are
SciPy's.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from scipy import stats

_SAMPLES = 20_000  # so that p = .05 is told to .003 (two standard errors)
_SEED = 7
_AT_ONCE = 1_000  # samples in memory
CONFIDENCE = 0.95

Values = NDArray[np.float64]


def p_value(first: Mapping[str, float], second: Mapping[str, float]) -> float:
    """The probability of so large a difference by chance; queries are the keys of both."""
    differences = _differences(first, second)
    unequal = differences[differences != 0]
    if len(unequal) < 2:
        return 1.0  # swapped or not, the difference is as large
    found = stats.permutation_test(
        (unequal,),
        _distance,
        permutation_type="samples",
        alternative="greater",
        n_resamples=_SAMPLES,
        batch=_AT_ONCE,
        vectorized=True,
        rng=np.random.default_rng(_SEED),
    )
    return float(found.pvalue)


def interval(first: Mapping[str, float], second: Mapping[str, float]) -> tuple[float, float] | None:
    """Where 95 % of the mean differences lie that other such queries would give; of one: none."""
    differences = _differences(first, second)
    if len(differences) < 2:
        return None
    found = stats.bootstrap(
        (differences,),
        np.mean,
        method="percentile",
        confidence_level=CONFIDENCE,
        n_resamples=_SAMPLES,
        batch=_AT_ONCE,
        rng=np.random.default_rng(_SEED),
    ).confidence_interval
    return float(found.low), float(found.high)


def _distance(differences: Values, axis: int) -> Values:
    return np.asarray(np.abs(differences.mean(axis=axis)))


def _differences(first: Mapping[str, float], second: Mapping[str, float]) -> Values:
    return np.array([first[query] - second[query] for query in first], np.float64)
