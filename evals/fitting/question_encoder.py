"""Trains the encoder's upper layers to bring together questions that ask the same of a work.

    works = gather(noted, gold)
    train(works, stamp)          ->  LowRank, as `encoding.question_encoder` runs it
    train(within(works, 0), …)   ->  the same of one half of the works

As it is, the encoder puts a question near all that is said of the same work. Here each question
must come nearer to its wording in the other language than to all else that is asked of the same
work (a softmax over cosines; negatives from one work are as hard as can be), and what officials ask
nearer to the noted questions that the same sentence answers.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional

from corpus.catalogue.noted_questions import UNANSWERED, Noted, NotedQuestion
from corpus.errors import BadInput
from evals.answers.noted_questions import answers
from evals.fitting.training import MeanEncoder, Say, changed, descend, kept, seeded
from evals.sets.answer_gold import FITTED, GoldQuestion
from evals.sets.folds import half_of
from search_service.bundled.low_rank import LowRank

# All by hand.
_STEPS, _RATE = 400, 3e-5  # as many whatever there is to learn: more only learn it by heart
_TEMPERATURE = 0.05
_A_STEP = 28  # noted questions of one work
_AMONG = 40  # noted questions that a question of the gold set is compared with
_ASKED_A_STEP = 8
_OF_GOLD = 0.35  # of the steps
_LONGEST = 64  # tokens
_FEWEST = 4  # questions to tell apart
_APART = -1e9  # logit of what is not compared


class WorkQuestions(NamedTuple):
    """What is noted for a work; and what the gold set asks, with the notes of the same answer."""

    work: str
    notes: tuple[NotedQuestion, ...]
    asked: tuple[tuple[str, frozenset[int]], ...] = ()


def gather(noted: Noted, gold: Sequence[GoldQuestion]) -> list[WorkQuestions]:
    """The works that no question outside the train and dev splits is about.

    Of what is noted that which is in both languages.

    Raises:
        BadInput: no work has questions to tell apart.
    """
    others = {each.work for each in gold if each.split not in FITTED}
    found = []
    for work, every in noted.items():
        notes = tuple(note for note in every if note.et and note.en)
        if work not in others and len(notes) >= _FEWEST:
            asked = _asked(notes, [q for q in gold if q.work == work])
            found.append(WorkQuestions(work, notes, tuple(asked)))
    if not found:
        raise BadInput(f"no work has {_FEWEST} noted questions to learn from")
    return found


def within(works: Iterable[WorkQuestions], half: int) -> list[WorkQuestions]:
    """Those of that half."""
    return [each for each in works if half_of(each.work) == half]


def train(
    works: Sequence[WorkQuestions],
    stamp: Mapping[str, object],
    say: Say = lambda _done, _all: None,
    steps: int = _STEPS,
) -> LowRank:
    """What training changed of the bundled model's layers."""
    draw = seeded()
    encoder = MeanEncoder(_LONGEST)
    before = kept(encoder.body)
    coming = _batches(works, draw)
    among = [each for each in works if each.asked]

    def loss() -> Tensor:
        if among and draw.random() < _OF_GOLD:
            return _to_notes(encoder, draw.choice(among), draw)
        return _to_each_other(encoder, next(coming))

    trained = [p for p in encoder.body.parameters() if p.requires_grad]
    descend([{"params": trained, "lr": _RATE}], steps, loss, say)
    questions = sum(len(each.notes) for each in works)
    told = {**stamp, "works": len(works), "questions": questions, "steps": steps}
    return LowRank(*changed(encoder.body, before), told)


def _asked(
    notes: Sequence[NotedQuestion], gold: Iterable[GoldQuestion]
) -> Iterator[tuple[str, frozenset[int]]]:
    for question in gold:
        if question.answerable == "yes":
            right = frozenset(i for i, each in enumerate(notes) if answers(each, question))
            if right:
                yield question.text, right


def _batches(
    works: Sequence[WorkQuestions], draw: random.Random
) -> Iterator[Sequence[NotedQuestion]]:
    """Without end, a part of one work's notes each time, in an order drawn anew."""
    while True:
        for work in draw.sample(works, len(works)):
            notes = draw.sample(work.notes, len(work.notes))
            for at in range(0, len(notes), _A_STEP):
                if len(notes) - at >= _FEWEST:
                    yield notes[at : at + _A_STEP]


def _to_each_other(encoder: MeanEncoder, notes: Sequence[NotedQuestion]) -> Tensor:
    """Each wording against all others of the work, of which its translation is the right one."""
    et = _vectors(encoder, (each.et for each in notes))
    en = _vectors(encoder, (each.en for each in notes))
    own = torch.eye(len(notes), dtype=torch.bool)
    same = torch.tensor([[_same_answer(a, b) for b in notes] for a in notes])
    right = torch.arange(len(notes))
    losses = []
    for one, other in ((et, en), (en, et)):
        across = (one @ other.T / _TEMPERATURE).masked_fill(same & ~own, _APART)
        within_language = (one @ one.T / _TEMPERATURE).masked_fill(same | own, _APART)
        losses.append(functional.cross_entropy(torch.cat([across, within_language], 1), right))
    return torch.stack(losses).mean()


def _vectors(encoder: MeanEncoder, questions: Iterable[str]) -> Tensor:
    return encoder([f"query: {each}" for each in questions])


def _same_answer(a: NotedQuestion, b: NotedQuestion) -> bool:
    return a.kind != UNANSWERED and bool({*a.answers} & {*b.answers})


def _to_notes(encoder: MeanEncoder, work: WorkQuestions, draw: random.Random) -> Tensor:
    """Questions of the gold set against the work's notes, of which several may be right."""
    asked = draw.sample(work.asked, min(_ASKED_A_STEP, len(work.asked)))
    right = sorted(set().union(*(own for _, own in asked)))
    others = [i for i in range(len(work.notes)) if i not in right]
    among = [*right, *draw.sample(others, min(len(others), max(0, _AMONG - len(right))))]
    notes = [work.notes[i] for i in among]
    vectors = _vectors(encoder, [*(each.et for each in notes), *(each.en for each in notes)])
    scores = _vectors(encoder, (text for text, _ in asked)) @ vectors.T / _TEMPERATURE
    fits = torch.tensor([[i in own for i in among] * 2 for _, own in asked])
    reached = torch.logsumexp(scores.masked_fill(~fits, _APART), 1)
    return (torch.logsumexp(scores, 1) - reached).mean()
