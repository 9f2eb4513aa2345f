"""What speaks for a question's asking for several works, against values reckoned by hand."""

from dataclasses import replace
from math import log

import pytest
from reading_scene import question

from search_service.reading.question import Question
from search_service.reading.several_works import FEATURES, signs
from search_service.search.reading_list import Likest


def asked(chance: float) -> Question:
    """A question that is for a list with that probability, by its words."""
    return replace(question("Millised majad?", ("majad", 1.0)), purposes={"list": chance})


@pytest.mark.parametrize(
    ("likest", "expected"),
    [
        (Likest(0.7, 0.5), [log(0.601 / 0.401), 1.0, 0.7, 0.5]),
        (Likest(0.0, 0.5), [log(0.601 / 0.401), 0.0, 0.0, 0.0]),
        (Likest(), [log(0.601 / 0.401), 0.0, 0.0, 0.0]),
    ],
)
def test_known_values(likest: Likest, expected: list[float]) -> None:
    assert list(FEATURES) == ["words", "index", "subject", "noted_question"]
    assert signs(asked(0.6), likest) == pytest.approx(expected)


@pytest.mark.parametrize("chance", [0.0, 1.0])
def test_what_is_certain_by_its_words_has_odds_too(chance: float) -> None:
    assert abs(signs(asked(chance), Likest())[0]) == pytest.approx(log(1001))
