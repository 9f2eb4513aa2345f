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


def test_a_result_with_an_amount_that_answers_goes_before_what_leads_in() -> None:
    sentences = [
        "Arvud on toidupanga omad.",
        "Jagati 40 tonni toitu.",
        "Hästi hoiti ka toitu.",
        "Abi sai 900 peret.",
        "Abi sai 900 peret ja 20 kooli.",
    ]
    text = " ".join(sentences)
    (passage,) = make("pank", [text]).passages
    lead, amount, answer, both, more = [
        (passage, text.index(each), text.index(each) + len(each)) for each in sentences
    ]
    notes = [
        NotedQuestion("fact", "Kelle arvud?", "Whose figures?", ((sentences[0],),)),
        NotedQuestion("results", "Kuidas läks?", "How did it go?", ((sentences[2],),)),
        NotedQuestion("results", "Mitu peret?", "How many?", ((sentences[3],),)),
    ]
    assert telling_first([lead, amount, answer, both], notes) == [both, amount, answer, lead]
    assert telling_first([lead, amount, both, more], []) == [more, amount, both, lead]
