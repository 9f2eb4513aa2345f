"""How likely a work is one of several that a question asks for.

    examples(works, found)  ->  [PossibleExample(quote, features), …], the best work first

"Which countries …?", "milliseid näiteid on …?": a work may fit with no sentence that answers by
itself. So a work is judged by whether it stands in the subject index under what is asked for, by
where search places it beside the others, by how near its best passage is, and by what of the
question its best quote fits. `weights` turns the features into a probability. Compare
`window_features`, which say which quote is best.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import log
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from search_service.encoding.subjects_alike import CHANCE
from search_service.reading.evidence import Ranked
from search_service.reading.quote_finder import RankedQuotes
from search_service.search.hits import FoundWork

_UNREAD = -4.0  # logit of a subject that is not among the likest; by hand: as low as most of those

Row = NDArray[np.float64]


class SeenWork(NamedTuple):
    """A work as its features see it; `place` is its place among the works, from 1.

    Beside its own stand the score of the first work, and of all works the best quote, the greatest
    cosine and the greatest logit of a subject.
    """

    place: int
    found: FoundWork
    quote: Ranked
    first_score: float
    best_quote: float
    best_dense: float
    best_subject: float


Feature = Callable[[SeenWork], float]
FEATURES: dict[str, Feature] = {}


class PossibleExample(NamedTuple):
    """A work's best quote, and the work's features."""

    quote: Ranked
    features: Row


def examples(works: Sequence[FoundWork], found: RankedQuotes) -> list[PossibleExample]:
    """Those of the works, which come best first, of which something may be quoted."""
    quotes = {each.window.read.work: each for each in found.ranked}
    dense = max((each.dense for each in found.reading.read), default=0.0)
    subject = max(map(_asked, works), default=_UNREAD)
    seen = [
        SeenWork(place, each, quote, works[0].hit.score, found.ranked[0].score, dense, subject)
        for place, each in enumerate(works, start=1)
        if (quote := quotes.get(each.hit.document.metadata.work))
    ]
    return [PossibleExample(work.quote, _row(work)) for work in seen]


def _row(work: SeenWork) -> Row:
    return np.array([feature(work) for feature in FEATURES.values()], np.float64)


def _feature(computed: Feature) -> Feature:
    FEATURES[computed.__name__] = computed
    return computed


# The order is that of the file of weights.


@_feature
def place(work: SeenWork) -> float:
    """The logarithm of its place."""
    return log(work.place)


@_feature
def below_first(work: SeenWork) -> float:
    """How much its best passage's score is below that of the first work."""
    return work.first_score - work.found.hit.score


@_feature
def passages(work: SeenWork) -> float:
    """How many of its passages were found, three at most."""
    return float(work.found.passages)


@_feature
def quote_below_best(work: SeenWork) -> float:
    """How much the score of its best quote is below the best of all."""
    return work.best_quote - work.quote.score


@_feature
def answering(work: SeenWork) -> float:
    """The cross-encoder's greatest logit of a sentence, over that of no answer."""
    read = work.quote.window.read
    return float(read.answering.max()) - read.none


@_feature
def dense(work: SeenWork) -> float:
    """The passage's cosine."""
    return work.quote.window.read.dense


@_feature
def dense_below_best(work: SeenWork) -> float:
    """How much it is below the greatest of all."""
    return work.best_dense - work.quote.window.read.dense


def _of_quote(name: str) -> None:
    """A feature of its best quote, as `windows` has it."""
    FEATURES[name] = lambda work: work.quote.window.feature(name)


for _name in ("tokens_telling", "words_title", "practice", "other_place", "home"):
    _of_quote(_name)


@_feature
def subject(work: SeenWork) -> float:
    """How much the likest of its subjects is like the question, over what is chance."""
    return max(0.0, work.found.subjects.likeness - CHANCE)


@_feature
def subject_asked(work: SeenWork) -> float:
    """The greatest logit of the question asking for a subject of its."""
    return _asked(work.found)


@_feature
def subject_below_best(work: SeenWork) -> float:
    """How much that is below the greatest of all works."""
    return work.best_subject - _asked(work.found)


@_feature
def subjects_asked(work: SeenWork) -> float:
    """How many of its subjects are asked for, as far as is known."""
    return work.found.subjects.together


def _asked(found: FoundWork) -> float:
    return max(found.subjects.logits, default=_UNREAD)
