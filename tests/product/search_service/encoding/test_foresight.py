"""What is foreseen of a question from those that curators noted."""

import pytest

from corpus.catalogue.noted_questions import NotedQuestion
from search_service.bundled.installed import require
from search_service.bundled.model import BundledModel
from search_service.encoding.asked_alike import AskedAlike
from search_service.encoding.foresight import UNFORESEEN, Foresight
from search_service.encoding.question_encoder import QuestionEncoder
from search_service.encoding.question_pairs import QuestionPairs, beside
from search_service.encoding.question_vectors import QuestionVectors

PAYS = NotedQuestion(
    "money", "Kes maksab aia juhendaja palga?", "Who funds the garden's instructor?", (("Linn.",),)
)
FOUNDED = NotedQuestion(
    "who-when-where", "Mis aastal aed loodi?", "When was the garden founded?", (("2014.",),)
)
CANS = NotedQuestion("none", "Mitu kastekannu aias on?", "How many watering cans has it?", ())
BANK = NotedQuestion(
    "money", "Kes rahastab toidupanka?", "Who pays for the food bank?", (("Riik.",),)
)
NOTED = {"aed": (PAYS, FOUNDED, CANS), "pank": (BANK,)}
TITLES = {"aed": "Linnaaed", "pank": "Toidupank", "maja": "Maja"}


@pytest.fixture(scope="module")
def model() -> BundledModel:
    return BundledModel(require())


@pytest.fixture(scope="module")
def alike(model: BundledModel) -> AskedAlike:
    return AskedAlike(NOTED, QuestionVectors(QuestionEncoder(model)))


@pytest.fixture(scope="module")
def pairs(model: BundledModel) -> QuestionPairs:
    return QuestionPairs(model)


@pytest.fixture(scope="module")
def foresight(alike: AskedAlike, pairs: QuestionPairs) -> Foresight:
    return Foresight(alike, pairs)


@pytest.mark.parametrize(
    ("question", "lang"),
    [
        ("kust tuleb linnaaia juhendaja raha", "et"),
        ("In which year did the city garden start?", "en"),
        ("Kelle raha eest toidupank tegutseb?", "et"),
    ],
)
def test_what_a_work_answers_is_foreseen_in_either_language(
    foresight: Foresight, question: str, lang: str
) -> None:
    found = foresight.of(question, lang, TITLES, NOTED)
    assert found.answered > 0.5 > found.unanswered


def test_so_is_what_it_does_not_answer(foresight: Foresight) -> None:
    found = foresight.of("How many watering cans does the garden own?", "en", TITLES, NOTED)
    assert found.unanswered > 0.5 > found.answered
    assert found.in_vain > 0.5


def test_of_what_nobody_noted_nothing_is_foreseen(foresight: Foresight) -> None:
    found = foresight.of("Kui kõrge on Suur Munamägi?", "et", TITLES, NOTED)
    assert max(found.answered, found.unanswered) < 0.5
    assert foresight.of("Kes maksab?", "et", {"maja": "Maja"}, {"maja"}) == UNFORESEEN


def test_in_vain_is_of_all_works_and_no_others(foresight: Foresight) -> None:
    asked = "Mitu kastekannu aias on?"
    assert foresight.of(asked, "et", {"pank": "Toidupank"}, NOTED).in_vain > 0.9
    assert foresight.of(asked, "et", {"pank": "Toidupank"}, {"pank"}).in_vain == 0.0


def test_the_nearest_wording_is_read(alike: AskedAlike) -> None:
    assert alike.nearest("When was it founded?", "aed", 1) == (FOUNDED, FOUNDED.en)
    assert beside("Linnaaed", (FOUNDED.et, FOUNDED.en)) == f"Linnaaed\n{FOUNDED.et} / {FOUNDED.en}"
    assert beside("Linnaaed", (FOUNDED.en, FOUNDED.en)) == f"Linnaaed\n{FOUNDED.en}"


def test_nothing_to_read_takes_nothing(pairs: QuestionPairs) -> None:
    assert pairs.logits("Kes maksab?", []).tolist() == []
