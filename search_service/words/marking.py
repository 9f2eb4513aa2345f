"""Marks stretches of a text for the eye: the query's words, or a cited quote.

    segments("Housing first", [(0, 7)])  ->  [Segment("Housing", True), Segment(" first", False)]

The segments joined are the text, character for character; templates escape each. Where a footnote
stands, a segment without text has its number.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from search_service.words.analyzer import WORD_OR_NUMBER, Analyzer
from search_service.words.word_lists import words_beside

_SHORTEST = 3  # letters; shorter words say little, numbers always count

_STOPWORDS = words_beside(__file__, "stopwords")


class Segment(NamedTuple):
    """A piece of a text, marked or not; or the place of a footnote's mark."""

    text: str
    marked: bool
    note: int = 0


def segments(
    text: str, stretches: Iterable[tuple[int, int]], notes: Iterable[tuple[int, int]] = ()
) -> list[Segment]:
    """The text cut at the stretches `start:end`; those that overlap become one.

    `notes` are places behind which a footnote's mark stands, with its number, in order.
    """
    marked = _united(stretches, len(text))
    signs: dict[int, list[Segment]] = {}
    for at, number in notes:
        signs.setdefault(at, []).append(Segment("", False, number))
    cuts = sorted({0, len(text), *(end for pair in marked for end in pair), *signs})
    cut: list[Segment] = []
    for start, end in pairwise(cuts):
        is_marked = any(first <= start and end <= last for first, last in marked)
        cut += [Segment(text[start:end], is_marked), *signs.get(end, ())]
    return cut


def tells(term: str) -> bool:
    """Whether a lemma carries meaning of its own."""
    return term.isdecimal() or (len(term) >= _SHORTEST and term.lower() not in _STOPWORDS)


class WordMarker:
    """Finds a query's words in passages, by lemma, so that any form of a word is marked."""

    def __init__(self, analyzer: Analyzer, query: str, lang: str) -> None:
        self._analyzer = analyzer
        self._terms = {term for term in analyzer.terms(query, lang) if tells(term)}

    def mark(self, text: str, lang: str) -> list[Segment]:
        """The text with the query's words marked."""
        found = [m.span() for m in WORD_OR_NUMBER.finditer(text) if self._wanted(m.group(), lang)]
        return segments(text, found)

    def _wanted(self, word: str, lang: str) -> bool:
        return tells(word) and not self._terms.isdisjoint(self._analyzer.terms(word, lang))


def _united(stretches: Iterable[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    united: list[tuple[int, int]] = []
    for start, end in sorted((max(0, s), min(length, e)) for s, e in stretches):
        if start >= end:
            continue
        if united and start <= united[-1][1]:
            united[-1] = (united[-1][0], max(end, united[-1][1]))
        else:
            united.append((start, end))
    return united
