"""Trains the cross-encoder's upper layers on questions about passages.

    train(exercises, stamp)  ->  LowRank, as `search_service.encoding.cross_encoder` reads it

In a step each question stands beside its own passage and, mostly, one that only seems near. A
softmax over all their tokens and one "no answer" must fall on the answer's tokens, or on "no
answer" where neither passage holds it: so logits can be compared between the passages of a
question (shared normalisation, Clark & Gardner, 2018). Tokens of sentences that only seem to
answer count more among the wrong ones (softmax-margin, Gimpel & Smith, 2010). One question in five
is asked of wrong passages alone. Dropout is off: it makes attention three times slower on a
processor.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import Tensor, nn
from torch.optim.lr_scheduler import LambdaLR

from evals.fitting.reader_questions import Exercise, Span, Told
from search_service.bundled import build, installed
from search_service.bundled.low_rank import LowRank, approximated

_EPOCHS, _FURTHER_EPOCHS = 3.5, 1.0  # from the start, and going on from an earlier training
_FROZEN = 4  # layers; what tells words apart need not change
_RANK = 32
_QUESTIONS_A_STEP = 8
_STEPS_DRAWN = 16  # at once
_LONGEST, _LONGEST_QUESTION = 300, 64  # tokens
_RATE, _HEAD_RATE, _DECAY = 1e-4, 1e-3, 0.01
_WARMING = 0.1  # of the steps
_WITHOUT = 0.2  # of the answered questions are asked of wrong passages alone
_TEMPTING, _NEAR_MISSES_TEMPTING = 6, 4  # of the nearest passages, from which wrong ones are drawn
_MARGIN = 1.0  # added to the logits of tempting sentences
_SEED = 0

Say = Callable[[int, int], None]  # steps done, steps in all


class Example(NamedTuple):
    """A question beside a passage: token ids, which are the passage's, which are the answer's.

    `tempting` are those of sentences that only seem to answer.
    """

    ids: list[int]
    told: Tensor
    right: Tensor
    tempting: Tensor


class Reader(nn.Module):
    """The bundled model with two heads: a logit for each token, and one of no answer."""

    def __init__(self) -> None:
        from transformers import AutoModel

        super().__init__()
        folder = str(installed.require())
        self.body = AutoModel.from_pretrained(folder, add_pooling_layer=False)
        for module in self.body.modules():
            if isinstance(module, nn.Dropout):
                module.p = 0.0
        self.body.requires_grad_(False)
        self.body.encoder.layer[_FROZEN:].requires_grad_(True)
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
    exercises: Sequence[Exercise],
    stamp: Mapping[str, object],
    say: Say = lambda _done, _all: None,
    epochs: float | None = None,
    begin: LowRank | None = None,
) -> LowRank:
    """What training changed of the bundled model's layers, and both heads.

    It goes on from `begin`, the changes of an earlier training, where there is one.
    """
    from transformers import AutoTokenizer

    epochs = epochs or (_FURTHER_EPOCHS if begin else _EPOCHS)
    torch.manual_seed(_SEED)
    draw = random.Random(_SEED)  # noqa: S311 - no secret depends on it
    tokenizer = AutoTokenizer.from_pretrained(str(installed.require()))
    reader = Reader()
    before = {name: value.clone() for name, value in reader.body.state_dict().items()}
    if begin:
        _apply(begin, reader)
    steps = max(1, int(epochs * len(exercises) / _QUESTIONS_A_STEP))
    optimizer, schedule = _optimizer(reader, steps)
    drawn = islice(_drawn(exercises, tokenizer, draw), steps)
    for done, questions in enumerate(drawn, start=1):
        optimizer.zero_grad()
        _loss(reader, questions).backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        say(done, steps)
    return _changes(reader, before, {**stamp, "exercises": len(exercises), "epochs": epochs})


def _optimizer(reader: Reader, steps: int) -> tuple[torch.optim.AdamW, LambdaLR]:
    heads = [*reader.head.parameters(), *reader.none.parameters()]
    body = [p for p in reader.body.parameters() if p.requires_grad]
    groups = [{"params": body, "lr": _RATE}, {"params": heads, "lr": _HEAD_RATE}]
    optimizer = torch.optim.AdamW(groups, weight_decay=_DECAY)
    warm = max(1.0, _WARMING * steps)

    def share(step: int) -> float:
        return min((step + 1) / warm, (steps - step) / max(1.0, steps - warm))

    return optimizer, LambdaLR(optimizer, share)


def _drawn(
    exercises: Sequence[Exercise], tokenizer: Any, draw: random.Random
) -> Iterator[list[list[Example]]]:
    """Steps without end. Questions of like length stand together: a fifth less is padded."""
    waiting: list[Exercise] = []
    while True:
        rows = []
        for _ in range(_STEPS_DRAWN * _QUESTIONS_A_STEP):
            waiting = waiting or draw.sample(exercises, len(exercises))
            rows.append(_rows(waiting.pop(), tokenizer, draw))
        rows.sort(key=lambda own: max(len(row.ids) for row in own))
        starts = range(0, len(rows), _QUESTIONS_A_STEP)
        yield from draw.sample([rows[at : at + _QUESTIONS_A_STEP] for at in starts], _STEPS_DRAWN)


def _rows(exercise: Exercise, tokenizer: Any, draw: random.Random) -> list[Example]:
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
    return [_row(exercise.question, *each, tokenizer) for each in chosen]


def _row(
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


def _loss(reader: Reader, questions: Sequence[Sequence[Example]]) -> Tensor:
    """Mean over questions of −log of the share that falls on the answer, or on none."""
    rows = [row for question in questions for row in question]
    longest = max(len(row.ids) for row in rows)
    ids = torch.ones((len(rows), longest), dtype=torch.long)  # 1 is the padding's id
    mask = torch.zeros((len(rows), longest), dtype=torch.long)
    for i, row in enumerate(rows):
        ids[i, : len(row.ids)] = torch.tensor(row.ids)
        mask[i, : len(row.ids)] = 1
    logits, none = reader(ids, mask)
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


def _apply(changes: LowRank, reader: Reader) -> None:
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
    matrices, vectors = {}, {}
    for name, value in reader.body.state_dict().items():
        known = build.own_name(name)
        if known is None or int(known.split(".")[0][1:]) < _FROZEN:
            continue
        if value.ndim == 2:
            matrices[known] = approximated((value - before[name]).numpy(), _RANK)
        else:
            vectors[known] = value.numpy()
    for name, linear in (("head", reader.head), ("none", reader.none)):
        weight, bias = linear.weight.detach().numpy()[0], linear.bias.detach().numpy()
        vectors[name] = np.append(weight, bias)
    return LowRank(matrices, vectors, stamp)
