"""The language of a question is that of its function words, whatever it is about."""

import pytest

from search_service.queries.query_language import language_of


@pytest.mark.parametrize(
    "question",
    [
        "How does Keelesõber work?",
        "HOW DOES KEELESÕBER WORK?",
        "What is ajapank?",
        "what is sotsiaalne ettevõte",
        "Who runs Eesti Külaliikumine Kodukant?",
        "Where is the Noorte Tugila?",
        "pay for success contracts",
        "housing first",
    ],
)
def test_english(question: str) -> None:
    assert language_of(question) == "en"


@pytest.mark.parametrize(
    "question",
    [
        "Mis on Housing First?",
        "Kes tappis Louis Rwagasore?",
        "Kuidas toimib Buurtzorg?",
        "kuidas on Elderlearn Taanis korraldatud",
        "Kelle jaoks on Men's Sheds?",
        "MIS ON PAY FOR SUCCESS?",
        "2023. a tulemused",
        "Kuidas moju hinnata ja moota?",
        "Pay for success lepingud Eestis",
        "toidupank",
        "The Big Issue müüjad Eestis",
    ],
)
def test_estonian(question: str) -> None:
    assert language_of(question) == "et"
