"""The plan: known queries, and the whole trees that the engines get of them."""

import numpy as np
import pytest

from search_service.index.conditions import Among, AnyOf, Range
from search_service.index.filters import Filters
from search_service.index.plan import (
    Formula,
    Nearest,
    Product,
    Ranks,
    Score,
    Step,
    Sum,
    Where,
    conditions,
    plan,
    weighted,
)
from search_service.index.port import DENSE, LEXICAL, TOKENS, Fair, IndexQuery, Leg
from search_service.words.analyzer import SparseVector

VECTOR = np.array([0.6, 0.8], np.float32)
MANY = np.eye(2, dtype=np.float32)
WORDS = SparseVector([7], [1.0])
EE = Filters(country=("EE",))
ONLY_EE = Where((AnyOf("country", ("EE",)),))
BEST = (
    Step(Nearest(DENSE, VECTOR), 100, where=ONLY_EE),
    Step(Nearest(LEXICAL, WORDS), 100, where=ONLY_EE),
)
BOTH = (Step(Nearest(DENSE, VECTOR), 200, BEST), Step(Nearest(LEXICAL, WORDS), 200, BEST))
WEIGHTED = Formula(Sum((Product((1.1, Score(0))), Product((0.25, Score(1))))), (0.0, 0.0))


@pytest.mark.parametrize(("limit", "candidates", "taken"), [(10, 100, 10), (10, 5, 5)])
def test_one_plain_leg_is_one_step(limit: int, candidates: int, taken: int) -> None:
    query = IndexQuery([Leg(DENSE, VECTOR)], limit, EE, candidates=candidates)
    assert plan(query) == Step(Nearest(DENSE, VECTOR), taken, where=ONLY_EE)


@pytest.mark.parametrize(
    "leg", [Leg(DENSE, VECTOR, 0.5), Leg(DENSE, VECTOR, 1, {"et": Fair(0, 1)})]
)
def test_a_leg_that_is_weighed_or_made_fair_needs_a_formula(leg: Leg) -> None:
    step = plan(IndexQuery([leg], 10, candidates=50))
    first = (Step(Nearest(DENSE, VECTOR), 50),)
    assert step == Step(weighted([leg]), 10, (Step(Nearest(DENSE, VECTOR), 50, first),))


def test_two_legs_score_what_either_has_found() -> None:
    legs = [Leg(DENSE, VECTOR, 1.1), Leg(LEXICAL, WORDS, 0.25)]
    assert plan(IndexQuery(legs, 10, EE)) == Step(WEIGHTED, 10, BOTH)


def test_late_interaction_scores_the_best_and_the_others_get_its_habit() -> None:
    fair = {"et": Fair(0.5, 2.0), "en": Fair(0.3, 4.0)}
    legs = [
        Leg(DENSE, VECTOR, 1.1),
        Leg(TOKENS, MANY, 0.1, fair),
        Leg(LEXICAL, WORDS, 0.25),
    ]
    best = Step(WEIGHTED, 60, BOTH)
    estonian = Product((AnyOf("text_lang", ("et",)), 0.2, Sum((Score(1), -0.5))))
    english = Product((AnyOf("text_lang", ("en",)), 0.4, Sum((Score(1), -0.3))))
    assert plan(IndexQuery(legs, 10, EE)) == Step(
        Formula(Sum((Score(0), estonian, english)), (0.0, 0.3)),
        10,
        (Step(WEIGHTED, 200, BOTH), Step(Nearest(TOKENS, MANY), 60, (best,))),
    )


def test_late_interaction_is_freed_from_length() -> None:
    legs = [Leg(DENSE, VECTOR, 1.1), Leg(TOKENS, MANY, 0.5, per_length=0.8)]
    scored = plan(IndexQuery(legs, 10)).scored
    assert scored == Formula(Sum((Score(0), Product((0.5, Score(1))))), (0.0, 0.0), 0.4)


def test_ranks_are_fused_over_what_each_leg_finds() -> None:
    legs = [Leg(DENSE, VECTOR), Leg(LEXICAL, WORDS)]
    assert plan(IndexQuery(legs, 7, EE, fusion="rank")) == Step(Ranks(60), 7, BEST)


@pytest.mark.parametrize(
    ("filters", "where"),
    [
        (Filters(), Where()),
        (Filters(lang=("et", "en")), Where((AnyOf("lang", ("et", "en")),))),
        (Filters(sector=("culture",)), Where((AnyOf("sectors", ("culture",)),))),
        (Filters(not_country=("EE", "FI")), Where((), (AnyOf("country", ("EE", "FI")),))),
        (
            Filters(year_from=2018, year_to=2020),
            Where((Range("year", 2018, None), Range("year", None, 2020))),
        ),
        (Filters(year_from=0), Where((Range("year", 0, None),))),
        (Filters(text_lang="en"), Where((AnyOf("text_lang", ("en",)),))),
        (Filters(documents=("a", "b")), Where((AnyOf("document_id", ("a", "b")),))),
        (Filters(passages=()), Where((Among(()),))),
        (
            Filters(country=("FI",), not_country=("EE",), passages=("a~1",)),
            Where((AnyOf("country", ("FI",)), Among(("a~1",))), (AnyOf("country", ("EE",)),)),
        ),
    ],
)
def test_filters_are_conditions_on_what_is_found_first(filters: Filters, where: Where) -> None:
    assert conditions(filters) == where
    assert plan(IndexQuery([Leg(DENSE, VECTOR)], 10, filters)).where == where


def test_nodes_of_different_kinds_differ() -> None:
    assert Sum((1.0,)) != Product((1.0,))
    assert Score(1) != 1
