"""Whether two systems differ by more than chance: a paired test over the same queries.

Two-sided paired randomisation test (Smucker, Allan & Carterette, CIKM 2007): how often would a
difference as large come about if, for each query, the two systems' values were swapped at random?
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

_SAMPLES = 20_000
_SEED = 7


def p_value(first: Mapping[str, float], second: Mapping[str, float]) -> float:
    """The probability of so large a difference by chance; queries are the keys of both."""
    differences = np.array([first[query] - second[query] for query in first])
    observed = abs(differences.mean())
    if observed == 0:
        return 1.0
    signs = np.random.default_rng(_SEED).choice((-1, 1), size=(_SAMPLES, len(differences)))
    extreme = np.abs((signs * differences).mean(axis=1)) >= observed - 1e-12
    return float((extreme.sum() + 1) / (_SAMPLES + 1))
