"""The encoder: texts to vectors, by a sentence-transformers model read from a folder.

For each text one vector (the mean of its tokens) and the token vectors themselves, which late
interaction compares. Never asks a hub for the default model: it is loaded from the
installation's own folder with local files only.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.errors import BadInput
from search_service import bundled_model

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Role = Literal["query", "passage"]
Vectors = NDArray[np.float32]
TokenIds = NDArray[np.int32]

_BATCH_TOKENS = 2048  # padded tokens encoded together; more only waits longer on a CPU
_E5_PROMPTS = {"query": "query: ", "passage": "passage: "}


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


class SentenceTransformerEncoder:
    """A sentence-transformers model on the CPU."""

    def __init__(self, model: SentenceTransformer, name: str) -> None:
        self._model = model
        self.name = name
        self.dimensions = int(model.get_embedding_dimension() or 0)
        self._prompts = {role: model.prompts.get(role) or "" for role in ("query", "passage")}
        self._skipped = {role: self._prompt_tokens(text) for role, text in self._prompts.items()}

    def encode(self, texts: Sequence[str], role: Role) -> list[Encoding]:
        """One encoding a text, in order; texts of like length are encoded together."""
        encoded: dict[int, Encoding] = {}
        for batch in _batches([len(text) for text in texts]):
            prompted = [self._prompts[role] + texts[i] for i in batch]
            encoded |= zip(batch, self._forward(prompted, self._skipped[role]), strict=True)
        return [encoded[i] for i in range(len(texts))]

    def _forward(self, prompted: list[str], skipped: int) -> Iterator[Encoding]:
        import torch

        features = self._model.preprocess(prompted)
        with torch.inference_mode():
            out = self._model(features)
        vectors = torch.nn.functional.normalize(out["sentence_embedding"], dim=1)
        for i, length in enumerate(out["attention_mask"].sum(dim=1).tolist()):
            # The text's own tokens; of a text without any, the end token stands for it.
            own = slice(min(skipped, length - 1), max(length - 1, skipped + 1))
            yield Encoding(
                vectors[i].numpy().astype(np.float32),
                out["token_embeddings"][i, own].numpy().astype(np.float32),
                features["input_ids"][i, own].numpy().astype(np.int32),
            )

    def _prompt_tokens(self, prompt: str) -> int:
        """How many tokens stand before the text's own: the start token and the prompt."""
        return int(self._model.preprocess([prompt])["attention_mask"].sum()) - 1


def load(model: str | None) -> SentenceTransformerEncoder:
    """The bundled model, or any sentence-transformers folder or hub name.

    Raises:
        ModelMissing: the bundled model is not built.
        BadInput: the named model cannot be loaded.
    """
    if model is None:
        return _load(str(bundled_model.require()), bundled_model.NAME, offline=True)
    try:
        return _load(model, Path(model).name, offline=Path(model).is_dir())
    except (OSError, ValueError) as error:
        cause = str(error).strip().splitlines()[0]
        raise BadInput(f"SIKK_MODEL '{model}': the model cannot be loaded ({cause})") from None


def _load(path: str, name: str, *, offline: bool) -> SentenceTransformerEncoder:
    if offline:
        os.environ["HF_HUB_OFFLINE"] = "1"
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging as transformers_logging

    transformers_logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    logging.getLogger("sentence_transformers").setLevel(logging.WARNING)
    model = SentenceTransformer(path, device="cpu", local_files_only=offline)
    if "e5" in name.lower() and not any(model.prompts.values()):
        model.prompts.update(_E5_PROMPTS)
    return SentenceTransformerEncoder(model, name)


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Indices in groups of like length, so that little is padded; lengths in characters."""
    batch: list[int] = []
    for i in sorted(range(len(lengths)), key=lambda i: lengths[i]):
        # About three characters a token; the text in hand is the longest of its batch.
        if batch and (len(batch) + 1) * (lengths[i] // 3 + 8) > _BATCH_TOKENS:
            yield batch
            batch = []
        batch.append(i)
    if batch:
        yield batch
