"""Windows of one to three sentences, and the figures by which one is a better answer than another.

    windows(question, read)  ->  [Window(read_hit, first, last, figures), …]

Figures are facts of nearness and form (FEATURES); `answer_model` holds what each weighs. Compare
`close_reading`, which measures single sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from math import log
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from search_service.encoding.calibration import treated_as
from search_service.reading.close_reading import ReadHit
from search_service.reading.question import Question
from search_service.reading.question_kind import candidates

LONGEST = 3  # sentences of a quote

FEATURES = (
    "tokens",  # late interaction with the window, in spreads of its language's habit
    "tokens_best",  # with its best sentence
    "tokens_near",  # what one more sentence on each side would add
    "tokens_telling",  # tokens that tell sentences apart count more
    "dense",  # cosine of the passage
    "dense_best",  # of the best sentence
    "words",  # share of the question's words, by weight
    "words_rare",  # words that few sentences have count more
    "words_near",  # the same with one more sentence on each side
    "words_title",  # with title and headings
    "words_passage",  # in the passage
    "names",  # capitalised words and numbers of the question, in the window's neighbourhood
    "form",  # things of the form asked for that the question does not name itself
    "score",  # of the search, less the best hit's
    "rank",  # of the hit, as 1/rank
    "two",  # at least two sentences
    "three",  # three sentences
    "length",  # logarithm of the characters
    "answering",  # the cross-encoder's logit of the answer standing here
    "answering_passage",  # the same over that of the passage having no answer
)

Row = NDArray[np.float64]
Stretch = tuple[int, int]
_HAS = 0.1  # a probability of translation that counts as having a word
_MOST_FORMS = 3
_NEITHER = 0.5  # where there is nothing to share


class Window(NamedTuple):
    """Sentences `first` to `last` of a hit that was read, and their figures."""

    read: ReadHit
    first: int
    last: int
    figures: Row

    @property
    def text(self) -> str:
        """Their characters, as they stand in the passage."""
        return self.read.line(self.first, self.last)

    @property
    def stretch(self) -> Stretch:
        """Where they stand in the passage."""
        sentences = self.read.sentences
        return sentences[self.first].start, sentences[self.last].end


def windows(question: Question, read: Sequence[ReadHit]) -> list[Window]:
    """All windows of the hits, with their figures."""
    if not read:
        return []
    weights = _Weights.of(question, read)
    return [window for each in read for window in _windows(question, each, weights)]


def fitting(question: Question, text: str) -> list[Stretch]:
    """Stretches of the text that have the form asked for and that the question does not name."""
    known = {word.text.lower() for word in question.words}
    return [span for span in candidates(text, question.kind) if _new(text[slice(*span)], known)]


class _Weights(NamedTuple):
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
    def of(cls, question: Question, read: Sequence[ReadHit]) -> _Weights:
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


def _windows(question: Question, read: ReadHit, weights: _Weights) -> Iterator[Window]:
    forms = [len(fitting(question, read.line(i, i))) for i in range(len(read.sentences))]
    for first, sentence in enumerate(read.sentences):
        for last in range(first, min(first + LONGEST, len(read.sentences))):
            if read.sentences[last].run != sentence.run:
                break
            if any(s.alone for s in read.sentences[first : last + 1]):
                figures = _figures(question, read, weights, (first, last), forms)
                yield Window(read, first, last, figures)


def _figures(
    question: Question,
    read: ReadHit,
    weights: _Weights,
    window: tuple[int, int],
    forms: Sequence[int],
) -> Row:
    first, last = window
    own, around = slice(first, last + 1), slice(max(0, first - 1), last + 2)
    norm = question.vectors.norms.tokens.get(treated_as(read.hit.passage.lang))
    mean, spread = (norm.mean, norm.spread) if norm else (0.0, 1.0)
    tokens, near = read.tokens[:, own].max(axis=1), read.tokens[:, around].max(axis=1)
    words, words_near = read.words[:, own].max(axis=1), read.words[:, around].max(axis=1)
    telling = weights.telling @ (tokens / weights.tokens - weights.usual)
    answering = float(np.logaddexp.reduce(read.answering[own]))
    named = np.maximum(words_near, read.words_title)[weights.named]
    values = (
        (tokens.sum() - mean) / spread,
        (read.tokens[:, own].sum(axis=0).max() - mean) / spread,
        (near.sum() - tokens.sum()) / spread,
        telling / weights.most,
        read.dense,
        read.dense_sentences[own].max(),
        _share(words, weights.words),
        _share(words, weights.rare),
        _share(words_near, weights.rare),
        _share(np.maximum(words, read.words_title), weights.words),
        _share(np.maximum(read.words.max(axis=1), read.words_title), weights.words),
        _share(named, weights.words[weights.named]),
        min(sum(forms[own]), _MOST_FORMS) / _MOST_FORMS,
        read.hit.score - weights.best_score,
        1 / read.hit.rank,
        float(last > first),
        float(last > first + 1),
        log(len(read.line(first, last)) / 100),
        answering,
        answering - read.none,
    )
    return np.array(values, np.float64)


def _share(has: Row | NDArray[np.float32], weights: Row) -> float:
    total = weights.sum()
    return float(has @ weights / total) if total > 0 else _NEITHER


def _new(text: str, known: set[str]) -> bool:
    """Whether a stretch says anything that the question does not."""
    words = re.findall(r"\w+", text.lower())
    return not all(word in known for word in words)
