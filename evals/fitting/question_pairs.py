"""Trains the encoder's upper layers to say whether two questions, read together, ask the same.

    drills = gather(noted, titles, vectors)
    train(drills, stamp)  ->  LowRank, as `encoding.question_pairs` runs it

A wording of a noted question is put beside its question in the other wordings and beside those that
are likest to it by their vectors, of the same work and of others: the very ones that vectors take
it for. A softmax over their logits and a nought must fall on its own, or on the nought where its
own is left out; so a logit says also how likely any asks the same. It learns from what curators
noted alone, as the question encoder does, and goes on from the reader, which has learnt to see two
texts together.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from corpus.catalogue.noted_questions import Noted, NotedQuestion
from corpus.errors import BadInput
from corpus.text.language import QUERY_LANGUAGES, detect
from evals.fitting.question_encoder import same_answers
from evals.fitting.reader import Reader, apply
from evals.fitting.training import (
    Say,
    changed,
    descend,
    endlessly,
    head,
    kept,
    of_like_length,
    padded,
    seeded,
    tokenizer,
)
from search_service.bundled.low_rank import LowRank
from search_service.encoding.foresight import noted_in
from search_service.encoding.question_pairs import LONGEST_ASKED, LONGEST_NOTED, beside
from search_service.encoding.question_vectors import QuestionVectors

# All by hand.
_STEPS, _RATE, _HEAD_RATE = 2_800, 8e-5, 8e-4
_A_STEP = 4  # wordings that are asked
_WORDINGS = 2  # of a noted question that are asked
_OF_WORK, _NEAREST_OF_WORK = 3, 5  # others of the same work, drawn among as many of the likest
_IN_ALL, _NEAREST = 8, 12  # with its own and those of other works
_AMONG = 60  # of the likest, those of other works; for time
_WITHOUT = 0.2  # are asked beside others alone
_OTHERWISE = 0.25  # are put beside questions as noted in the other language
_STEPS_DRAWN = 8  # at once, so that texts of like length stand together
_AT_ONCE = 256  # wordings that are compared; for memory

Titles = Mapping[str, Mapping[str, str]]  # of works, by language


class Drill(NamedTuple):
    """A wording, its own question as read beside it, and others, the likest first."""

    asked: str
    own: str
    of_work: Sequence[str]
    elsewhere: Sequence[str]


class _Place(NamedTuple):
    """A noted question, its work, and where its wordings stand among all."""

    work: str
    note: NotedQuestion
    first: int


class _Beside(NamedTuple):
    """What a wording may be put beside: all noted questions as they are read in a language."""

    places: Sequence[_Place]
    titles: Titles
    lang: str
    cosines: NDArray[np.float32]  # (wordings of all questions,)

    def likest(self) -> list[int]:
        """The questions' numbers, those of the nearest wordings first."""
        most = np.maximum.reduceat(self.cosines, [place.first for place in self.places])
        found: list[int] = np.argsort(-most).tolist()
        return found

    def shown(self, number: int, asked: str) -> str:
        """A question as it is read beside the wording that is asked, which it does not show."""
        work, note, first = self.places[number]
        own = self.cosines[first : first + len(note.wordings)]
        known = self.titles.get(work, {})
        title = known.get(self.lang) or next(iter(known.values()), work)
        told = (noted_in(self.lang, note), note.wordings[int(own.argmax())])
        return beside(title, [each for each in told if each != asked])


def gather(noted: Noted, titles: Titles, vectors: QuestionVectors) -> list[Drill]:
    """Wordings of all questions that are noted in two or more.

    Raises:
        BadInput: there are too few of them to tell apart.
    """
    draw = seeded()
    places = list(_places(noted))
    if len(places) < _IN_ALL:
        raise BadInput(f"no {_IN_ALL} noted questions to learn from")
    every = vectors.noted([place.note.wordings for place in places])
    found = every.vectors.astype(np.float32)
    asked = [(number, at) for number, place in enumerate(places) for at in _drawn(place.note, draw)]
    drills = []
    for start in range(0, len(asked), _AT_ONCE):
        part = asked[start : start + _AT_ONCE]
        rows = [places[number].first + at for number, at in part]
        for (number, at), row, cosines in zip(part, rows, found[rows] @ found.T, strict=True):
            cosines[row] = -1.0  # itself
            note = places[number].note
            lang = _beside_in(note.wordings[at], note, draw)
            beside_it = _Beside(places, titles, lang, cosines)
            drills.append(_drill(note.wordings[at], number, beside_it))
    return drills


