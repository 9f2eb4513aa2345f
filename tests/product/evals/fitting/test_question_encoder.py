"""A few steps of real training bring wordings together that ask the same of one work."""

from pathlib import Path

import pytest

from corpus.catalogue.noted_questions import NotedQuestion
from corpus.catalogue.subjects import Subject
from corpus.errors import BadInput
from evals.fitting import question_encoder
from evals.fitting.question_encoder import WordedQuestion
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
HOUSE = tuple(
    note._replace(et=note.et.replace("ai", "maja"), en=note.en.replace("garden", "house"))
    for note in NOTES
)


def test_what_is_asked_of_a_work_is_a_group_and_the_subjects_are_one() -> None:
    subjects = [
        Subject((f"teema {n}",), (f"subject {n}",), frozenset({"aed", "maja"})) for n in range(4)
    ]
    garden, index = question_encoder.gather({"aed": NOTES, "pank": NOTES[:2]}, subjects)
    assert garden[0] == WordedQuestion(
        ("Kes maksab aia eest?", "Who funds the garden?"), frozenset({("Linn maksab.",)})
    )
    assert garden[4].answers == frozenset()
    assert [each.answers for each in index] == [{"aed", "maja"}] * 4


def test_with_nothing_to_tell_apart_nothing_is_learnt() -> None:
    alone = {"aed": [NotedQuestion("fact", "Mis aed see on?", "", (("Aed.",),))] * 9}
    with pytest.raises(BadInput, match="4 noted questions"):
        question_encoder.gather(alone)


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("trained")
    groups = question_encoder.gather({"aed": NOTES, "maja": HOUSE})
    changes = question_encoder.train(groups, {"command": "test"}, steps=12)
    changes.write(out / "questions.npz")
    assert LowRank.read(out / "questions.npz").stamp["questions"] == 2 * len(NOTES)
    return build.with_layers({QUESTIONS: out / "questions.npz"}, out / "model")


def test_a_question_comes_nearer_to_its_wording_in_the_other_language(trained: Path) -> None:
    encoder = QuestionEncoder(BundledModel(trained))
    et, en = encoder.vectors([n.et for n in NOTES]), encoder.vectors([n.en for n in NOTES])
    assert (et @ en.T).argmax(axis=1).tolist() == list(range(len(NOTES)))
