"""Which works are listed is learnt from what marks those that fit; the bar keeps lists precise."""

import numpy as np
import pytest

from corpus.errors import BadInput
from evals.fitting.examples import PRECISION, ListRecord, fit
from evals.sets.answer_gold import GoldQuestion
from evals.sets.folds import FOLDS
from search_service.reading.examples import FEATURES


def records(telling: float, questions: int = 20, works: int = 12) -> list[ListRecord]:
    """Questions that six of twelve works fit, which one feature tells by `telling` spreads."""
    rng = np.random.default_rng(7)
    found = []
    for number in range(questions):
        fits = np.arange(works) % 2 == 0
        rows = rng.normal(size=(works, len(FEATURES)))
        rows[:, 0] += telling * fits
        question = GoldQuestion(
            f"l{number}", "en", "list", (), "-", "train", "yes", f"Which {number}?", ()
        )
        found.append(ListRecord(question, int(fits.sum()), rows, fits, number % FOLDS))
    return found


def test_what_tells_is_learnt_and_lists_are_as_precise_as_was_aimed_at() -> None:
    found = fit(records(3.0))
    heaviest = int(np.argmax(np.abs(found.weights.works.weights)))
    assert heaviest == 0
    assert found.area > 0.9
    assert found.measures.precision >= PRECISION
    assert found.measures.works > 4
    assert found.weights.stamp["unseen folds"]["precision"] == found.measures.precision


def test_a_question_that_nothing_was_found_for_and_one_that_nothing_fits_count() -> None:
    none = records(3.0, 1)[0]._replace(fitting=0, fits=np.zeros(12, bool))
    empty = records(3.0, 1)[0]._replace(rows=np.zeros((0, len(FEATURES))), fits=np.zeros(0, bool))
    measures = fit([*records(3.0), none, empty]).measures
    assert measures.asked == 21
    assert measures.none in (0.0, 1.0)


def test_where_nothing_tells_no_bar_is_precise_enough() -> None:
    with pytest.raises(BadInput, match="no bar"):
        fit(records(0.0))
