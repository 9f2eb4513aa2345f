"""What every training of the bundled model shares: which layers change, and how they descend.

    draw = seeded()
    descend([{"params": …, "lr": 1e-4}], 100, lambda: loss(…), say)

What differs is the loss, which each training draws its own examples for.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.optim.lr_scheduler import LambdaLR

from search_service.bundled import build, installed
from search_service.bundled.low_rank import Matrix, approximated

FROZEN = 4  # layers; what tells words apart need not change
_RANK = 32
_SEED = 0
_DECAY = 0.01
_WARMING = 0.1  # of the steps; by hand

Say = Callable[[int, int], None]  # steps done, steps in all
Item = TypeVar("Item")


def body() -> Any:
    """The bundled model's layers, of which the upper ones are to be trained.

    Dropout is off: it makes attention three times slower on a processor.
    """
    from transformers import AutoModel

    layers = AutoModel.from_pretrained(str(installed.require()), add_pooling_layer=False)
    for module in layers.modules():
        if isinstance(module, nn.Dropout):
            module.p = 0.0
    layers.requires_grad_(False)
    layers.encoder.layer[FROZEN:].requires_grad_(True)
    return layers


def tokenizer() -> Any:
    """The bundled model's, as transformers has it."""
    from transformers import AutoTokenizer

    return AutoTokenizer.from_pretrained(str(installed.require()))


class MeanEncoder:
    """Texts to unit vectors, the means of all their tokens; the upper layers are to be trained."""

    def __init__(self, longest: int) -> None:
        self.body, self._tokenizer, self._longest = body(), tokenizer(), longest

    def __call__(self, texts: Sequence[str]) -> Tensor:
        """Shape (texts, dimensions); of a text what goes over the longest, in tokens, is left."""
        found = self._tokenizer(
            list(texts),
            padding=True,
            truncation=True,
            max_length=self._longest,
            return_tensors="pt",
        )
        with torch.autocast("cpu", torch.bfloat16):
            vectors = self.body(**found).last_hidden_state.float()
        own = found["attention_mask"][..., None]
        return functional.normalize((vectors * own).sum(1) / own.sum(1), dim=-1)


def seeded() -> random.Random:
    """What to draw by, the same each time; torch draws the same from here on too."""
    torch.manual_seed(_SEED)
    return random.Random(_SEED)  # noqa: S311 - no secret depends on it


def endlessly(items: Sequence[Item], draw: random.Random) -> Iterator[Item]:
    """The items in an order that is drawn anew each time all have come."""
    while True:
        yield from reversed(draw.sample(items, len(items)))


def of_like_length(
    items: Sequence[Item], a_step: int, length: Callable[[Item], int], draw: random.Random
) -> list[list[Item]]:
    """Steps of items of like length, in an order drawn anew: a fifth less is padded."""
    ordered = sorted(items, key=length)
    steps = [ordered[at : at + a_step] for at in range(0, len(ordered), a_step)]
    return draw.sample(steps, len(steps))


def padded(texts: Sequence[Sequence[int]]) -> tuple[Tensor, Tensor]:
    """Token ids and the mask of what is a token, both (texts, tokens of the longest)."""
    longest = max(map(len, texts))
    ids = torch.ones((len(texts), longest), dtype=torch.long)  # 1 is the padding's id
    mask = torch.zeros((len(texts), longest), dtype=torch.long)
    for i, text in enumerate(texts):
        ids[i, : len(text)] = torch.tensor(text)
        mask[i, : len(text)] = 1
    return ids, mask


def head(linear: nn.Linear) -> Matrix:
    """Weights and constant of a layer with one output, as `LowRank.head` takes them apart."""
    weight, bias = linear.weight.detach().numpy()[0], linear.bias.detach().numpy()
    return np.append(weight, bias)


def kept(layers: Any) -> dict[str, Tensor]:
    """A copy of the layers' tensors, to tell later what training changed."""
    return {name: value.clone() for name, value in layers.state_dict().items()}


def changed(
    layers: Any, before: Mapping[str, Tensor]
) -> tuple[dict[str, tuple[Matrix, Matrix]], dict[str, Matrix]]:
    """What training changed, as `LowRank` has it: matrices at a low rank, vectors as they are."""
    matrices, vectors = {}, {}
    for name, value in layers.state_dict().items():
        known = build.own_name(name)
        if known is None or int(known.split(".")[0][1:]) < FROZEN:
            continue
        if value.ndim == 2:
            matrices[known] = approximated((value - before[name]).numpy(), _RANK)
        else:
            vectors[known] = value.numpy()
    return matrices, vectors


def descend(
    groups: Sequence[dict[str, Any]], steps: int, loss: Callable[[], Tensor], say: Say
) -> None:
    """Takes AdamW's steps down the losses; a group is parameters, `params`, and their rate, `lr`.

    The rates rise over the first tenth of the steps and then fall to nothing.
    """
    trained = [parameter for group in groups for parameter in group["params"]]
    optimizer = torch.optim.AdamW(list(groups), weight_decay=_DECAY)
    warm = max(1.0, _WARMING * steps)

    def share(step: int) -> float:
        return min((step + 1) / warm, (steps - step) / max(1.0, steps - warm))

    schedule = LambdaLR(optimizer, share)
    for done in range(1, steps + 1):
        optimizer.zero_grad()
        loss().backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(trained, 1.0)
        optimizer.step()
        schedule.step()
        say(done, steps)
