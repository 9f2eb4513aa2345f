"""A question taken apart: its telling words, their weight, what stands for each, and its vectors.

Differs from `representation`, which makes one vector of it for the index: here each word keeps
its own place, so that one can say which words a text leaves unanswered.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search_service.encoding.encoder import Encoder, Vectors
from search_service.encoding.foresight import UNFORESEEN, Foreseen
from search_service.encoding.representation import QueryVectors, Representation
from search_service.queries.asked_parts import asked_parts
from search_service.queries.restrictions import Restrictions, restrictions
from search_service.reading.purposes import purposes
from search_service.reading.question_kind import Kind, expected
from search_service.words.analyzer import Analyzer
from search_service.words.marking import tells

_GROUP = 4  # letters; by hand: what forms and derivations of a word share
_WORD = re.compile(r"\w+(?:[.,]\d+)*(?:['’-]\w+)*")


@dataclass(frozen=True, slots=True)
class QuestionWord:
    """One telling word: its weight, the terms that stand for it, and its rows of token vectors."""

    text: str
    weight: float
    senses: dict[int, float]
    rows: tuple[int, int]
    capital: bool
    letters: frozenset[str]

    @property
    def is_number(self) -> bool:
        """Whether it is a figure: a year, an amount."""
        return self.text[:1].isdigit()


@dataclass(frozen=True, slots=True)
class Question:
    """All that is compared with sentences."""

    text: str
    lang: str
    kind: Kind
    vectors: QueryVectors
    words: tuple[QuestionWord, ...]
    purposes: Mapping[str, float]
    restrictions: Restrictions
    works: tuple[str, ...] = ()  # that it names
    parts: tuple[str, ...] = ()  # where it asks for two things or more
    foreseen: Foreseen = UNFORESEEN

    @property
    def word_weights(self) -> NDArray[np.float64]:
        """The share of each word, of 1 together."""
        weights = np.array([word.weight for word in self.words], np.float64)
        return np.asarray(weights / (weights.sum() or 1.0))


class QuestionReader:
    """Takes questions apart; holds no state of its own."""

    def __init__(
        self, representation: Representation, encoder: Encoder, analyzer: Analyzer
    ) -> None:
        self._representation = representation
        self._encoder = encoder
        self._analyzer = analyzer

    def read(
        self,
        text: str,
        lang: str,
        works: Sequence[str] = (),
        foreseen: Foreseen = UNFORESEEN,
    ) -> Question:
        """The question's parts; with the works that it names, and what is foreseen of it."""
        vectors = self._representation.query(text, lang)
        offsets = self._encoder.offsets(text, "query")
        words = []
        for match in _WORD.finditer(text):
            terms = self._analyzer.terms(match.group(), lang)
            if not any(map(tells, terms)):
                continue
            rows = _rows(offsets, *match.span())
            words.append(
                QuestionWord(
                    text=match.group(),
                    weight=_weight(vectors.tokens, rows),
                    senses=self._representation.senses(match.group(), lang),
                    rows=rows,
                    letters=letters(match.group()),
                    capital=match.start() > 0 and match.group()[0].isupper(),
                )
            )
        return Question(
            text=text,
            lang=lang,
            kind=expected(text),
            vectors=vectors,
            words=tuple(words),
            purposes=purposes(text, self._analyzer.terms(text, lang)),
            restrictions=restrictions(text),
            works=tuple(works),
            parts=asked_parts(text, lang),
            foreseen=foreseen,
        )


def letters(word: str) -> frozenset[str]:
    """The word's groups of four letters: what its forms and derivations share."""
    folded = word.lower()
    return frozenset(folded[i : i + _GROUP] for i in range(max(1, len(folded) - _GROUP + 1)))


def _rows(offsets: list[tuple[int, int]], start: int, end: int) -> tuple[int, int]:
    """The first and last row of the tokens that stand in `start:end`."""
    inside = [i for i, (a, b) in enumerate(offsets) if a < end and b > start]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def _weight(tokens: Vectors | None, rows: tuple[int, int]) -> float:
    """The word's share of the question's IDF; equal shares where there is none."""
    if tokens is None or rows[0] == rows[1]:
        return 1.0
    return float(np.linalg.norm(tokens[slice(*rows)], axis=1).sum())
