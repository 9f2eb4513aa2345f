"""The measures are those of the textbook: computed here by hand."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.measures.measures import NAMES, evaluate, per_query


def ndcg(gains: list[int], judged: list[int], depth: int = 10) -> float:
    """Järvelin & Kekäläinen, 2002, with trec_eval's gain: the relevance itself."""

    def dcg(values: list[int]) -> float:
        return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(values[:depth], start=1))

    ideal = dcg(sorted(judged, reverse=True))
    return dcg(gains) / ideal if ideal else 0.0


def run_of(*documents: str) -> dict[str, float]:
    return {document: float(-rank) for rank, document in enumerate(documents)}


def test_known_answers() -> None:
    qrels = {"q1": {"a": 2, "b": 1, "c": 0}}
    found = evaluate(qrels, {"q1": run_of("c", "b", "x", "a")})
    assert found["nDCG@10"] == pytest.approx(ndcg([0, 1, 0, 2], [2, 1, 0]))
    assert found["R@100"] == 1
    assert found["RR@10"] == pytest.approx(1 / 2)
    assert found["AP"] == pytest.approx((1 / 2 + 2 / 4) / 2)
    assert found["Success@1"] == 0
    assert tuple(found) == NAMES


@given(
    st.lists(st.sampled_from("abcdefghijklmnop"), unique=True, min_size=1),
    st.dictionaries(st.sampled_from("abcdefghijklmnop"), st.integers(0, 3), min_size=1),
)
def test_ndcg_is_the_formulas(found: list[str], judged: dict[str, int]) -> None:
    value = evaluate({"q": judged}, {"q": run_of(*found)})["nDCG@10"]
    gains = [judged.get(document, 0) for document in found]
    assert value == pytest.approx(ndcg(gains, list(judged.values())))


def test_equal_scores_count_in_the_order_shown() -> None:
    qrels = {"q": {"z": 1}}
    for run, first in (({"z": 0.5, "a": 0.5}, 1.0), ({"a": 0.5, "z": 0.5}, 0.0)):
        assert evaluate(qrels, {"q": run})["Success@1"] == first


def test_a_query_without_results_counts_as_nothing() -> None:
    qrels = {"q1": {"a": 1}, "q2": {"b": 1}, "q3": {"c": 1}}
    found = evaluate(qrels, {"q1": run_of("a"), "q2": {}})
    assert found == pytest.approx(dict.fromkeys(NAMES, 1 / 3))
    assert per_query(qrels, {})["AP"] == {"q1": 0, "q2": 0, "q3": 0}


def test_a_query_that_nobody_judged_counts_for_nothing() -> None:
    run = {"q1": run_of("a"), "other": run_of("a")}
    assert per_query({"q1": {"a": 1}}, run)["AP"] == {"q1": 1}
