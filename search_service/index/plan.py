"""A query as a tree that no engine owns: built here once, translated by `edge` and by `server`.

    plan(IndexQuery([Leg(DENSE, v, 1.1), Leg(LEXICAL, w, 0.25)], limit=10))

    ->  Step(Formula(Sum(Product(1.1, Score(0)), Product(0.25, Score(1)))), 10, among=(
            Step(Nearest(DENSE, v), 200, among=(best 100 by v, best 100 by w)),
            Step(Nearest(LEXICAL, w), 200, among=(best 100 by v, best 100 by w))))

A step takes the best `limit` of what its inner steps found, or of all points that its conditions
allow where it has none. Score(n) is what the n-th inner step gave a point. `port` says what is
asked; this says how it is done.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from search_service.encoding.encoder import Vectors
from search_service.index.conditions import AnyOf, Condition, FieldCondition
from search_service.index.filters import Filters
from search_service.index.port import IndexQuery, Leg, habitual_score
from search_service.words.analyzer import SparseVector

RRF_K = 60  # Cormack, Clarke & Buettcher, 2009


@dataclass(frozen=True, slots=True)
class Score:
    """What the inner step of that number scored."""

    step: int


@dataclass(frozen=True, slots=True)
class Product:
    """All factors multiplied; a condition counts 1 where it holds, else 0."""

    factors: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Sum:
    """All terms added."""

    terms: tuple[Expression, ...]


Expression: TypeAlias = "float | Score | AnyOf | Sum | Product"


@dataclass(frozen=True, slots=True)
class Nearest:
    """Scores by nearness to a vector (or, by late interaction, to several)."""

    using: str
    vector: Vectors | SparseVector


@dataclass(frozen=True, slots=True)
class Formula:
    """Scores by an expression; `defaults` has each inner step's score of what it did not find.

    `per_length` times the payload's `length` is taken off.
    """

    expression: Expression
    defaults: tuple[float, ...]
    per_length: float = 0.0


@dataclass(frozen=True, slots=True)
class Ranks:
    """Scores by reciprocal rank fusion: the sum of 1 / (k + rank)."""

    k: int


@dataclass(frozen=True, slots=True)
class Where:
    """Conditions on points: all of `required`, none of `excluded`."""

    required: tuple[Condition, ...] = ()
    excluded: tuple[FieldCondition, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """The best `limit` by `scored`, among what the inner steps found or `where` allows."""

    scored: Nearest | Formula | Ranks
    limit: int
    among: tuple[Step, ...] = ()
    where: Where = field(default_factory=Where)


def plan(query: IndexQuery) -> Step:
    """How the ranking is done, in one step for the engine."""
    where = conditions(query.filters)
    if query.alone:
        limit = min(query.limit, query.candidates)
        return Step(_nearest(query.alone), limit, where=where)
    first = tuple(Step(_nearest(leg), query.candidates, where=where) for leg in query.first)
    if query.fusion == "rank":
        return Step(Ranks(RRF_K), query.limit, first)
    each = tuple(Step(_nearest(leg), query.united, first) for leg in query.first)
    united = Step(weighted(query.first), query.limit, each)
    return _reranked(united, query.late, query) if query.late else united


def _reranked(united: Step, late: Leg, query: IndexQuery) -> Step:
    """Late interaction for the best of them; the others keep their score and get its habit."""
    best = replace(united, limit=query.reranked)
    scored = Step(_nearest(late), query.reranked, (best,))
    everyone = replace(united, limit=query.united)
    terms = (Score(0), *_terms(1, late))
    formula = Formula(Sum(terms), (0.0, habitual_score(late)), late.weight * late.per_length)
    return Step(formula, query.limit, (everyone, scored))


def weighted(legs: Sequence[Leg]) -> Formula:
    """The score of a passage that each leg has scored: the weighted sum, made fair."""
    terms = [term for n, leg in enumerate(legs) for term in _terms(n, leg)]
    return Formula(Sum(tuple(terms)), (0.0,) * len(legs))


def _terms(step: int, leg: Leg) -> list[Expression]:
    """weight · score, or for each language [it is] · weight · scale · (score − shift)."""
    if leg.fair is None:
        return [Product((leg.weight, Score(step)))]
    return [
        Product(
            (
                AnyOf("text_lang", (lang,)),
                leg.weight * fair.scale,
                Sum((Score(step), -fair.shift)),
            )
        )
        for lang, fair in leg.fair.items()
    ]


def conditions(filters: Filters) -> Where:
    """What a point must be like to be found."""
    return Where(tuple(filters.required()), tuple(filters.excluded()))


def _nearest(leg: Leg) -> Nearest:
    return Nearest(leg.using, leg.vector)
