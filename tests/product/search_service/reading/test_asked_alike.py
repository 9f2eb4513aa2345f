"""Which noted questions are like the one asked, and what is kept of their vectors."""

from pathlib import Path

import pytest

from search_service.bundled.installed import require
from search_service.bundled.model import BundledModel
from search_service.encoding.encoder import Vectors
from search_service.encoding.question_encoder import QuestionEncoder
from search_service.reading.asked_alike import AskedAlike

TABLE = (
    "kind\tet\ten\tanswer\n"
    "money\tKes maksab aia juhendaja palga?\tWho funds the garden's instructor?\tLinn maksab.\n"
    "who-when-where\tMis aastal aed loodi?\tWhen was the garden founded?\tAed loodi 2014.\n"
    "none\tMitu kastekannu aias on?\tHow many watering cans does it have?\t\n"
)


class CountingEncoder(QuestionEncoder):
    """The real one, which notes what it was asked for."""

    def __init__(self) -> None:
        super().__init__(BundledModel(require()))
        self.asked: list[str] = []

    def vectors(self, questions: list[str]) -> Vectors:  # type: ignore[override]
        self.asked += questions
        return super().vectors(questions)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "questions"
    place.mkdir()
    (place / "aed.tsv").write_text(TABLE, encoding="utf-8")
    return place


def test_the_likest_is_the_one_that_asks_the_same(folder: Path) -> None:
    found = AskedAlike(folder, CountingEncoder()).of("kust tuleb juhendaja raha", ["aed", "maja"])
    assert list(found) == ["aed"]
    assert max(found["aed"], key=lambda each: each.similarity).note.kind == "money"


def test_a_noted_question_is_encoded_once(folder: Path) -> None:
    encoder = CountingEncoder()
    alike = AskedAlike(folder, encoder)
    alike.of("Kes maksab?", ["aed"])
    alike.of("Millal loodi?", ["aed"])
    assert len(encoder.asked) == 6 + 2
    assert alike.of("Kes maksab?", ["maja"]) == {}
    assert len(encoder.asked) == 6 + 2


def test_what_setup_kept_is_not_encoded_again(folder: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept.npz"
    first = AskedAlike(folder, CountingEncoder())
    assert first.keep(kept) == 6
    encoder = CountingEncoder()
    found = AskedAlike(folder, encoder, kept).of("Kes maksab?", ["aed"])
    assert encoder.asked == ["Kes maksab?"]
    known = [each.similarity for each in first.of("Kes maksab?", ["aed"])["aed"]]
    assert [each.similarity for each in found["aed"]] == pytest.approx(known, abs=1e-3)


def test_what_is_noted_no_more_is_not_kept(folder: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept.npz"
    AskedAlike(folder, CountingEncoder()).keep(kept)
    (folder / "aed.tsv").write_text("\n".join(TABLE.splitlines()[:2]) + "\n", encoding="utf-8")
    assert AskedAlike(folder, CountingEncoder(), kept).keep(kept) == 2


def test_without_a_folder_nothing_is_alike(tmp_path: Path) -> None:
    assert AskedAlike(tmp_path / "none", CountingEncoder()).of("Kes maksab?", ["aed"]) == {}
