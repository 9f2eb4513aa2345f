"""What every training of the bundled model shares: which layers change, and how the rate goes.

layers = body();  optimizer, schedule = descent([{"params": …, "lr": 1e-4}], steps=100)
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import torch
from torch import nn
from torch.optim import Optimizer
from torch.optim.lr_scheduler import LambdaLR

from search_service.bundled import installed

FROZEN = 4  # layers; what tells words apart need not change
SEED = 0
_DECAY = 0.01
_WARMING = 0.1  # of the steps; by hand

Say = Callable[[int, int], None]  # steps done, steps in all


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


def descent(groups: Sequence[dict[str, Any]], steps: int) -> tuple[Optimizer, LambdaLR]:
    """AdamW whose rates rise over the first tenth of the steps and then fall to nothing."""
    optimizer = torch.optim.AdamW(list(groups), weight_decay=_DECAY)
    warm = max(1.0, _WARMING * steps)

    def share(step: int) -> float:
        return min((step + 1) / warm, (steps - step) / max(1.0, steps - warm))

    return optimizer, LambdaLR(optimizer, share)
