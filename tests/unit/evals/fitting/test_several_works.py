"""Whether a question asks for several works is learnt from what marks those that do."""

import numpy as np
import pytest

from corpus.errors import BadInput
from evals.fitting import several_works
from evals.fitting.several_works import QuestionRecord
from evals.sets.folds import FOLDS
from search_service.reading.several_works import FEATURES


def asked(telling: float, questions: int = 200) -> list[QuestionRecord]:
    """Questions of which every fourth asks for several works, which one feature tells."""
    rng = np.random.default_rng(7)
    found = []
    for number in range(questions):
        several = number % 4 == 0
        row = rng.normal(size=len(FEATURES))
        row[0] += telling * several
        bare = np.concatenate([row[:1], np.zeros(len(row) - 1)])
        found.append(QuestionRecord(row, bare, several, number % FOLDS))
    return found


def test_questions_that_ask_for_several_are_told_from_others() -> None:
    sure, vague = (several_works.fit(asked(telling)).measures for telling in (6.0, 0.0))
    assert sure.average_precision > 0.95
    assert sure.bare > 0.95
    assert sure.sure_several == sure.sure > 40
    assert vague.average_precision < 0.5
    assert (sure.questions, sure.several) == (200, 50)


def test_without_questions_of_both_kinds_nothing_is_learnt() -> None:
    with pytest.raises(BadInput, match="no lists, or nothing else"):
        several_works.fit([each for each in asked(1.0) if each.several])
