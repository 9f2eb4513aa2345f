"""What one window of sentences is like: each feature, what it means and how it is computed.

    row(seen(question, read, weights, (2, 3), forms))  ->  one number a feature, in FEATURES' order

Features are facts of nearness and form; `weights` holds what each weighs, by these names.
`windows` says which windows there are; `evidence` judges the best of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import log
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from search_service.encoding.calibration import treated_as
from search_service.reading import fit_features
from search_service.reading.close_reading import ReadHit, likest
from search_service.reading.fit_features import SentenceMarks
from search_service.reading.question import Question
from search_service.reading.question_kind import WITH_NUMBER

Row = NDArray[np.float64]
Values = NDArray[np.float32]

_HAS = 0.1  # a probability of translation that counts as having a word; by hand
_MOST_FORMS = 3  # dates, numbers or names in one window; by hand: more say no more
_NEITHER = 0.5  # where there is nothing to share; by hand: half way
_UNLIKE = 0.5  # similarity that questions on other things reach; on development questions
_USUAL_LENGTH = 100  # characters, of which the logarithm is 0; by hand


class Weights(NamedTuple):
    """What each token and word of the question counts, seen over all that was read."""

    best_score: float
    tokens: Row  # shares of the question's IDF
    telling: Row  # the same, times how much the best sentence is above the usual one
    usual: Row  # the usual (median) closeness of each token
    most: float  # the greatest sum that the telling tokens can give
    words: Row
    rare: Row
    named: NDArray[np.bool_]

    @classmethod
    def of(cls, question: Question, read: Sequence[ReadHit]) -> Weights:
        """The weights for windows of these hits."""
        vectors = question.vectors.tokens
        tokens = np.ones(1) if vectors is None else np.linalg.norm(vectors, axis=1) + 1e-9
        near = np.concatenate([each.tokens for each in read], axis=1) / tokens[:, None]
        usual = np.median(near, axis=1)
        above = near.max(axis=1) - usual
        telling = tokens * above / ((tokens @ above) or 1.0)
        words = np.array([word.weight for word in question.words])
        having = (np.concatenate([each.words for each in read], axis=1) > _HAS).sum(axis=1)
        return cls(
            best_score=max(each.hit.score for each in read),
            tokens=tokens,
            telling=telling,
            usual=usual,
            most=float(telling @ above) or 1.0,
            words=words,
            rare=words * np.log((near.shape[1] + 1) / (having + 0.5)),
            named=np.array([w.capital or w.is_number for w in question.words], bool),
        )


class SeenWindow(NamedTuple):
    """A window as its features see it: what several of them need is computed once."""

    question: Question
    read: ReadHit
    text: str
    weights: Weights
    first: int
    last: int
    forms: Sequence[int]  # of each sentence of the hit: how many stretches have the form asked for
    marks: Sequence[SentenceMarks]  # of the window's own sentences
    mean: float  # of a late-interaction score in the passage's language, and how it spreads
    spread: float
    tokens: Values  # (m,): the best match of each question token in the window
    tokens_near: Values  # the same with one more sentence on each side
    words: Values  # (w,): whether the window has each question word
    words_near: Values

    @property
    def own(self) -> slice:
        """The window's sentences."""
        return slice(self.first, self.last + 1)


def seen(
    question: Question,
    read: ReadHit,
    weights: Weights,
    window: tuple[int, int],
    forms: Sequence[int],
    marks: Sequence[SentenceMarks],
) -> SeenWindow:
    """The window of sentences `first` to `last` of a hit, of which forms and marks are."""
    first, last = window
    own, around = slice(first, last + 1), slice(max(0, first - 1), last + 2)
    norm = question.vectors.norms.tokens.get(treated_as(read.hit.passage.lang))
    return SeenWindow(
        question=question,
        read=read,
        text=read.line(first, last),
        weights=weights,
        first=first,
        last=last,
        forms=forms,
        marks=marks[own],
        mean=norm.mean if norm else 0.0,
        spread=norm.spread if norm else 1.0,
        tokens=read.tokens[:, own].max(axis=1),
        tokens_near=read.tokens[:, around].max(axis=1),
        words=read.words[:, own].max(axis=1),
        words_near=read.words[:, around].max(axis=1),
    )


Feature = Callable[[SeenWindow], float]
FEATURES: dict[str, Feature] = {}


