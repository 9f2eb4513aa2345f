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
