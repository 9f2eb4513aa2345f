"""Chooses quotes together, so that each thing asked for has one; says by name what has none.

    choose(found)            ->  (Ranked(…), …)
    told(question, claims)   ->  (AnswerPart("headspace Denmark", (0,)), …)

A question that names several works asks for each of them. Else a further quote counts for itself
and for what it adds: the words of the question that no quote says yet, and its parts that none
answers yet (submodular coverage, Lin & Bilmes, 2011), so that the second half of a question is not
answered by three quotes to the first.
It may come from the same work, in which the answer mostly stands when the first quote misses it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from search_service.answers.answer import AnswerPart, Claim
from search_service.reading.close_reading import likest
from search_service.reading.evidence import Ranked
from search_service.reading.question import Question
from search_service.reading.quote_finder import RankedQuotes
from search_service.reading.windows import Window
from search_service.words.findings import is_null_result

_QUOTES = 3  # at most; a matter of layout
_NULL_QUOTES = 1  # more, where a work tells of no effect or of a failure; by hand
# A score may be this much below the best's, or that of what answers a part of the question, by a
# noted question of this likeness; chosen on train and dev.
_NEAR_BEST, _NEAR_IF_A_PART, _A_PART = 3.5, 7.0, 0.5
_ANSWERS = 8.0  # what answering a part of the question adds to a score; chosen on train and dev
_ADDS = 1.0  # what saying all of the question's words anew would add; chosen on train and dev


def choose(found: RankedQuotes) -> tuple[Ranked, ...]:
    """The quotes to show, of which `found` has at least one."""
    works = _asked_apart(found.reading.question)
    near = [each for each in found.windows if _is_near(each, found.windows[0])]
    own = (next((e for e in found.windows if _work(e) == work), None) for work in works)
    first = sorted(filter(None, own), key=lambda each: -each.score) or near[:1]
    shown = first[:_QUOTES]
    while len(shown) < _QUOTES and (more := _next(found, near, shown)):
        shown.append(more)
    shown += [each for each in near if _adds_a_null(each, shown)][:_NULL_QUOTES]
    return tuple(shown)


def told(question: Question, claims: Sequence[Claim]) -> tuple[AnswerPart, ...]:
    """Each work that is asked for apart, by its title, with its claims."""
    quoted = [claim.citations[0].hit.document.metadata for claim in claims]
    titles = {metadata.work: metadata.title for metadata in quoted}
    return tuple(
        AnswerPart(
            titles.get(work, work),
            tuple(n for n, metadata in enumerate(quoted) if metadata.work == work),
        )
        for work in _asked_apart(question)
    )


def _asked_apart(question: Question) -> tuple[str, ...]:
    """The works that a question names, where it names several."""
    return question.works if len(question.works) > 1 else ()


def _next(found: RankedQuotes, near: Sequence[Ranked], shown: Sequence[Ranked]) -> Ranked | None:
    """The quote that adds most, of those that overlap with none that is shown."""
    weights = found.reading.question.word_weights
    said = np.max([_says(each.window) for each in shown], axis=0)
    answered = np.max([_answers(each.window) for each in shown], axis=0)
    best, gain = None, -np.inf
    for each in near:
        adds = float(weights @ np.maximum(_says(each.window) - said, 0))
        parts = float(np.maximum(_answers(each.window) - answered, 0).sum())
        worth = each.score + _ADDS * adds + _ANSWERS * parts
        if worth > gain and _may_stand_beside(each, shown):
            best, gain = each, worth
    return best


def _is_near(each: Ranked, best: Ranked) -> bool:
    below = best.score - each.score
    if below <= _NEAR_BEST:
        return True
    return below <= _NEAR_IF_A_PART and bool(_answers(each.window).max(initial=0.0) >= _A_PART)


def _may_stand_beside(each: Ranked, shown: Sequence[Ranked]) -> bool:
    """Whether a quote of another work, or another place of the same text."""
    own = [other for other in shown if _work(other) == _work(each)]
    same_text = all(_document(other) == _document(each) for other in own)
    return same_text and not any(_overlap(each.window, other.window) for other in own)


def _says(window: Window) -> np.ndarray:
    """How far the window says each word of the question, 0 to 1."""
    return np.asarray(window.read.words[:, window.first : window.last + 1].max(axis=1))


def _answers(window: Window) -> np.ndarray:
    """How like each part of the question the likest noted question is that the window answers."""
    parts = window.read.alike.parts
    return np.array([likest(rows, window.first, window.last) for rows in parts])


def _overlap(a: Window, b: Window) -> bool:
    if a.read.hit.passage.id != b.read.hit.passage.id:
        return False
    return a.first <= b.last and b.first <= a.last


def _adds_a_null(each: Ranked, shown: Sequence[Ranked]) -> bool:
    """Whether it tells of no effect or of a failure of a work that is not shown."""
    works = {_work(other) for other in shown}
    return _work(each) not in works and is_null_result(each.window.text)


def _work(ranked: Ranked) -> str:
    return ranked.window.read.work


def _document(ranked: Ranked) -> str:
    return ranked.window.read.hit.document.id