def row(window: SeenWindow) -> Row:
    """All features of a window."""
    return np.array([feature(window) for feature in FEATURES.values()], np.float64)


def _feature(computed: Feature) -> Feature:
    FEATURES[computed.__name__] = computed
    return computed


# The order is that of the files of weights.


@_feature
def tokens(window: SeenWindow) -> float:
    """Late interaction with the window, in spreads of its language's habit."""
    return float(window.tokens.sum() - window.mean) / window.spread


@_feature
def tokens_best(window: SeenWindow) -> float:
    """The same with its best sentence."""
    best = window.read.tokens[:, window.own].sum(axis=0).max()
    return float(best - window.mean) / window.spread


@_feature
def tokens_near(window: SeenWindow) -> float:
    """What one more sentence on each side would add to `tokens`."""
    return float(window.tokens_near.sum() - window.tokens.sum()) / window.spread


@_feature
def tokens_telling(window: SeenWindow) -> float:
    """As `tokens`, but tokens that tell sentences apart count more; 1 is the most there can be."""
    weights = window.weights
    above = window.tokens / weights.tokens - weights.usual
    return float(weights.telling @ above / weights.most)


@_feature
def dense(window: SeenWindow) -> float:
    """The cosine of the passage."""
    return window.read.dense


@_feature
def dense_best(window: SeenWindow) -> float:
    """The cosine of the window's best sentence."""
    return float(window.read.dense_sentences[window.own].max())


@_feature
def words(window: SeenWindow) -> float:
    """Share of the question's words that the window has, by weight."""
    return _share(window.words, window.weights.words)


@_feature
def words_rare(window: SeenWindow) -> float:
    """The same, but words that few sentences have count more."""
    return _share(window.words, window.weights.rare)


@_feature
def words_near(window: SeenWindow) -> float:
    """As `words_rare`, with one more sentence on each side."""
    return _share(window.words_near, window.weights.rare)


@_feature
def words_title(window: SeenWindow) -> float:
    """As `words`, with title and headings."""
    return _share(np.maximum(window.words, window.read.words_title), window.weights.words)


@_feature
def words_passage(window: SeenWindow) -> float:
    """Share of the question's words in the passage, its title and headings."""
    read = window.read
    return _share(np.maximum(read.words.max(axis=1), read.words_title), window.weights.words)


@_feature
def names(window: SeenWindow) -> float:
    """Of the question's capitalised words and numbers, the share near the window or in headings."""
    named = window.weights.named
    has = np.maximum(window.words_near, window.read.words_title)[named]
    return _share(has, window.weights.words[named])


@_feature
def form(window: SeenWindow) -> float:
    """Things of the form asked for that the question does not name itself; 1 for three or more."""
    return min(sum(window.forms[window.own]), _MOST_FORMS) / _MOST_FORMS


@_feature
def score(window: SeenWindow) -> float:
    """Of the search, less the best hit's."""
    return window.read.hit.score - window.weights.best_score


@_feature
def rank(window: SeenWindow) -> float:
    """Of the hit, as 1/rank."""
    return 1 / window.read.hit.rank


@_feature
def two(window: SeenWindow) -> float:
    """1 for at least two sentences."""
    return float(window.last > window.first)


@_feature
def three(window: SeenWindow) -> float:
    """1 for three sentences."""
    return float(window.last > window.first + 1)


@_feature
def length(window: SeenWindow) -> float:
    """The logarithm of the characters, in hundreds."""
    return log(len(window.text) / _USUAL_LENGTH)


@_feature
def answering(window: SeenWindow) -> float:
    """The cross-encoder's logit of the answer standing here."""
    return float(np.logaddexp.reduce(window.read.answering[window.own]))


@_feature
def answering_passage(window: SeenWindow) -> float:
    """The same over that of the passage having no answer."""
    return answering(window) - window.read.none


@_feature
def numberless(window: SeenWindow) -> float:
    """1 where the answer must have a number, and the window has none of that form."""
    return float(window.question.kind in WITH_NUMBER and not form(window))


FEATURES |= fit_features.FEATURES


@_feature
def asked(window: SeenWindow) -> float:
    """How far the likest noted question that the window answers is above what is unlike."""
    return max(0.0, likest(window.read.alike.answering, window.first, window.last) - _UNLIKE)


def _share(has: Row | Values, weights: Row) -> float:
    total = weights.sum()
    return float(has @ weights / total) if total > 0 else _NEITHER
