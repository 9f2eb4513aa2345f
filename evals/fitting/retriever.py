"""Trains the encoder's upper layers to bring a question near the passages that answer it.

    train(answerable(exercises), Path("retriever"))   # a sentence-transformers folder

In a step each question stands beside a passage that answers it and one that only seems to; against
these two and all passages of the step's other questions a softmax over cosines must fall on the
first (in-batch negatives, Karpukhin et al., 2020). A third of the questions are in the other
language than their passage, so that the pull of the own language is trained away with the rest.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import torch
from torch import Tensor
from torch.nn import functional

from evals.fitting.reader_questions import Exercise, Told
from evals.fitting.reading_lists import ListExercise
from evals.fitting.training import MeanEncoder, Say, descend, endlessly, seeded
from search_service.bundled import installed

# All by hand.
_QUESTIONS_A_STEP = 24
_RATE, _EPOCHS = 2e-5, 1.0
_TEMPERATURE = 0.02
_LONGEST = 200  # tokens
_NEAR = 8  # passages that only seem to answer, of which one is drawn
_WEIGHTS = "model.safetensors"
_BUILT = (  # of the model's folder: what the product runs, made from the weights
    installed.LAYERS, installed.READER, installed.QUESTIONS, installed.PAIRS, installed.WORDS,
    installed.PLACES, installed.PIECES, installed.STAMP,
)  # fmt: skip


class RetrievalExercise(NamedTuple):
    """A question, passages that answer it, and passages that only seem to, nearest first."""

    question: str
    right: tuple[Told, ...]
    near: tuple[Told, ...]


def answerable(exercises: Iterable[Exercise | ListExercise]) -> list[RetrievalExercise]:
    """What of the exercises has an answer."""
    found = []
    for each in exercises:
        right: tuple[Told, ...]
        if isinstance(each, Exercise):
            right, near = (each.passage,) if each.spans else (), each.others
        else:
            right = tuple(e.passage for e in each.passages if e.right)
            near = tuple(e.passage for e in each.passages if not e.right)
        if right:
            found.append(RetrievalExercise(each.question, right, near[:_NEAR]))
    return found


def train(
    asked: Sequence[RetrievalExercise],
    out: Path,
    say: Say = lambda _done, _all: None,
    epochs: float = _EPOCHS,
) -> None:
    """Writes the model, with its upper layers trained, as a sentence-transformers folder."""
    draw = seeded()
    encoder = MeanEncoder(_LONGEST)
    steps = max(1, int(epochs * len(asked) / _QUESTIONS_A_STEP))
    trained = [p for p in encoder.body.parameters() if p.requires_grad]
    coming, together = endlessly(asked, draw), min(_QUESTIONS_A_STEP, len(asked))

    def loss() -> Tensor:
        return _loss(encoder, list(islice(coming, together)), draw)

    descend([{"params": trained, "lr": _RATE}], steps, loss, say)
    _write(encoder.body, out)


def _loss(encoder: MeanEncoder, asked: Sequence[RetrievalExercise], draw: random.Random) -> Tensor:
    right = [draw.choice(each.right) for each in asked]
    near = [draw.choice(each.near or each.right) for each in asked]
    beside = [*right, *near]
    questions = encoder([f"query: {each.question}" for each in asked])
    passages = encoder([f"passage: {each.title}\n{each.text}" for each in beside])
    scores = questions @ passages.T / _TEMPERATURE
    unfair = torch.tensor(
        [
            [_may_answer(n, each, right[n], at, told, len(asked)) for at, told in enumerate(beside)]
            for n, each in enumerate(asked)
        ]
    )
    return functional.cross_entropy(
        scores.masked_fill(unfair, -torch.inf), torch.arange(len(asked))
    )


def _may_answer(
    n: int, asked: RetrievalExercise, right: Told, at: int, told: Told, size: int
) -> bool:
    """Whether a passage of the step, not the question's own, may be right as well."""
    if at == n:
        return False
    return told in asked.right or (at != n + size and told.work == right.work)


def _write(layers: Any, out: Path) -> None:
    from safetensors.torch import load_file, save_file

    built = installed.require()
    shutil.copytree(built, out, ignore=shutil.ignore_patterns(*_BUILT), dirs_exist_ok=True)
    state = load_file(built / _WEIGHTS) | {
        name: value.contiguous() for name, value in layers.state_dict().items()
    }
    save_file(state, out / _WEIGHTS, metadata={"format": "pt"})
