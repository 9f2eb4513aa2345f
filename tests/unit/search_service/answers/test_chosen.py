"""A list has the likeliest works, twelve at most, and two at least, each with a telling result."""

import pytest
from making import make

from corpus.catalogue.noted_questions import NotedQuestion
from search_service.answers.work_lists import FEWEST, MOST, chosen, telling_first


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


def test_a_result_that_answers_a_noted_question_goes_before_what_leads_in() -> None:
    text = "Arvud on toidupanga omad. Jagati 40 tonni toitu. Abi sai 900 peret."
    (passage,) = make("pank", [text]).passages
    first, second, third = (text.index(word) for word in ("Arvud", "Jagati", "Abi"))
    stretches = [(passage, first, second - 1), (passage, second, third - 1), (passage, third, 70)]
    notes = [
        NotedQuestion("fact", "Kelle arvud?", "Whose figures?", (("Arvud on toidupanga omad.",),)),
        NotedQuestion("results", "Mitu peret?", "How many?", (("Abi sai 900 peret.",),)),
    ]
    assert telling_first(stretches, notes) == [stretches[2], stretches[0], stretches[1]]
    assert telling_first(stretches, []) == stretches
