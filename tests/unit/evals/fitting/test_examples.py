"""Which works are listed is learnt from what marks those that fit; the bar keeps lists precise."""

import numpy as np
import pytest

from corpus.errors import BadInput
from evals.fitting import examples
from evals.fitting.examples import PRECISION, ExampleFit, ListRecord
from evals.fitting.several_works import ListQuestionFit, QuestionMeasures
from evals.sets.answer_gold import GoldQuestion
from evals.sets.folds import FOLDS
from search_service.reading.examples import FEATURES
from search_service.reading.several_works import FEATURES as OF_QUESTIONS
from search_service.reading.weights import Linear


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


NOTHING = QuestionMeasures(0, 0, 0.0, 0.0, 0, 0)
ASKED = ListQuestionFit(Linear.blank(OF_QUESTIONS), NOTHING)


def fit(found: list[ListRecord]) -> ExampleFit:
    return examples.fit(found, ASKED)


def test_what_tells_is_learnt_and_lists_are_as_precise_as_was_aimed_at() -> None:
    found = fit(records(3.0))
    heaviest = int(np.argmax(np.abs(found.weights.works.weights)))
    assert heaviest == 0
    assert found.area > 0.9
    assert found.measures.precision >= PRECISION
    assert found.measures.works > 4
    assert found.weights.stamp["unseen folds"]["precision"] == found.measures.precision


def test_what_nothing_was_found_for_and_what_nothing_fits_count() -> None:
    """The measures of lists that the right works make by themselves, at any bar."""
    sure = [each._replace(rows=np.where(each.fits, 9.0, -9.0)[:, None] * np.eye(1, len(FEATURES)))
            for each in records(0.0)]  # fmt: skip
    nothing = [each._replace(fitting=0, fits=np.zeros(12, bool)) for each in records(0.0, 3)]
    empty = records(0.0, 1)[0]._replace(rows=np.zeros((0, len(FEATURES))), fits=np.zeros(0, bool))
    unlike = [each._replace(rows=np.full((12, len(FEATURES)), -9.0)) for each in nothing]
    measures = fit([*sure, *unlike, empty]).measures
    assert measures.precision == 1.0
    assert measures.none == 1.0
    assert (measures.lists, measures.asked) == (20, 21)
    assert measures.works == pytest.approx(20 * 6 / 21, abs=1e-3)


def test_where_nothing_tells_no_bar_is_precise_enough() -> None:
    with pytest.raises(BadInput, match="no bar"):
        fit([each._replace(rows=np.zeros_like(each.rows)) for each in records(0.0)])
