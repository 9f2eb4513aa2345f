"""A few steps of real training part questions that ask the same from those that only seem to."""

from pathlib import Path

import pytest

from corpus.catalogue.noted_questions import NotedQuestion
from corpus.errors import BadInput
from evals.fitting import question_pairs
from evals.fitting.question_pairs import Drill
from search_service.bundled import build
from search_service.bundled.installed import PAIRS, READER_CHANGES, require
from search_service.bundled.low_rank import LowRank
from search_service.bundled.model import BundledModel
from search_service.encoding.question_encoder import QuestionEncoder
from search_service.encoding.question_pairs import QuestionPairs
from search_service.encoding.question_vectors import QuestionVectors

NOTES = (
    NotedQuestion("money", "Kes maksab aia eest?", "Who funds the garden?", (("Linn maksab.",),)),
    NotedQuestion("fact", "Kes aia kulud katab?", "Who bears its cost?", (("Linn maksab.",),)),
    NotedQuestion("fact", "Mis aed see on?", "What is this garden?", (("See on aed.",),)),
    NotedQuestion("how", "Kuidas aeda hoitakse?", "How is it kept?", (("Kastetakse.",),)),
    NotedQuestion("results", "Mis aias muutus?", "What changed there?", (("Kõik muutus.",),)),
    NotedQuestion("none", "Mitu kastekannu aias on?", "How many watering cans?", ()),
)
HOUSE = tuple(
    note._replace(et=note.et.replace("ai", "maja"), en=note.en.replace("garden", "house"))
    for note in NOTES
)
TITLES = {"aed": {"et": "Linnaaed", "en": "City garden"}, "maja": {"et": "Maja"}}


@pytest.fixture(scope="module")
def vectors() -> QuestionVectors:
    return QuestionVectors(QuestionEncoder(BundledModel(require())))


@pytest.fixture(scope="module")
def drills(vectors: QuestionVectors) -> list[Drill]:
    return question_pairs.gather({"aed": NOTES, "maja": HOUSE}, TITLES, vectors)


@pytest.fixture(scope="module")
def paid(drills: list[Drill]) -> Drill:
    return next(each for each in drills if each.asked in (NOTES[0].et, NOTES[0].en))


def test_a_wording_is_put_beside_its_question_in_other_words(
    drills: list[Drill], paid: Drill
) -> None:
    assert len(drills) == 2 * len(NOTES)
    others = {NOTES[0].et: f"City garden\n{NOTES[0].en}", NOTES[0].en: f"Linnaaed\n{NOTES[0].et}"}
    assert paid.own == others[paid.asked]


def test_what_has_the_same_answer_is_no_wrong_one(paid: Drill) -> None:
    assert len(paid.of_work) == len(NOTES) - 2
    assert not any(NOTES[1].et in told or NOTES[1].en in told for told in paid.of_work)
    assert all(told.startswith("Maja\n") for told in paid.elsewhere)


def test_with_nothing_to_tell_apart_nothing_is_learnt(vectors: QuestionVectors) -> None:
    with pytest.raises(BadInput, match="no 8 noted questions"):
        question_pairs.gather({"aed": NOTES}, TITLES, vectors)


def test_training_parts_its_own_from_the_others(drills: list[Drill], tmp_path: Path) -> None:
    first = LowRank.read(READER_CHANGES)
    changes = question_pairs.train(drills, {"command": "test"}, steps=40, first=first)
    changes.write(tmp_path / "pairs.npz")
    model = build.with_layers({PAIRS: tmp_path / "pairs.npz"}, tmp_path / "model")
    judge = QuestionPairs(BundledModel(model), tmp_path / "pairs.npz")
    ahead = []
    for each in drills:
        own, *others = judge.logits(each.asked, [each.own, *each.of_work]).tolist()
        ahead.append(own > sum(others) / len(others))
    assert sum(ahead) >= 0.9 * len(ahead)
