"""The encoder's port: texts to vectors, whatever the model.

For each text one vector (the mean of its tokens) and the token vectors themselves, which late
interaction compares. Two forms: `bundled_encoder` (the default) and `hub_encoder` (any
sentence-transformers model).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.errors import BadInput
from search_service import bundled_model

Role = Literal["query", "passage"]
Vectors = NDArray[np.float32]
TokenIds = NDArray[np.int32]


class Encoding(NamedTuple):
    """What a model makes of one text.

    `vector` has unit length, shape (dimensions,). `tokens` are the last layer's vectors of the
    text's own tokens, without prompt and special tokens, shape (tokens, dimensions); `ids` are
    these tokens' ids in the model's vocabulary.
    """

    vector: Vectors
    tokens: Vectors
    ids: TokenIds


class Encoder(Protocol):
    """What the index and the searcher need of a model."""

    @property
    def name(self) -> str:
        """Tells this model from any other; part of the cache key and the index fingerprint."""

    @property
    def dimensions(self) -> int:
        """Length of a vector."""

    def encode(self, texts: Sequence[str], role: Role) -> list[Encoding]:
        """One encoding a text, in order."""

    def offsets(self, text: str, role: Role) -> list[tuple[int, int]]:
        """The characters `start:end` of the text that each token of its encoding stands for."""


def load(model: str | None) -> Encoder:
    """The bundled model, or any sentence-transformers folder or hub name.

    Raises:
        ModelMissing: the bundled model is not built.
        BadInput: the named model cannot be loaded.
    """
    if model is None:
        from search_service.bundled_encoder import BundledEncoder

        return BundledEncoder(bundled_model.require())
    from search_service.hub_encoder import HubEncoder

    try:
        return HubEncoder.load(model)
    except (OSError, ValueError) as error:
        cause = str(error).strip().splitlines()[0]
        raise BadInput(f"SIKK_MODEL '{model}': the model cannot be loaded ({cause})") from None
