"""How well a work fits a question that asks for several: each feature of the work, by its name.

    row(SeenWork(question, hits, top, read, card))  ->  one number a feature, in FEATURES' order

A list needs whole works, not sentences: what the work is (its opening passage, read together with
the question), how near its best passage came, and whether it is of the place asked for.
`weights` says what each weighs; `window_features` are those of quotes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import log
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from search_service.queries.restrictions import names_one_of
from search_service.reading.close_reading import ReadHit
from search_service.reading.question import Question
from search_service.search.hits import SearchHit

Row = NDArray[np.float64]
_CARD = 400  # characters of the opening; by hand
_HOME = "EE"  # whose country "abroad" leaves out: the library's own


class SeenWork(NamedTuple):
    """A work as its features see it.

    `hits` are its own among those found, best first; `top` is the best score of all; `place` its
    place among the works found, from 1; `read` its opening passage; `card` the cosine of its title,
    first sentence and descriptors.
    """

    question: Question
    hits: Sequence[SearchHit]
    top: float
    place: int
    read: ReadHit
    card: float


def card(opening: SearchHit) -> str:
    """A work in a few words, from its opening passage and its description."""
    metadata = opening.document.metadata
    said = opening.passage.text[:_CARD]
    described = ", ".join((*metadata.sectors, *metadata.target_groups, *metadata.methods))
    return f"{metadata.title}\n{said}\n{described}"


Feature = Callable[[SeenWork], float]
FEATURES: dict[str, Feature] = {}


def row(work: SeenWork) -> Row:
    """All features of a work."""
    return np.array([feature(work) for feature in FEATURES.values()], np.float64)


def _feature(computed: Feature) -> Feature:
    FEATURES[computed.__name__] = computed
    return computed


# The order is that of the files of weights.


@_feature
def gap(work: SeenWork) -> float:
    """How far its best hit is behind the best of all."""
    return work.hits[0].score - work.top


@_feature
def place(work: SeenWork) -> float:
    """Its place among the works found, as 1/place."""
    return 1 / work.place


@_feature
def hits(work: SeenWork) -> float:
    """The logarithm of how many of its passages were found."""
    return log(1 + len(work.hits))


@_feature
def described(work: SeenWork) -> float:
    """The cosine of its card."""
    return work.card


@_feature
def dense(work: SeenWork) -> float:
    """The cosine of its opening passage."""
    return work.read.dense


@_feature
def answering(work: SeenWork) -> float:
    """The cross-encoder's logit of its opening answering, over that of no answer."""
    return float(np.logaddexp.reduce(work.read.answering)) - work.read.none


@_feature
def words(work: SeenWork) -> float:
    """Share of the question's words in its opening, title and headings."""
    has = np.maximum(work.read.words.max(axis=1), work.read.words_title)
    weights = np.array([word.weight for word in work.question.words])
    return float(has @ weights / weights.sum()) if len(weights) and weights.sum() else 0.0


@_feature
def tokens(work: SeenWork) -> float:
    """Late interaction with its opening, by the tokens' shares of the question's IDF."""
    return float(work.read.tokens_passage.sum())


@_feature
def practice(work: SeenWork) -> float:
    """1 for a practice."""
    return float(_type(work) == "practice")


@_feature
def paper(work: SeenWork) -> float:
    """1 for what tells of many works: a report or a page that leads to others."""
    return float(_type(work) in ("report", "guide") or work.read.hit.document.pages > 1)


@_feature
def other_place(work: SeenWork) -> float:
    """1 where the question names countries, and it is of none of them."""
    asked = work.question.restrictions.countries
    metadata = work.read.hit.document.metadata
    if not asked or metadata.country in asked:
        return 0.0
    return float(not names_one_of(f"{metadata.title} {work.read.hit.passage.text}", asked))


@_feature
def home(work: SeenWork) -> float:
    """1 where the question asks for what is abroad, and it is of the library's country."""
    asked = work.question.restrictions
    at_home = work.read.hit.document.metadata.country == _HOME
    return float(at_home and asked.abroad and not asked.countries)


def _type(work: SeenWork) -> str:
    return work.read.hit.document.metadata.type
