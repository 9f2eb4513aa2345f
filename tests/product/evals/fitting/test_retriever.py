"""A few steps of real training bring a question nearer to its answer; the folder is a model."""

from pathlib import Path

import pytest

from evals.fitting import retriever
from evals.fitting.reader_questions import Exercise, Told
from evals.fitting.reading_lists import Listed, ListExercise
from search_service.bundled import installed
from search_service.encoding.encoder import Encoder
from search_service.wiring import load_encoder

GARDEN = Told("aed", "Aed", "Aed loodi 2014. aastal. Aeda hoiab linn.")
BANK = Told("pank", "Pank", "Toidupank jagab toitu neile, kellel seda ei ole.")
CLUB = Told("klubi", "Klubi", "Klubis käib sada inimest.")
ANSWERED = (0, 5)
EXERCISES = [
    Exercise("When was the garden made?", GARDEN, (ANSWERED,), (BANK, CLUB)),
    Exercise("What does the club cost?", CLUB, (), (BANK,)),
    ListExercise("Who gives out food?", "pank",
                 (Listed(BANK, (ANSWERED,), ()), Listed(CLUB, (), (ANSWERED,)))),
]  # fmt: skip


def test_what_has_an_answer_is_learnt() -> None:
    assert retriever.answerable(EXERCISES) == [
        retriever.RetrievalExercise("When was the garden made?", (GARDEN,), (BANK, CLUB)),
        retriever.RetrievalExercise("Who gives out food?", (BANK,), (CLUB,)),
    ]


def test_another_passage_of_the_right_work_is_no_wrong_one() -> None:
    asked = retriever.RetrievalExercise("Millal?", (GARDEN,), (BANK,))
    own, other = 0, 1
    more = GARDEN._replace(text="Aias on sada peenart.")
    assert not retriever._may_answer(0, asked, GARDEN, own, GARDEN, 2)
    assert retriever._may_answer(0, asked, GARDEN, other, more, 2)
    assert not retriever._may_answer(0, asked, GARDEN, 2, more, 2)  # chosen as the tempting one
    assert not retriever._may_answer(0, asked, GARDEN, other, CLUB, 2)


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("model") / "retriever"
    retriever.train(retriever.answerable(EXERCISES), out, epochs=8 * 24 / 2)
    return out


def test_questions_come_nearer_to_what_answers_them(trained: Path) -> None:
    before, after = load_encoder(str(installed.require())), load_encoder(str(trained))
    assert margin(after) > margin(before) + 0.01
    assert not (trained / installed.LAYERS).exists()  # they are not those of these weights


def margin(encoder: Encoder) -> float:
    (question,) = (e.vector for e in encoder.encode(["Who gives out food?"], "query"))
    texts = [f"{told.title}\n{told.text}" for told in (BANK, CLUB)]
    right, wrong = (float(e.vector @ question) for e in encoder.encode(texts, "passage"))
    return right - wrong
