"""How likely a question asks for several works, as examples, and not for what one of them says.

    signs(question, likest)  ->  one number a feature, in FEATURES' order

By its words (`purposes`), and by what curators noted: what asks for examples is liker a subject of
their index than any question that one work answers. `examples` says which works a list then holds,
`weights` turns both into probabilities.
"""

from __future__ import annotations

from collections.abc import Callable
from math import log

import numpy as np
from numpy.typing import NDArray

from search_service.reading.question import Question
from search_service.search.reading_list import Likest

_LEAST = 1e-3  # probability, so that its odds have a logarithm; by hand

Row = NDArray[np.float64]
Feature = Callable[[Question, Likest], float]
FEATURES: dict[str, Feature] = {}


def signs(question: Question, likest: Likest) -> Row:
    """What speaks for and against its asking for several works."""
    return np.array([feature(question, likest) for feature in FEATURES.values()], np.float64)


def _feature(computed: Feature) -> Feature:
    FEATURES[computed.__name__] = computed
    return computed


# The order is that of the file of weights. Without an index of subjects the words alone count.


@_feature
def words(question: Question, _: Likest) -> float:
    """The logarithm of the odds of its being for a list, as its words have it."""
    chance = question.purposes["list"]
    return log((chance + _LEAST) / (1 - chance + _LEAST))


@_feature
def index(_: Question, likest: Likest) -> float:
    """1 where there is an index of subjects."""
    return float(likest.subject > 0)


@_feature
def subject(_: Question, likest: Likest) -> float:
    """How like it the likest subject is."""
    return likest.subject


@_feature
def noted_question(_: Question, likest: Likest) -> float:
    """How like it the likest noted question is that a work read answers."""
    return likest.answered if likest.subject > 0 else 0.0
