"""A list has the likeliest works, twelve at most, and two at least."""

import pytest

from search_service.answers.work_lists import FEWEST, MOST, chosen


@pytest.mark.parametrize(
    ("chances", "listed"),
    [
        ([0.2, 0.9, 0.6, 0.7], [1, 3, 2]),
        ([0.9, 0.4], []),
        ([0.5, 0.5], [0, 1]),
        ([], []),
    ],
)
def test_what_is_likely_is_listed_the_likeliest_first(
    chances: list[float], listed: list[int]
) -> None:
    assert chosen(chances, 0.5) == listed


def test_a_list_has_an_end_and_is_none_of_one() -> None:
    assert len(chosen([0.9] * (MOST + 5), 0.5)) == MOST
    assert chosen([0.9] * (FEWEST - 1), 0.5) == []
