"""The encoder: texts to vectors, by a sentence-transformers model read from a folder.

Never asks a hub for the default model: it is loaded from the installation's own folder with
local files only. `search_service.vector_cache` remembers what was encoded.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.errors import BadInput
from search_service import bundled_model

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Role = Literal["query", "passage"]
Vectors = NDArray[np.float32]

_BATCH = 8  # larger ones only pad more on a CPU
_E5_PROMPTS = {"query": "query: ", "passage": "passage: "}


class Encoder(Protocol):
    """What the index and the searcher need of a model."""

    @property
    def name(self) -> str:
        """Tells this model from any other; part of the cache key and the index fingerprint."""

    @property
    def dimensions(self) -> int:
        """Length of a vector."""

    def encode(self, texts: Sequence[str], role: Role) -> Vectors:
        """One unit vector a text: float32, shape (len(texts), dimensions)."""


class SentenceTransformerEncoder:
    """A sentence-transformers model on the CPU."""

    def __init__(self, model: SentenceTransformer, name: str) -> None:
        self._model = model
        self.name = name
        self.dimensions = int(model.get_embedding_dimension() or 0)
        self._prompts = {role: model.prompts.get(role) or "" for role in ("query", "passage")}

    def encode(self, texts: Sequence[str], role: Role) -> Vectors:
        """One unit vector a text: float32, shape (len(texts), dimensions)."""
        if not texts:
            return np.zeros((0, self.dimensions), np.float32)
        prompted = [self._prompts[role] + text for text in texts]
        vectors = self._model.encode(
            prompted,
            prompt="",
            batch_size=_BATCH,
            normalize_embeddings=True,
            show_progress_bar=False,
            convert_to_numpy=True,
        )
        return np.asarray(vectors, np.float32)


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
