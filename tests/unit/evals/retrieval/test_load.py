"""Load: every request starts on time, and its latency counts from then."""

from __future__ import annotations

import pytest

from evals.retrieval.load import _SEARCH, LoadStep, Sent, _due, _load, percentile, steps


def test_steps_are_each_rate_alone_and_then_those_together() -> None:
    both = [LoadStep(5, 1)]
    assert steps([2, 40], [0.5], both) == [
        LoadStep(2, 0),
        LoadStep(40, 0),
        LoadStep(0, 0.5),
        LoadStep(5, 1),
    ]


@pytest.mark.parametrize(
    ("rate", "seconds", "sent"), [(2, 20, 40), (0.5, 20, 10), (80, 1, 80), (0.1, 1, 1)]
)
def test_as_many_are_sent_as_the_rate_says(rate: float, seconds: float, sent: int) -> None:
    due = list(_due(["a", "b"], rate, seconds))
    assert [n for n, _ in due] == list(range(sent))
    assert [text for _, text in due][:2] == ["a", "b"][:sent]


def test_what_was_done_is_told_apart_from_what_was_turned_away() -> None:
    sent = [Sent(200, n) for n in range(1, 101)] + [Sent(503, 4.0)] * 7 + [Sent(0, 9), Sent(500, 9)]
    found = _load(LoadStep(40, 0), _SEARCH, sent, 812.5)
    assert (found.sent, found.done, found.turned_away, found.failed) == (109, 100, 7, 2)
    assert (found.p50, found.most, found.away_p95) == (50.5, 100, 4.0)
    assert 95 <= found.p95 <= 96


@pytest.mark.parametrize(
    ("values", "share", "found"),
    [([], 50, 0), ([3.0], 95, 3), ([1.0, 2.0, 3.0], 50, 2), ([1.0, 9.0], 100, 9)],
)
def test_percentiles_of_few(values: list[float], share: int, found: float) -> None:
    assert percentile(values, share) == found
