"""Questions that ask the same are near each other, whatever their language and words."""

import numpy as np
import pytest

from search_service.bundled.installed import require
from search_service.bundled.model import BundledModel
from search_service.encoding.question_encoder import QuestionEncoder

OF_A_GARDEN = [
    ("Kes maksab aia juhendaja palga?", "Who funds the garden's instructor?"),
    ("Mis aastal kogukonnaaed loodi?", "When was the community garden founded?"),
    ("Mitu töötut aias osaleb?", "How many unemployed people take part in the garden?"),
    ("Mida aed ei suutnud muuta?", "What did the garden fail to change?"),
]


@pytest.fixture(scope="module")
def encoder() -> QuestionEncoder:
    return QuestionEncoder(BundledModel(require()))


def test_of_questions_on_one_subject_the_same_in_the_other_language_is_nearest(
    encoder: QuestionEncoder,
) -> None:
    et, en = (encoder.vectors(list(side)) for side in zip(*OF_A_GARDEN, strict=True))
    assert et.shape == (4, encoder.dimensions)
    assert np.linalg.norm(et, axis=1) == pytest.approx(1, abs=1e-5)
    assert (et @ en.T).argmax(axis=1).tolist() == [0, 1, 2, 3]


def test_nothing_has_no_vectors(encoder: QuestionEncoder) -> None:
    assert encoder.vectors([]).shape == (0, encoder.dimensions)


def test_a_long_question_is_read_as_far_as_in_training(encoder: QuestionEncoder) -> None:
    (long, longer) = encoder.vectors(["Kes maksab? " * 60, "Kes maksab? " * 90])
    assert long == pytest.approx(longer, abs=1e-4)
