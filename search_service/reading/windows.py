"""Windows of one to three sentences: what may be quoted, each with its features.

    windows(question, read)  ->  [Window(read_hit, first, last, features), …]

`window_features` says what a window is like by itself, `relative_features` what beside the others
of its work. Compare `close_reading`, which measures single sentences.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from corpus.text.normalising import word_list
from search_service.reading import relative_features, window_features
from search_service.reading.close_reading import ReadHit
from search_service.reading.fit_features import marks
from search_service.reading.question import Question
from search_service.reading.question_kind import candidates
from search_service.reading.question_lists import LISTS
from search_service.reading.relative_features import relative
from search_service.reading.window_features import Row, Weights, row, seen
from search_service.words.number_roles import Stretch

LONGEST = 3  # sentences of a quote; by hand: what one reads at a glance

_OF_ALL = (*window_features.FEATURES, *relative_features.FEATURES)
# The order is that of the files of weights. Where questions are noted for a work, what answers them
# tells so much that all else weighs differently there: each feature stands once more for such works
# (Daumé, Frustratingly Easy Domain Adaptation, 2007).
FEATURES = (*_OF_ALL, *(f"{name}, noted" for name in _OF_ALL))
_PLACES = {name: place for place, name in enumerate(FEATURES)}
_PRONOUN = LISTS.both("pronoun")


class Window(NamedTuple):
    """Sentences `first` to `last` of a hit that was read, and their features."""

    read: ReadHit
    first: int
    last: int
    features: Row

    @property
    def text(self) -> str:
        """Their characters, as they stand in the passage."""
        return self.read.line(self.first, self.last)

    @property
    def stretch(self) -> Stretch:
        """Where they stand in the passage."""
        sentences = self.read.sentences
        return sentences[self.first].start, sentences[self.last].end

    def feature(self, name: str) -> float:
        """One of FEATURES."""
        return float(self.features[_PLACES[name]])


def windows(question: Question, read: Sequence[ReadHit]) -> list[Window]:
    """All windows of the hits, with their features."""
    if not read:
        return []
    weights = Weights.of(question, read)
    found = [window for each in read for window in _windows(question, each, weights)]
    return _compared(found) if found else []


def fitting(question: Question, text: str) -> list[Stretch]:
    """Stretches of the text that have the form asked for and that the question does not name."""
    known = {word.text.lower() for word in question.words}
    return [span for span in candidates(text, question.kind) if _new(text[slice(*span)], known)]


def _compared(found: list[Window]) -> list[Window]:
    """The windows with what each is like beside the others of its work, and all where noted."""
    rows = np.array([window.features for window in found])
    more = relative(rows, [window.read for window in found], _PLACES)
    return [
        window._replace(features=_where_noted(window.read, np.concatenate([own, other])))
        for window, own, other in zip(found, rows, more, strict=True)
    ]


def _where_noted(read: ReadHit, features: Row) -> Row:
    """The features, and once more, which is nothing where no question is noted for the work."""
    return np.concatenate([features, features * float(read.alike.noted)])


def _windows(question: Question, read: ReadHit, weights: Weights) -> Iterator[Window]:
    forms = [len(fitting(question, read.line(i, i))) for i in range(len(read.sentences))]
    told = [marks(question, read.line(i, i)) for i in range(len(read.sentences))]
    for first, sentence in enumerate(read.sentences):
        if _leans(read, first):
            continue
        for last in range(first, min(first + LONGEST, len(read.sentences))):
            if read.sentences[last].run != sentence.run:
                break
            if any(s.alone for s in read.sentences[first : last + 1]):
                looked_at = seen(question, read, weights, (first, last), forms, told)
                yield Window(read, first, last, row(looked_at))


def _leans(read: ReadHit, at: int) -> bool:
    """Whether a sentence begins with a pronoun whose noun stands in the one before."""
    before = read.sentences[at - 1].run if at else None
    follows = before == read.sentences[at].run
    return follows and _PRONOUN.match(read.line(at, at)) is not None


def _new(text: str, known: set[str]) -> bool:
    """Whether a stretch says anything that the question does not."""
    return not all(word in known for word in word_list(text.lower()))
