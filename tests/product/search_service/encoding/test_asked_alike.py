"""Which noted questions are like the one asked, and what is kept of their vectors."""

from pathlib import Path

import pytest

from corpus.catalogue.noted_questions import NotedQuestion
from search_service.bundled.installed import require
from search_service.bundled.model import BundledModel
from search_service.encoding.asked_alike import AskedAlike
from search_service.encoding.encoder import Vectors
from search_service.encoding.question_encoder import QuestionEncoder
from search_service.encoding.question_vectors import QuestionVectors


class CountingEncoder(QuestionEncoder):
    """The real one, which notes what it was asked for."""

    def __init__(self) -> None:
        super().__init__(BundledModel(require()))
        self.asked: list[str] = []

    def vectors(self, questions: list[str]) -> Vectors:  # type: ignore[override]
        self.asked += questions
        return super().vectors(questions)


NOTED = {
    "aed": (
        NotedQuestion(
            "money",
            "Kes maksab aia juhendaja palga?",
            "Who funds the garden's instructor?",
            (("Linn maksab.",),),
        ),
        NotedQuestion(
            "who-when-where",
            "Mis aastal aed loodi?",
            "When was the garden founded?",
            (("Aed loodi 2014.",),),
        ),
        NotedQuestion("none", "Mitu kastekannu aias on?", "How many watering cans has it?", ()),
    )
}


def test_the_likest_is_the_one_that_asks_the_same() -> None:
    alike = AskedAlike(NOTED, QuestionVectors(CountingEncoder()))
    found = alike.of("kust tuleb juhendaja raha", ["aed", "maja"])
    assert list(found) == ["aed"]
    assert max(found["aed"], key=lambda each: each.similarity).note.kind == "money"


def test_of_a_question_noted_in_several_wordings_the_nearer_count_more() -> None:
    vectors = QuestionVectors(CountingEncoder())
    near, far = "Kelle taskust aednik tasu saab?", "Kus kasvavad pärnad?"
    noted = vectors.noted([(near,), (far,), (near, far)])
    alone, apart, both = noted.likeness(vectors.asked(near))
    assert alone == pytest.approx(1, abs=1e-2)
    assert (alone + apart) / 2 < both < alone


def test_a_noted_question_is_encoded_once() -> None:
    encoder = CountingEncoder()
    alike = AskedAlike(NOTED, QuestionVectors(encoder))
    alike.of("Kes maksab?", ["aed"])
    alike.of("Millal loodi?", ["aed"])
    assert len(encoder.asked) == 6 + 2
    assert alike.of("Kes maksab?", ["maja"]) == {}
    alike.of("Kes maksab?", ["aed"])
    assert len(encoder.asked) == 6 + 2


def test_what_setup_kept_is_not_encoded_again(tmp_path: Path) -> None:
    kept = tmp_path / "kept.npy"
    first = QuestionVectors(CountingEncoder())
    wordings = AskedAlike(NOTED, first).wordings
    assert first.keep(wordings, kept) == 6
    encoder = CountingEncoder()
    found = QuestionVectors(encoder, kept).noted([wordings, ("Mis on uus?",)])
    assert encoder.asked == ["Mis on uus?"]
    assert found.vectors[:6].tolist() == first.noted([wordings]).vectors.tolist()
    assert found.counts.tolist() == [6, 1]


def test_what_is_noted_no_more_is_not_kept(tmp_path: Path) -> None:
    kept = tmp_path / "kept.npy"
    first = QuestionVectors(CountingEncoder())
    first.keep(AskedAlike(NOTED, first).wordings, kept)
    fewer = AskedAlike({"aed": NOTED["aed"][:1]}, first)
    assert QuestionVectors(CountingEncoder(), kept).keep(fewer.wordings, kept) == 2


def test_what_is_asked_in_vain_is_so_of_the_works_that_are_asked() -> None:
    alike = AskedAlike(NOTED, QuestionVectors(CountingEncoder()))
    assert alike.in_vain("Mitu kastekannu on aias?", {"aed"}) > 0.8
    assert alike.in_vain("Mitu kastekannu on aias?", {"maja"}) == 0.0
