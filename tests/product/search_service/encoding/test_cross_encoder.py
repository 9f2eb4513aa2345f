"""The cross-encoder finds answers that words and nearness alone do not tell."""

import numpy as np
import pytest

from search_service.bundled.installed import require
from search_service.bundled.model import BundledModel
from search_service.encoding.cross_encoder import AnswerLogits, CrossEncoder

TITLE = "Aeda ja tööd"
TEXT = (
    "Aed loodi 2014. aastal vana koolimaja kõrvale. "
    "Töös osaleb korraga kaksteist pikaajalist töötut. "
    "Linn maksab juhendaja palga."
)
OTHER = "Raamatukogu avati 1932. aastal. Lugejaid on tuhat. Maja ehitas vald."


@pytest.fixture(scope="module")
def cross() -> CrossEncoder:
    return CrossEncoder(BundledModel(require()))


def best(reading: AnswerLogits, text: str) -> str:
    """The sentence that holds the likeliest token."""
    start, _ = reading.offsets[int(reading.logits.argmax())]
    return next(s for s in text.split(". ") if text.index(s) <= start < text.index(s) + len(s))


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Millal aed asutati?", "2014"),
        ("Kui palju inimesi aias töötab?", "kaksteist"),
        ("Who pays the supervisor's salary?", "Linn maksab"),
        ("When was the garden founded?", "2014"),
    ],
)
def test_the_answer_s_sentence_is_likeliest(
    cross: CrossEncoder, question: str, answer: str
) -> None:
    (reading,) = cross.read(question, [(TITLE, TEXT)])
    assert answer in best(reading, TEXT)


def test_the_right_passage_is_likelier_than_another(cross: CrossEncoder) -> None:
    other, right = cross.read("Mitu pikaajalist töötut aias osaleb?", [("", OTHER), (TITLE, TEXT)])
    assert right.logits.max() - right.none > other.logits.max() - other.none


def test_offsets_are_of_the_text_without_its_title(cross: CrossEncoder) -> None:
    (reading,) = cross.read("Millal?", [(TITLE, TEXT)])
    assert len(reading.offsets) == len(reading.logits)
    first, last = reading.offsets[0], reading.offsets[-1]
    assert TEXT[max(0, first[0]) : first[1]].strip() == "A" or TEXT.startswith(
        TEXT[max(0, first[0]) : first[1]].strip()
    )
    assert last[1] == len(TEXT)


def test_passages_are_read_alike_alone_and_together(cross: CrossEncoder) -> None:
    passages = [(TITLE, TEXT), ("", OTHER), ("", "Lühike lause siin."), ("", TEXT * 3)]
    together = cross.read("Millal aed loodi?", passages)
    for passage, reading in zip(passages, together, strict=True):
        (alone,) = cross.read("Millal aed loodi?", [passage])
        assert alone.logits == pytest.approx(reading.logits, abs=0.02)
        assert alone.none == pytest.approx(reading.none, abs=0.02)


def test_what_is_too_long_ends_early(cross: CrossEncoder) -> None:
    long = "Üks lause teise järel. " * 400
    (reading,) = cross.read("Mis? " * 200, [("", long)])
    assert 0 < len(reading.logits) < 512
    assert reading.offsets[-1][1] < len(long)


def test_nothing_to_read(cross: CrossEncoder) -> None:
    assert cross.read("Mis?", []) == []
    (reading,) = cross.read("Mis?", [("", "")])
    assert len(reading.logits) == 0
    assert np.isfinite(reading.none)
