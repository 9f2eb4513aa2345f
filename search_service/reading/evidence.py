"""How well the corpus answers a question: what of it the best quote leaves unmatched.

    evidence(question, read, ranked)  ->  one number a feature, in FEATURES' order

`weights` turns the row into a probability, which must reach a bar. Compare `window_features`,
which say which quote is best and not whether it is good. The features were chosen one by one
out of some sixty, each for what it added on development questions (docs/evaluation.md).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from search_service.encoding.calibration import treated_as
from search_service.encoding.foresight import UNFORESEEN, Foreseen
from search_service.reading.close_reading import ReadHit
from search_service.reading.question import Question
from search_service.reading.question_kind import asks_one_fact
from search_service.reading.windows import Window
from search_service.words.findings import is_unknown

Row = NDArray[np.float64]

# Closeness of unrelated tokens, and of the same word: read off development questions.
_CHANCE, _SURE = 0.3, 0.7
_USUAL_COSINE = 0.4  # of the nearest passage where there is an answer; on development questions
_MOST_WORDS = 12  # a longer question is no less sure; by hand
_FIRST_WORKS = 3  # as many as are quoted


class Ranked(NamedTuple):
    """A window and its score among all windows."""

    window: Window
    score: float


@dataclass(frozen=True)
class SeenQuestion:
    """A question with what was read for it; `ranked` is the best window of each work, best first.

    What several features need is computed once.
    """

    question: Question
    read: Sequence[ReadHit]
    ranked: Sequence[Ranked]

    @property
    def best(self) -> Window:
        """The best quote."""
        return self.ranked[0].window

    @cached_property
    def weights(self) -> Row:
        """The share of each word of the question."""
        return self.question.word_weights

    @cached_property
    def one_fact(self) -> bool:
        """Whether it asks for one fact, not for an account."""
        return asks_one_fact(self.question.text)

    @cached_property
    def dense(self) -> float:
        """The nearest passage's cosine."""
        return max(each.dense for each in self.read)

    @cached_property
    def said_and_unsaid(self) -> tuple[float, float]:
        """How much of what is asked the best sentence says, and the best that names a gap."""
        return _said_and_unsaid(self.question, self.read, self.ranked)

    @property
    def foreseen(self) -> Foreseen:
        """What is foreseen; nothing for a work without notes: others tell nothing of it."""
        return self.question.foreseen if self.best.read.alike.noted else UNFORESEEN

    @cached_property
    def none(self) -> float:
        """The mean logit of there being no answer, of all that was read."""
        return float(np.mean([each.none for each in self.read]))


Feature = Callable[[SeenQuestion], float]
FEATURES: dict[str, Feature] = {}


def evidence(question: Question, read: Sequence[ReadHit], ranked: Sequence[Ranked]) -> Row:
    """The features of the question; `ranked` is the best window of each work, best first."""
    seen = SeenQuestion(question, read, ranked)
    return np.array([feature(seen) for feature in FEATURES.values()], np.float64)


def _feature(computed: Feature) -> Feature:
    FEATURES[computed.__name__] = computed
    return computed


# The order is that of the files of weights.


@_feature
def matched(seen: SeenQuestion) -> float:
    """Share of the question's words that the best quote's passage has or comes near."""
    owner = seen.best.read
    has = np.maximum(owner.words.max(axis=1), owner.words_title)
    return float(_either(has, _closeness(seen.question, owner.tokens_passage)) @ seen.weights)


@_feature
def soft(seen: SeenQuestion) -> float:
    """Mean closeness of the words' tokens to the best quote's."""
    best = seen.best
    in_quote = best.read.tokens[:, best.first : best.last + 1].max(axis=1)
    close = _closeness(seen.question, in_quote)
    return float(close.mean()) if len(close) else 0.0


@_feature
def weakest(seen: SeenQuestion) -> float:
    """The closeness of the word that is least close, wherever it is closest."""
    close = [_closeness(seen.question, each.tokens_passage) for each in seen.read]
    return float(np.max(close, axis=0).min(initial=1.0))


@_feature
def near(seen: SeenQuestion) -> float:
    """Share of the rarer words in the best quote and beside it."""
    return seen.best.feature("words_near")


@_feature
def far(seen: SeenQuestion) -> float:
    """How much the nearest passage's cosine falls short of the usual."""
    return max(0.0, _USUAL_COSINE - seen.dense)


@_feature
def lead(seen: SeenQuestion) -> float:
    """Of the best quote over the best of the second work."""
    return seen.ranked[0].score - seen.ranked[1].score if len(seen.ranked) > 1 else 0.0


@_feature
def named(seen: SeenQuestion) -> float:
    """1 where the question names something: then much matches by the name alone."""
    return float(any(word.capital or word.is_number for word in seen.question.words))


@_feature
def one_fact(seen: SeenQuestion) -> float:
    """1 where it asks for one fact, not for an account."""
    return float(seen.one_fact)


@_feature
def dense_one_fact(seen: SeenQuestion) -> float:
    """The nearest passage's cosine, if it does."""
    return seen.dense * seen.one_fact


@_feature
def affirmed(seen: SeenQuestion) -> float:
    """Share of its common words in the best sentence of the first works."""
    return seen.said_and_unsaid[0]


@_feature
def denied(seen: SeenQuestion) -> float:
    """The same in a sentence that says that something is unknown, less `affirmed`."""
    said, unsaid = seen.said_and_unsaid
    return unsaid - said


