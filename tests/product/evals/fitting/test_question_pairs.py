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
HOUSE = (
    NotedQuestion("money", "Kes maksab maja eest?", "Who funds the house?", (("Vald maksab.",),)),
    NotedQuestion("fact", "Mis maja see on?", "What is this house?", (("See on maja.",),)),
    NotedQuestion("how", "Kuidas maja köetakse?", "How is it heated?", (("Puudega.",),)),
    NotedQuestion("results", "Mis majas muutus?", "What changed inside?", (("Vähe muutus.",),)),
    NotedQuestion("none", "Mitu akent majal on?", "How many windows?", ()),
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
    assert len(drills) == len(NOTES) + len(HOUSE)
    others = {NOTES[0].et: f"City garden\n{NOTES[0].en}", NOTES[0].en: f"Linnaaed\n{NOTES[0].et}"}
    assert paid.own == others[paid.asked]


def test_what_has_the_same_answer_is_no_wrong_one(paid: Drill) -> None:
    assert len(paid.of_work) == len(NOTES) - 2
    assert not any(NOTES[1].et in told or NOTES[1].en in told for told in paid.of_work)
    assert len(paid.elsewhere) == len(HOUSE)
    assert all(told.startswith("Maja\n") for told in paid.elsewhere)


def test_with_nothing_to_tell_apart_nothing_is_learnt(vectors: QuestionVectors) -> None:
    with pytest.raises(BadInput, match="no 8 noted questions"):
        question_pairs.gather({"aed": NOTES}, TITLES, vectors)


def test_training_parts_its_own_from_the_others(drills: list[Drill], tmp_path: Path) -> None:
    def ahead(steps: int) -> float:
        """How often its own is likelier than all others."""
        changes = question_pairs.train(drills, {"command": "test"}, steps=steps, first=first)
        changes.write(tmp_path / f"pairs{steps}.npz")
        model = build.with_layers({PAIRS: tmp_path / f"pairs{steps}.npz"}, tmp_path / f"{steps}")
        judge = QuestionPairs(BundledModel(model), tmp_path / f"pairs{steps}.npz")
        found = [judge.logits(e.asked, [e.own, *e.of_work, *e.elsewhere]) for e in drills]
        return sum(int(own.argmax()) == 0 for own in found) / len(found)

    first = LowRank.read(READER_CHANGES)
    assert ahead(60) >= 0.9 > ahead(1)
