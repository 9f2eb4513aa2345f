"""Words made to mean the same in every language and whatever is asked: known scores."""

import pytest

from search_service.encoding.calibration import Norm
from search_service.index.port import Fair
from search_service.search.language_fairness import less_habit

NORMS = {"et": Norm(0.0, 1.0), "en": Norm(0.0, 0.5)}
SCORES = {"et": [8.0, 3.0, 1.0], "en": [4.0]}


def test_words_are_taken_over_the_best_and_less_each_languages_habit() -> None:
    assert less_habit(SCORES, NORMS) == {"et": Fair(2.0, 1 / 8), "en": Fair(0.0, 1 / 4)}


@pytest.mark.parametrize(("full", "over"), [(5.0, 8.0), (8.0, 8.0), (20.0, 20.0)])
def test_where_even_the_best_has_few_of_the_words_they_count_less(full: float, over: float) -> None:
    fair = less_habit(SCORES, NORMS, full)
    assert fair == {"et": Fair(2.0, 1 / over), "en": Fair(0.0, 2 / over)}


def test_words_that_nothing_holds_divide_by_no_zero() -> None:
    assert less_habit({"et": [], "en": []}, NORMS) == {"et": Fair(0.0, 1.0), "en": Fair(0.0, 2.0)}
    assert less_habit({}, {}) is None
