"""How well the corpus answers a question: what of it the best quote leaves unmatched.

    evidence(question, read, ranked)  ->  one row, in the order of FEATURES

`answer_model` turns the row into a probability, which must reach a bar. Compare `windows`, whose
figures say which quote is best and not whether it is good. The figures were chosen one by one
out of some sixty, each for what it added on development questions (docs/evaluation.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from search_service.encoding.calibration import treated_as
from search_service.reading.close_reading import ReadHit
from search_service.reading.question import Question
from search_service.reading.question_kind import asks_one_fact
from search_service.reading.windows import FEATURES as WINDOW_FEATURES
from search_service.reading.windows import Window
from search_service.words.findings import is_unknown

FEATURES = (
    "matched",  # share of the question's words that the best quote's passage has or comes near
    "soft",  # mean closeness of the words' tokens to the best quote's
    "weakest",  # the closeness of the word that is least close, wherever it is closest
    "near",  # share of the rarer words in the best quote and beside it
    "far",  # how much the nearest passage's cosine falls short of the usual
    "lead",  # of the best quote over the best of the second work
    "named",  # the question names something: then much matches by the name alone
    "one_fact",  # it asks for one fact, not for an account
    "dense_one_fact",  # the nearest passage's cosine, if it does
    "affirmed",  # share of its common words in the best sentence of the first works
    "denied",  # the same in a sentence that says that something is unknown, less `affirmed`
    "words",  # how many telling words it has
    "foreign",  # the best quote is in the other language
    "answering",  # the cross-encoder's logit of the best quote over its passage's of no answer
    "answering_all",  # over the mean logit of no answer in what was read
    "answering_most",  # the same of the likeliest sentence
)

Row = NDArray[np.float64]
_CHANCE, _SURE = 0.3, 0.7  # closeness of unrelated tokens, and of the same word
_USUAL_COSINE = 0.4
_MOST_WORDS = 12
_FIRST_WORKS = 3
_NEAR = WINDOW_FEATURES.index("words_near")
_ANSWERING = WINDOW_FEATURES.index("answering")


class Ranked(NamedTuple):
    """A window and its score among all windows."""

    window: Window
    score: float


def evidence(question: Question, read: Sequence[ReadHit], ranked: Sequence[Ranked]) -> Row:
    """The row of the question; `ranked` is the best window of each work, best first."""
    best = ranked[0].window
    owner = best.read
    weights = np.array([word.weight for word in question.words])
    weights = weights / (weights.sum() or 1.0)
    close = _closeness(question, owner.tokens_passage)
    in_quote = _closeness(question, owner.tokens[:, best.first : best.last + 1].max(axis=1))
    anywhere = np.max([_closeness(question, each.tokens_passage) for each in read], axis=0)
    has = np.maximum(owner.words.max(axis=1), owner.words_title)
    matched = _either(has, close)
    affirmed, denied = _said_and_unsaid(question, read, ranked)
    dense = max(each.dense for each in read)
    one_fact = asks_one_fact(question.text)
    none = float(np.mean([each.none for each in read]))
    likeliest = max(float(each.answering.max()) for each in read)
    values = (
        matched @ weights,
        in_quote.mean() if len(in_quote) else 0.0,
        anywhere.min(initial=1.0),
        best.figures[_NEAR],
        max(0.0, _USUAL_COSINE - dense),
        ranked[0].score - ranked[1].score if len(ranked) > 1 else 0.0,
        float(any(word.capital or word.is_number for word in question.words)),
        float(one_fact),
        dense * one_fact,
        affirmed,
        denied - affirmed,
        min(len(question.words), _MOST_WORDS),
        float(treated_as(owner.hit.passage.lang) != question.lang),
        best.figures[_ANSWERING] - owner.none,
        best.figures[_ANSWERING] - none,
        likeliest - none,
    )
    return np.array(values, np.float64)


def _said_and_unsaid(
    question: Question, read: Sequence[ReadHit], ranked: Sequence[Ranked]
) -> tuple[float, float]:
    """How much of what is asked the best sentence says, and the best that names a gap.

    Names are left out: both say them.
    """
    weights = np.array([0.0 if w.capital or w.is_number else w.weight for w in question.words])
    if not weights.sum():
        weights = np.ones(len(question.words))
    weights = weights / (weights.sum() or 1.0)
    works = {each.window.read.hit.document.metadata.work for each in ranked[:_FIRST_WORKS]}
    said = {True: 0.0, False: 0.0}
    for each in read:
        if each.hit.document.metadata.work not in works:
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
