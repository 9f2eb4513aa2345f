"""The stretch of a quote that answers a question by itself: its figure, date or length of time.

    DirectAnswers(analyzer).find(question, window)  ->  [(7, 10)] of "Osales 827 õppijat."

Of what has the form asked for (`expected`), the one nearest to the question's own words, and only
where no other is nearly as near: a reader is better off with none marked than with a wrong one.
Names are not marked: by form alone too few of them are right.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import exp

from corpus.text.normalising import WORD
from search_service.reading.counting import Counting
from search_service.reading.question import Question, letters
from search_service.reading.question_kind import WITH_NUMBER
from search_service.reading.question_lists import LISTS
from search_service.reading.windows import Window, fitting
from search_service.words.analyzer import Analyzer, term_id
from search_service.words.number_roles import Stretch
from search_service.words.number_words import any_form

_AGED = re.compile(rf"(?<!\w)(?:{any_form('age')}|{any_form('limit')}) \Z", re.I)
_PLANNED = LISTS.both("planned")
_PLAN_REACH = 20  # characters on each side; by hand
_REACH = 15.0  # characters over which nearness falls to a third; by hand
_FIRST_WORD = 2.0  # times as much counts the first: "how many learners"; by hand
_LEAST = 0.1  # of the nearness that all words side by side would give; by hand
_CLEARLY = 1.5  # times as near as the next; by hand
_COUNTS = 2.0  # times as much is a number right before the noun that the question counts; by hand
_LIKE = 0.6  # of a word's letter groups; by hand: fewer are chance
_MEANS = 0.15  # probability of a translation that counts; by hand


class DirectAnswers:
    """Finds them; holds no state of its own."""

    def __init__(self, analyzer: Analyzer) -> None:
        self._analyzer = analyzer
        self.counting = Counting(analyzer)

    def find(self, question: Question, window: Window) -> list[Stretch]:
        """The stretch of the window's text, if one is clearly the answer."""
        fit = fitting(question, window.text) if question.kind in WITH_NUMBER else []
        found = [each for each in fit if self._tells(question, window, each)]
        if not found:
            return []
        places = self._places(question, window.text, window.read.hit.passage.lang)
        whole = sum(weight for _, weight in places) or 1.0
        scores = [
            _nearness(each, places)
            / whole
            * _sentence(window, each[0])
            * (_COUNTS if self._counts(question, window, each) else 1)
            for each in found
        ]
        best = max(scores)
        rest = [score for score in scores if score < best]
        if best < _LEAST or (rest and best < _CLEARLY * max(rest)):
            return []
        return [each for each, score in zip(found, scores, strict=True) if score == best][:1]

    def _tells(self, question: Question, window: Window, span: Stretch) -> bool:
        """Whether it is a figure, and neither an age nor a plan where a count is asked for."""
        start, end = span
        if not any(map(str.isdecimal, window.text[start:end])):
            return False  # "two problems" is seldom what was asked
        if question.kind != "count":
            return True
        if _AGED.search(window.text[:start]) and not self._counts(question, window, span):
            return False
        around = window.text[max(0, start - _PLAN_REACH) : end + _PLAN_REACH]
        return not _PLANNED.search(around) or _PLANNED.search(question.text) is not None

    def _counts(self, question: Question, window: Window, span: Stretch) -> bool:
        lang = window.read.hit.passage.lang
        return self.counting.counts_asked(question, window.text, span, lang)

    def _places(self, question: Question, text: str, lang: str) -> list[tuple[Stretch, float]]:
        """Where the question's words stand in the text, and what each counts."""
        places: list[tuple[Stretch, float]] = []
        for match in WORD.finditer(text):
            terms = {term_id(term) for term in self._analyzer.terms(match.group(), lang)}
            groups = letters(match.group())
            for number, word in enumerate(question.words):
                known = any(p >= _MEANS and term in terms for term, p in word.senses.items())
                smaller = min(len(groups), len(word.letters))
                if known or (smaller > 1 and len(groups & word.letters) >= _LIKE * smaller):
                    places.append((match.span(), word.weight * (1 if number else _FIRST_WORD)))
                    break
        return places


def _nearness(span: Stretch, places: Sequence[tuple[Stretch, float]]) -> float:
    total = 0.0
    for (start, end), weight in places:
        if start >= span[1] or end <= span[0]:  # else the word is part of it
            total += weight * exp(-max(start - span[1], span[0] - end) / _REACH)
    return total


def _sentence(window: Window, at: int) -> float:
    """How well the sentence that holds the character fits, beside the window's best: up to 1."""
    scores = window.read.tokens[:, window.first : window.last + 1].sum(axis=0)
    place = at + window.stretch[0]
    for i, score in enumerate(scores, start=window.first):
        if window.read.sentences[i].start <= place < window.read.sentences[i].end:
            return exp(2 * float(score - scores.max()))
    return exp(-1)
