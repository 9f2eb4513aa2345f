"""Exercises as the cross-encoder sees them: rows of token ids, with what is right and what tempts.

    drawn(exercises, tokenizer, random.Random(0))  ->  steps of 8 questions, each of some rows

A question about a passage stands beside its own passage and, mostly, one that only seems near; one
in five is asked of wrong passages alone. A question with a reading list stands beside the places
that answer, others of the same work, and some of other works.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import Tensor

from evals.fitting.reader_questions import Exercise, Span, Told
from evals.fitting.reading_lists import Listed, ListExercise
from evals.fitting.training import endlessly, of_like_length

QUESTIONS_A_STEP = 8
# All by hand.
_STEPS_DRAWN = 16  # at once
_LONGEST, _LONGEST_QUESTION = 300, 64  # tokens
_WITHOUT = 0.2  # of the answered questions are asked of wrong passages alone
_TEMPTING, _NEAR_MISSES_TEMPTING = 6, 4  # of the nearest passages, from which wrong ones are drawn
_OF_LIST, _OF_LIST_UNANSWERED = 5, 4  # passages of a reading list that are read together
_ANSWERING, _OF_SAME_WORK = 2, 2  # of these, at most, those that answer and others of their works
_LISTED_TEMPTING = 8  # of the best of a list, from which those of other works are drawn
_LIST_WITHOUT = 0.12  # of the answered questions with a list; of passages of other works alone

Step = list[list["Example"]]


class Example(NamedTuple):
    """A question beside a passage: token ids, which are the passage's, which are the answer's.

    `tempting` are those of sentences that only seem to answer.
    """

    ids: list[int]
    told: Tensor
    right: Tensor
    tempting: Tensor


def drawn(
    exercises: Sequence[Exercise | ListExercise], tokenizer: Any, draw: random.Random
) -> Iterator[Step]:
    """Steps without end. Questions of like length stand together."""
    coming = endlessly(exercises, draw)
    while True:
        some = islice(coming, _STEPS_DRAWN * QUESTIONS_A_STEP)
        rows = [_rows(each, tokenizer, draw) for each in some]
        yield from of_like_length(
            rows, QUESTIONS_A_STEP, lambda own: max(len(row.ids) for row in own), draw
        )


def _rows(exercise: Exercise | ListExercise, tokenizer: Any, draw: random.Random) -> list[Example]:
    if isinstance(exercise, ListExercise):
        return [
            row(exercise.question, each.passage, each.right, tempting, tokenizer)
            for each, tempting in _of_list(exercise, draw)
        ]
    others = exercise.others
    own = (exercise.passage, exercise.spans, exercise.tempting)
    chosen: list[tuple[Told, Sequence[Span], Sequence[Span]]] = [own]
    if exercise.spans:
        if len(others) > 1 and draw.random() < _WITHOUT:
            chosen = [(other, (), ()) for other in draw.sample(others[:5], 2)]
        elif others:
            chosen.append((draw.choice(others[:_TEMPTING]), (), ()))
    elif others and draw.random() < 0.5:
        chosen.append((draw.choice(others[:_NEAR_MISSES_TEMPTING]), (), ()))
    return [row(exercise.question, *each, tokenizer) for each in chosen]


def _of_list(exercise: ListExercise, draw: random.Random) -> list[tuple[Listed, tuple[Span, ...]]]:
    """Passages of the list, each with the sentences of it that tempt: those of a right work."""
    answering = [each for each in exercise.passages if each.right]
    if not answering:
        return [(e, ()) for e in _some(draw, exercise.passages, _OF_LIST_UNANSWERED)]
    works = {each.passage.work for each in answering}
    elsewhere = [each for each in exercise.passages if each.passage.work not in works]
    if draw.random() < _LIST_WITHOUT and len(elsewhere) >= _OF_LIST - 2:
        return [(each, ()) for each in _some(draw, elsewhere, _OF_LIST)]
    chosen = draw.sample(answering, min(_ANSWERING, len(answering)))
    same = [e for e in exercise.passages if e.passage.work in works and not e.right]
    chosen += draw.sample(same, min(_OF_SAME_WORK, len(same)))
    beside = [(each, each.wrong) for each in chosen]
    return beside + [(each, ()) for each in _some(draw, elsewhere, _OF_LIST - len(chosen))]


def _some(draw: random.Random, passages: Sequence[Listed], wanted: int) -> list[Listed]:
    best = passages[:_LISTED_TEMPTING]
    return draw.sample(best, min(max(wanted, 0), len(best)))


def row(
    question: str, told: Told, spans: Sequence[Span], tempting: Sequence[Span], tokenizer: Any
) -> Example:
    """As `cross_encoder` puts them together."""
    asked = tokenizer(f"query: {question}", add_special_tokens=False)["input_ids"]
    opening = [0, *asked[:_LONGEST_QUESTION], 2, 2]
    before = f"passage: {told.title}\n"
    found = tokenizer(
        before + told.text,
        add_special_tokens=False,
        return_offsets_mapping=True,
        truncation=True,
        max_length=_LONGEST - len(opening) - 1,
    )
    places = np.array(found["offset_mapping"]).reshape(-1, 2) - len(before)
    own = places[:, 1] > 0
    around = [False] * len(opening)
    right, seeming = (own & _inside(places, each) for each in (spans, tempting))
    return Example(
        [*opening, *found["input_ids"], 2],
        *(
            torch.tensor([*around, *each.tolist(), False])
            for each in (own, right, seeming & ~right)
        ),
    )


def _inside(places: np.ndarray, spans: Sequence[Span]) -> np.ndarray:
    """Which tokens stand in one of the spans."""
    inside = np.zeros(len(places), bool)
    for start, end in spans:
        inside |= (places[:, 0] < end) & (places[:, 1] > start)
    return inside
