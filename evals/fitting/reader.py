"""Trains the cross-encoder's upper layers on questions about passages.

    train(exercises, stamp)               ->  LowRank, as `cross_encoder` reads it
    refine(listed, others, first, stamp)  ->  LowRank, trained on with what is really read

In a step each question stands beside some passages (`reader_examples`). A softmax over all their
tokens and one "no answer" must fall on the answer's tokens, or on "no answer" where no passage
holds it: so logits can be compared between the passages of a question (shared normalisation,
Clark & Gardner, 2018). Tokens of sentences that only seem to answer count more among the wrong
ones (softmax-margin, Gimpel & Smith, 2010).

In the second round (`reading_lists`) two more readers learn from one half of the works each, so
that what chooses quotes can be fitted on readings of works that the reader had not seen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import torch
from torch import Tensor, nn

from evals.fitting import reading_lists
from evals.fitting.reader_examples import QUESTIONS_A_STEP, Example, drawn
from evals.fitting.reader_questions import Exercise
from evals.fitting.reading_lists import ListExercise
from evals.fitting.training import (
    Say,
    body,
    changed,
    descend,
    head,
    kept,
    padded,
    seeded,
    tokenizer,
)
from evals.sets.folds import half_of
from search_service.bundled import build
from search_service.bundled.low_rank import LowRank

_MARGIN = 1.0  # added to the logits of tempting sentences


class Course(NamedTuple):
    """How long training lasts, and how far a step goes: of the layers and of the two heads."""

    epochs: float
    rate: float
    head_rate: float


FIRST, SECOND = Course(3.5, 1e-4, 1e-3), Course(1.5, 6e-5, 3e-4)


class Reader(nn.Module):
    """The bundled model with two heads: a logit for each token, and one of no answer."""

    def __init__(self) -> None:
        super().__init__()
        self.body = body()
        hidden = self.body.config.hidden_size
        self.head, self.none = nn.Linear(hidden, 1), nn.Linear(hidden, 1)
        for linear in (self.head, self.none):
            nn.init.normal_(linear.weight, std=0.05)
            nn.init.zeros_(linear.bias)

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Logits of tokens, (rows, tokens), and of no answer, (rows,)."""
        with torch.autocast("cpu", torch.bfloat16):
            vectors = self.body(input_ids=ids, attention_mask=mask).last_hidden_state
        return self.head(vectors.float())[..., 0], self.none(vectors[:, 0].float())[..., 0]


def train(
    exercises: Sequence[Exercise | ListExercise],
    stamp: Mapping[str, object],
    say: Say = lambda _done, _all: None,
    course: Course = FIRST,
    begin: LowRank | None = None,
) -> LowRank:
    """What training changed of the bundled model's layers, and both heads.

    It goes on from `begin`, the changes of an earlier training, where there is one.
    """
    draw = seeded()
    reader = Reader()
    before = kept(reader.body)
    if begin:
        apply(begin, reader)
    steps = max(1, int(course.epochs * len(exercises) / QUESTIONS_A_STEP))
    layers = [p for p in reader.body.parameters() if p.requires_grad]
    heads = [*reader.head.parameters(), *reader.none.parameters()]
    groups = [{"params": layers, "lr": course.rate}, {"params": heads, "lr": course.head_rate}]
    questions = drawn(exercises, tokenizer(), draw)
    descend(groups, steps, lambda: _loss(reader, next(questions)), say)
    told = {**stamp, "exercises": len(exercises), "epochs": course.epochs}
    return _changes(reader, before, told)


def refine(
    listed: Sequence[ListExercise],
    others: Sequence[Exercise],
    first: LowRank,
    stamp: Mapping[str, object],
    say: Say = lambda _done, _all: None,
    half: int | None = None,
) -> LowRank:
    """What went on from the first round's changes, with the works of one half or with all.

    As many of the first round's questions go with those that have a list, lest it forget them.
    """
    if half is not None:
        listed = reading_lists.within(listed, half)
        others = [each for each in others if half_of(each.passage.work) == half]
        stamp = {**stamp, "half": half}
    draw = seeded()
    chosen: list[Exercise | ListExercise] = [*listed]
    chosen += draw.sample(others, min(len(listed), len(others)))
    return train(chosen, {**stamp, "from": dict(first.stamp)}, say, SECOND, first)


def _loss(reader: Reader, questions: Sequence[Sequence[Example]]) -> Tensor:
    """Mean over questions of −log of the share that falls on the answer, or on none."""
    rows = [row for question in questions for row in question]
    logits, none = reader(*padded([row.ids for row in rows]))
    losses, at = [], 0
    for question in questions:
        own = range(at, at + len(question))
        at += len(question)
        tokens = torch.cat([logits[i, : len(rows[i].ids)][rows[i].told] for i in own])
        right = torch.cat([rows[i].right[rows[i].told] for i in own])
        tempting = torch.cat([rows[i].tempting[rows[i].told] for i in own])
        nothing = none[own.start : own.stop].mean()
        weighed = tokens + _MARGIN * tempting
        every = torch.logsumexp(torch.cat([weighed, nothing[None]]), 0)
        wanted = torch.logsumexp(tokens[right], 0) if right.any() else nothing
        losses.append(every - wanted)
    return torch.stack(losses).mean()


def apply(changes: LowRank, reader: Reader) -> None:
    """Brings the reader to where an earlier training left it."""
    state = reader.body.state_dict()
    for name, value in state.items():
        known = build.own_name(name) or ""
        if known in changes.matrices:
            down, up = changes.matrices[known]
            value.add_(torch.from_numpy(up @ down))
        elif known in changes.vectors:
            value.copy_(torch.from_numpy(changes.vectors[known]))
    for name, linear in (("head", reader.head), ("none", reader.none)):
        kept = torch.from_numpy(changes.vectors[name])
        linear.weight.data.copy_(kept[None, :-1])
        linear.bias.data.copy_(kept[-1:])


def _changes(reader: Reader, before: Mapping[str, Tensor], stamp: Mapping[str, object]) -> LowRank:
    matrices, vectors = changed(reader.body, before)
    vectors |= {"head": head(reader.head), "none": head(reader.none)}
    return LowRank(matrices, vectors, stamp)
