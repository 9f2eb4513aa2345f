"""The product's formula, evaluated in numpy: known scores."""

import numpy as np
import pytest

from evals.fitting.gain import value
from search_service.index.plan import weighted
from search_service.index.port import DENSE, LEXICAL, Fair, Leg
from search_service.words.analyzer import SparseVector

LANGS = np.array(["et", "en", "de"])
SCORES = [np.array([1.0, 2.0, 3.0], np.float32), np.array([10.0, 20.0, 30.0], np.float32)]
VECTOR, WORDS = np.zeros(2, np.float32), SparseVector([], [])


@pytest.mark.parametrize(
    ("fair", "wanted"),
    [
        (None, [0.5 + 2, 1 + 4, 1.5 + 6]),
        ({"et": Fair(4, 3.0), "en": Fair(5, 2.0)}, [0.5 + 0.2 * 18, 1 + 0.2 * 30, 1.5]),
    ],
)
def test_a_weighted_sum_is_made_fair_by_the_passages_language(
    fair: dict[str, Fair] | None, wanted: list[float]
) -> None:
    formula = weighted([Leg(DENSE, VECTOR, 0.5), Leg(LEXICAL, WORDS, 0.2, fair)])
    assert value(formula.expression, SCORES, LANGS) == pytest.approx(wanted)