@_feature
def words(seen: SeenQuestion) -> float:
    """How many telling words it has."""
    return min(len(seen.question.words), _MOST_WORDS)


@_feature
def foreign(seen: SeenQuestion) -> float:
    """1 where the best quote is in the other language."""
    return float(treated_as(seen.best.read.hit.passage.lang) != seen.question.lang)


@_feature
def answering(seen: SeenQuestion) -> float:
    """The cross-encoder's logit of the best quote over its passage's of no answer."""
    return seen.best.feature("answering") - seen.best.read.none


@_feature
def answering_all(seen: SeenQuestion) -> float:
    """The same over the mean logit of no answer in what was read."""
    return seen.best.feature("answering") - seen.none


@_feature
def answering_most(seen: SeenQuestion) -> float:
    """The same of the likeliest sentence."""
    return max(float(each.answering.max()) for each in seen.read) - seen.none


def _of_best(name: str) -> Feature:
    def feature(seen: SeenQuestion) -> float:
        return seen.best.feature(name)

    return feature


# What does not fit the question's year, place or work, and what kind of sentence the best is.
_FITS = (
    "year_lacking", "other_year", "other_place", "home", "other_work", "named_work",
    "no_finding", "numberless", "row", "opening", "guide", "money_told",
)  # fmt: skip
FEATURES |= {f"best {name}": _of_best(name) for name in _FITS}


@_feature
def best_score(seen: SeenQuestion) -> float:
    """Of the best quote."""
    return seen.ranked[0].score


@_feature
def asked(seen: SeenQuestion) -> float:
    """How far the likest noted question that the best quote answers is above what is unlike."""
    return seen.best.feature("asked")


@_feature
def asked_most(seen: SeenQuestion) -> float:
    """How like the question is the likest noted one that a work read answers."""
    return max(each.alike.answered for each in seen.read)


@_feature
def asked_unanswered(seen: SeenQuestion) -> float:
    """How much liker is one that the best quote's work does not answer, than any it does."""
    own = seen.best.read.alike
    return own.unanswered - own.answered


@_feature
def asked_gap(seen: SeenQuestion) -> float:
    """The same of one whose answer is that this is not known."""
    own = seen.best.read.alike
    return own.gap - own.answered


@_feature
def noted(seen: SeenQuestion) -> float:
    """1 where questions are noted for the best quote's work."""
    return float(seen.best.read.alike.noted)


@_feature
def asked_in_vain(seen: SeenQuestion) -> float:
    """How much liker is a noted one that some work read does not answer, than any that one does.

    To say that the matter is not known is no answer here. 0 where no question is noted so.
    """
    alike = [each.alike for each in seen.read]
    in_vain = max(max(own.unanswered, own.gap) for own in alike)
    return in_vain - max(own.answered for own in alike) if in_vain else 0.0


@_feature
def asked_in_vain_anywhere(seen: SeenQuestion) -> float:
    """The same of all works of the library, read or not, and of the whole question, not its parts.

    0 for a work without notes too.
    """
    in_vain = seen.foreseen.in_vain
    return in_vain - max(each.alike.answered for each in seen.read) if in_vain else 0.0


@_feature
def foreseen_answered(seen: SeenQuestion) -> float:
    """How likely a noted question that a work read answers asks the same."""
    return seen.foreseen.answered


@_feature
def foreseen_unanswered(seen: SeenQuestion) -> float:
    """How much likelier one does that a work read does not answer."""
    return seen.foreseen.unanswered - seen.foreseen.answered


def shares_said(question: Question, read: ReadHit, sentence: int) -> float:
    """Share of the question's words that a sentence says or comes near, with its title."""
    close = _closeness(question, read.tokens[:, sentence])
    has = np.maximum(read.words[:, sentence], read.words_title)
    return float(_either(has, close) @ question.word_weights)


def _said_and_unsaid(
    question: Question, read: Sequence[ReadHit], ranked: Sequence[Ranked]
) -> tuple[float, float]:
    """Names are left out: both say them."""
    weights = np.array([0.0 if w.capital or w.is_number else w.weight for w in question.words])
    if not weights.sum():
        weights = np.ones(len(question.words))
    weights = weights / (weights.sum() or 1.0)
    works = {each.window.read.work for each in ranked[:_FIRST_WORKS]}
    said = {True: 0.0, False: 0.0}
    for each in read:
        if each.work not in works:
            continue
        for i in range(len(each.sentences)):
            close = _closeness(question, each.tokens[:, i])
            gap = is_unknown(each.line(i, i))
            said[gap] = max(said[gap], float(_either(each.words[:, i], close) @ weights))
    return said[False], said[True]


def _either(has: Row | NDArray[np.float32], close: Row) -> Row:
    """Whether each word is there, or how near something comes to it."""
    near = np.clip((close - _CHANCE) / (_SURE - _CHANCE), 0, 1)
    return np.asarray(np.maximum(has, near), np.float64)


def _closeness(question: Question, tokens: NDArray[np.float32]) -> Row:
    """How close each word's tokens come, from the shares that they score."""
    vectors = question.vectors.tokens
    if vectors is None or len(vectors) != len(tokens):
        return np.zeros(len(question.words))
    shares = np.linalg.norm(vectors, axis=1) + 1e-9
    return np.array([
        tokens[slice(*word.rows)].sum() / shares[slice(*word.rows)].sum() if word.rows[1] else 0.0
        for word in question.words
    ])  # fmt: skip
