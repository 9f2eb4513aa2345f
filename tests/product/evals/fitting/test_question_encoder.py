"""A few steps of real training bring questions together that ask the same of one work."""

from pathlib import Path

import pytest

from corpus.catalogue.noted_questions import NotedQuestion
from evals.fitting import question_encoder
from evals.fitting.question_encoder import WorkQuestions
from evals.sets.answer_gold import GoldQuestion, GoldStretch
from search_service.bundled import build
from search_service.bundled.installed import QUESTIONS
from search_service.bundled.low_rank import LowRank
from search_service.bundled.model import BundledModel
from search_service.encoding.question_encoder import QuestionEncoder

NOTES = (
    NotedQuestion("money", "Kes maksab aia eest?", "Who funds the garden?", (("Linn maksab.",),)),
    NotedQuestion("fact", "Mis aed see on?", "What is this garden?", (("See on aed.",),)),
    NotedQuestion("how", "Kuidas aeda hoitakse?", "How is it kept?", (("Kastetakse.",),)),
    NotedQuestion("results", "Mis aias muutus?", "What changed there?", (("Kõik muutus.",),)),
    NotedQuestion("none", "Mitu kastekannu aias on?", "How many watering cans?", ()),
)


def gold(name: str, work: str, split: str, sentence: str) -> GoldQuestion:
    stretch = GoldStretch("aed", (sentence,))
    return GoldQuestion(
        name, "et", "money", (), work, split, "yes", "Kes annab raha?", ((stretch,),)
    )


def test_a_question_is_led_to_the_notes_of_its_answer() -> None:
    (work,) = question_encoder.gather({"aed": NOTES}, [gold("g1", "aed", "train", "Linn maksab.")])
    assert work.asked == (("Kes annab raha?", frozenset({0})),)


def test_works_that_other_splits_ask_about_take_no_part() -> None:
    asked = [gold("g1", "aed", "train", "Linn maksab."), gold("g2", "maja", "test", "Linn maksab.")]
    found = question_encoder.gather({"aed": NOTES, "maja": NOTES}, asked)
    assert [each.work for each in found] == ["aed"]


def test_the_halves_part_the_works() -> None:
    works = [WorkQuestions(name, NOTES) for name in ("aed", "maja", "pank", "klubi")]
    halves = [question_encoder.within(works, half) for half in (0, 1)]
    assert sorted(each.work for half in halves for each in half) == ["aed", "klubi", "maja", "pank"]
    assert all(halves)


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("trained")
    asked = (("Kes annab raha?", frozenset({0})),)
    changes = question_encoder.train(
        [WorkQuestions("aed", NOTES, asked)], {"command": "test"}, steps=12
    )
    changes.write(out / "questions.npz")
    assert LowRank.read(out / "questions.npz").stamp["questions"] == len(NOTES)
    return build.with_layers({QUESTIONS: out / "questions.npz"}, out / "model")


def test_a_question_comes_nearer_to_its_wording_in_the_other_language(trained: Path) -> None:
    encoder = QuestionEncoder(BundledModel(trained))
    et, en = encoder.vectors([n.et for n in NOTES]), encoder.vectors([n.en for n in NOTES])
    assert (et @ en.T).argmax(axis=1).tolist() == list(range(len(NOTES)))
