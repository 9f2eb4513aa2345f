"""The paired randomisation test tells chance from difference."""

import numpy as np
import pytest
from scipy import stats

from evals.measures.significance import p_value


def named(values: np.ndarray) -> dict[str, float]:
    return {f"q{n}": float(value) for n, value in enumerate(values)}


def test_the_same_run_differs_by_nothing() -> None:
    values = named(np.linspace(0, 1, 50))
    assert p_value(values, values) == 1


def test_a_clear_difference_is_no_chance() -> None:
    low = np.random.default_rng(1).random(60)
    assert p_value(named(low + 0.2), named(low)) < 0.001


@pytest.mark.parametrize("shift", [0.0, 0.03, 0.06])
def test_it_agrees_with_scipy(shift: float) -> None:
    random = np.random.default_rng(2)
    first = random.random(40)
    second = first + random.normal(shift, 0.15, 40)
    wanted = stats.permutation_test(
        (first - second,),
        np.mean,
        permutation_type="samples",
        n_resamples=20_000,
        rng=np.random.default_rng(3),
    ).pvalue
    assert p_value(named(first), named(second)) == pytest.approx(wanted, abs=0.02)


def test_it_is_the_same_each_time_and_both_ways() -> None:
    random = np.random.default_rng(4)
    first, second = named(random.random(30)), named(random.random(30))
    assert p_value(first, second) == p_value(first, second) == p_value(second, first)


def test_the_order_of_queries_says_nothing() -> None:
    random = np.random.default_rng(5)
    first, second = named(random.random(30)), named(random.random(30))
    shuffled = dict(reversed(second.items()))
    assert p_value(first, shuffled) == p_value(first, second)