def train(
    drills: Sequence[Drill],
    stamp: Mapping[str, object],
    say: Say = lambda _done, _all: None,
    steps: int = _STEPS,
    first: LowRank | None = None,
) -> LowRank:
    """What training changed of the bundled model's layers, and the head, `same`.

    It goes on from `first`, the changes of the reader.
    """
    draw = seeded()
    judge = Reader()
    before = kept(judge.body)
    if first:
        apply(first, judge)
    torch.nn.init.normal_(judge.none.weight, std=0.02)
    torch.nn.init.zeros_(judge.none.bias)
    layers = [p for p in judge.body.parameters() if p.requires_grad]
    groups = [
        {"params": layers, "lr": _RATE},
        {"params": [*judge.none.parameters()], "lr": _HEAD_RATE},
    ]
    coming = _steps(drills, tokenizer(), draw)
    descend(groups, steps, lambda: _loss(judge, next(coming)), say)
    matrices, vectors = changed(judge.body, before)
    vectors["same"] = head(judge.none)
    return LowRank(matrices, vectors, {**stamp, "drills": len(drills), "steps": steps})


def _places(noted: Noted) -> Iterator[_Place]:
    first = 0
    for work, notes in noted.items():
        for note in notes:
            yield _Place(work, note, first)
            first += len(note.wordings)


def _drawn(note: NotedQuestion, draw: random.Random) -> list[int]:
    """Which of its wordings are asked, so that at least one stays to be found."""
    many = range(len(note.wordings))
    return draw.sample(many, min(_WORDINGS, len(note.wordings) // 2))


def _drill(asked: str, own: int, among: _Beside) -> Drill:
    places = among.places
    likest = [i for i in among.likest() if not _ask_the_same(places[i], places[own])]
    of_work = [i for i in likest if places[i].work == places[own].work]
    elsewhere = [i for i in likest[:_AMONG] if places[i].work != places[own].work]
    return Drill(
        asked,
        among.shown(own, asked),
        [among.shown(i, asked) for i in of_work[:_NEAREST_OF_WORK]],
        [among.shown(i, asked) for i in elsewhere[:_NEAREST]],
    )


def _beside_in(asked: str, note: NotedQuestion, draw: random.Random) -> str:
    """The language of what stands beside a wording; of a question as noted first the other one."""
    if asked in (note.et, note.en):
        return "en" if asked == note.et else "et"
    own = detect(asked, among=QUERY_LANGUAGES)
    other = "en" if own == "et" else "et"
    return other if draw.random() < _OTHERWISE else own


def _ask_the_same(a: _Place, b: _Place) -> bool:
    """Whether it is one question, or two of one work with the same answer."""
    if a.note is b.note:
        return True
    return a.work == b.work and same_answers(frozenset(a.note.answers), frozenset(b.note.answers))


class _Row(NamedTuple):
    """A wording beside several questions: token ids each; whether the first is its own."""

    texts: list[list[int]]
    has_own: bool


def _steps(drills: Sequence[Drill], split: Any, draw: random.Random) -> Iterator[list[_Row]]:
    """Without end; those of like length stand together."""
    coming = endlessly(drills, draw)
    while True:
        rows = [_row(next(coming), split, draw) for _ in range(_STEPS_DRAWN * _A_STEP)]
        yield from of_like_length(rows, _A_STEP, lambda row: max(map(len, row.texts)), draw)


def _row(drill: Drill, split: Any, draw: random.Random) -> _Row:
    def ids(text: str, longest: int) -> list[int]:
        found: list[int] = split(text, add_special_tokens=False)["input_ids"]
        return found[:longest]

    has_own = draw.random() >= _WITHOUT
    shown = [drill.own] if has_own else []
    shown += draw.sample(drill.of_work, min(_OF_WORK, len(drill.of_work)))
    shown += draw.sample(drill.elsewhere, min(_IN_ALL - len(shown), len(drill.elsewhere)))
    opening = [0, *ids(f"query: {drill.asked}", LONGEST_ASKED), 2, 2]
    return _Row([[*opening, *ids(f"passage: {e}", LONGEST_NOTED), 2] for e in shown], has_own)


def _loss(judge: Reader, rows: Sequence[_Row]) -> Tensor:
    """Mean of −log of the share that falls on the wording's own question, or on the nought."""
    every = [text for row in rows for text in row.texts]
    _, logits = judge(*padded(every))
    losses = []
    for row, own in zip(rows, logits.split([len(row.texts) for row in rows]), strict=True):
        together = torch.logsumexp(torch.cat([own, torch.zeros(1)]), 0)
        losses.append(together - own[0] if row.has_own else together)
    return torch.stack(losses).mean()
