"""Trains the encoder's upper layers to bring together wordings that ask the same.

    groups = gather(noted, subjects)
    train(groups, stamp)  ->  LowRank, as `encoding.question_encoder` runs it

As it is, the encoder puts a question near all that is said of the same work. Here each wording must
come nearer to the others of its question, in either language, than to what else is asked of the
same work and of works like it (supervised contrastive loss, Khosla et al., 2020; negatives from one
work are as hard as can be). It learns from what curators noted alone: no question of a gold set is
seen, so that all of them are new to it, as readers' questions are.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional

from corpus.catalogue.noted_questions import Noted
from corpus.catalogue.subjects import Subject
from corpus.errors import BadInput
from evals.fitting.training import MeanEncoder, Say, changed, descend, kept, seeded
from search_service.bundled.low_rank import LowRank

# All by hand.
_STEPS, _RATE = 900, 6e-5
_TEMPERATURE = 0.05
_OF_ONE = 16  # questions of one work that a step compares
_LIKE_IT, _OF_EACH = 2, 5  # works like it, and questions of each
_WORDINGS = 3  # of a question that a step takes
_NEIGHBOURS = 8  # works among which those like it are drawn
_TO_PLACE = 20  # wordings of a work by which those like it are found
_SAME = 0.5  # of the fewer answers that two questions share, so that they ask the same
_FEWEST = 4  # questions to tell apart
_LONGEST = 64  # tokens
_APART = -1e9  # logit of what is not compared


class WordedQuestion(NamedTuple):
    """A question's wordings, and what answers it: places of a work, or works."""

    wordings: tuple[str, ...]
    answers: frozenset[object]


Group = Sequence[WordedQuestion]  # what is asked of one work, or the subjects


def gather(noted: Noted, subjects: Sequence[Subject] = ()) -> list[Group]:
    """What is noted in more than one wording, by work; the subjects are one more group.

    Raises:
        BadInput: no work has questions to tell apart.
    """
    groups = [
        [WordedQuestion(each.wordings, frozenset(each.answers)) for each in notes]
        for notes in noted.values()
    ]
    groups.append([WordedQuestion(each.wordings, each.works) for each in subjects])
    worded = [[each for each in group if len(each.wordings) > 1] for group in groups]
    found: list[Group] = [group for group in worded if len(group) >= _FEWEST]
    if not found:
        raise BadInput(f"no work has {_FEWEST} noted questions to learn from")
    return found


def train(
    groups: Sequence[Group],
    stamp: Mapping[str, object],
    say: Say = lambda _done, _all: None,
    steps: int = _STEPS,
) -> LowRank:
    """What training changed of the bundled model's layers."""
    draw = seeded()
    encoder = MeanEncoder(_LONGEST)
    before = kept(encoder.body)
    coming = _batches(groups, _neighbours(encoder, groups), draw)
    trained = [p for p in encoder.body.parameters() if p.requires_grad]
    descend(
        [{"params": trained, "lr": _RATE}], steps, lambda: _loss(encoder, next(coming), draw), say
    )
    told = {**stamp, "questions": sum(map(len, groups)), "steps": steps}
    return LowRank(*changed(encoder.body, before), told)


def _neighbours(encoder: MeanEncoder, groups: Sequence[Group]) -> list[list[int]]:
    """Of each group those that are most like it, by the mean of some wordings."""
    with torch.no_grad():
        means = torch.stack([_vectors(encoder, _some_wordings(group)).mean(0) for group in groups])
    means = functional.normalize(means, dim=-1)
    likeness = (means @ means.T).fill_diagonal_(_APART)
    most = min(_NEIGHBOURS, len(groups) - 1)
    return [[int(i) for i in row] for row in likeness.topk(most).indices]


def _some_wordings(group: Group) -> list[str]:
    return [text for each in group for text in each.wordings[:2]][:_TO_PLACE]


def _batches(
    groups: Sequence[Group], neighbours: Sequence[Sequence[int]], draw: random.Random
) -> Iterator[Group]:
    """Without end: a part of a group, and some of groups like it, in an order drawn anew."""
    while True:
        for at in draw.sample(range(len(groups)), len(groups)):
            own = draw.sample(groups[at], len(groups[at]))
            for start in range(0, len(own), _OF_ONE):
                part = own[start : start + _OF_ONE]
                for other in draw.sample(neighbours[at], min(_LIKE_IT, len(neighbours[at]))):
                    part += draw.sample(groups[other], min(_OF_EACH, len(groups[other])))
                if len(part) >= _FEWEST:
                    yield part


def _loss(encoder: MeanEncoder, asked: Group, draw: random.Random) -> Tensor:
    """Each wording against all others, of which those of its question are right, one by one."""
    drawn = [draw.sample(each.wordings, min(_WORDINGS, len(each.wordings))) for each in asked]
    question = torch.tensor([at for at, texts in enumerate(drawn) for _ in texts])
    vectors = _vectors(encoder, [text for texts in drawn for text in texts])
    scores = vectors @ vectors.T / _TEMPERATURE
    same = torch.tensor([[same_answers(a.answers, b.answers) for b in asked] for a in asked])
    own = question[:, None] == question[None]
    right = own.clone().fill_diagonal_(False)
    wrong = ~(own | same[question][:, question])
    against = torch.logsumexp(scores.masked_fill(~wrong, _APART), 1, keepdim=True)
    losses = torch.logaddexp(scores, against) - scores
    return (losses * right).sum() / right.sum()


def same_answers(a: frozenset[object], b: frozenset[object]) -> bool:
    """Whether two questions share so many of their answers that they ask the same."""
    fewer = min(len(a), len(b))
    return fewer > 0 and len(a & b) >= _SAME * fewer


def _vectors(encoder: MeanEncoder, questions: Sequence[str]) -> Tensor:
    return encoder([f"query: {each}" for each in questions])
