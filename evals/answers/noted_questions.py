"""Whether the questions noted for works lead where the gold set has its answers.

    led(gold, noted, asked)  ->  Led(first=0.80, three=0.92, n=179)

Of the questions that a work answers: how often the noted question of that work which is likest is
answered by what answers them, or one of the three likest. Which work is meant is taken as known.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from corpus.catalogue.noted_questions import Noted, NotedQuestion
from evals.sets.answer_gold import GoldQuestion
from search_service.encoding.asked_alike import AskedAlike

_FIRST = 3


class Led(NamedTuple):
    """Shares of n questions for which the likest, or one of three, is right."""

    first: float
    three: float
    n: int


def led(questions: Iterable[GoldQuestion], noted: Noted, asked: AskedAlike) -> Led:
    """Measures the questions about works for which one of the noted questions is right."""
    outcomes = []
    for question in questions:
        notes = noted.get(question.work, ())
        if question.answerable != "yes" or not any(answers(note, question) for note in notes):
            continue
        likenesses = asked.of(question.text, [question.work])[question.work]
        likest = sorted(likenesses, key=lambda each: -each.similarity)
        led_to = [answers(note, question) for note, _ in likest if note.answers][:_FIRST]
        outcomes.append((led_to[0], any(led_to)))
    n = len(outcomes)
    first, three = (sum(each[i] for each in outcomes) / max(n, 1) for i in (0, 1))
    return Led(round(first, 4), round(three, 4), n)


def answers(note: NotedQuestion, question: GoldQuestion) -> bool:
    """Whether what answers the note answers the question."""
    places = [" ".join(place) for place in note.answers]
    return any(question.shown(d, place) for d in question.documents for place in places)
