"""The bundled model: one tokenizer, one set of layers, shared by encoder and cross-encoder.

    model = BundledModel(require())
    BundledEncoder(model), CrossEncoder(model)

Each part is loaded at its first use, once.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from threading import Lock

from search_service.bundled.installed import LAYERS, PAIRS, PIECES, QUESTIONS, READER
from search_service.bundled.layers import BundledLayers, TokenIds, Vectors
from search_service.bundled.tokenizer import Tokenizer


class BundledModel:
    """Safe to share between threads."""

    def __init__(self, folder: Path, threads: int = 0) -> None:
        self._folder = folder
        self._layers = BundledLayers(folder, threads)
        self._tokenizer: Tokenizer | None = None
        self._opening = Lock()
        self.dimensions = self._layers.dimensions

    @property
    def tokenizer(self) -> Tokenizer:
        """Text to token ids."""
        with self._opening:
            if self._tokenizer is None:
                self._tokenizer = Tokenizer.read(self._folder / PIECES)
            return self._tokenizer

    def encoded(self, texts: Sequence[TokenIds]) -> list[Vectors]:
        """The token vectors of each text, as the model was made: to compare texts by."""
        return self._layers.vectors(LAYERS, texts)

    def read(self, texts: Sequence[TokenIds]) -> list[Vectors]:
        """The token vectors as the reader's layers give them: to find answers by."""
        return self._layers.vectors(READER, texts)

    def compared(self, texts: Sequence[TokenIds]) -> list[Vectors]:
        """The token vectors as the question encoder's layers give them: to tell questions alike."""
        return self._layers.vectors(QUESTIONS, texts)

    def paired(self, texts: Sequence[TokenIds]) -> list[Vectors]:
        """The token vectors as the judge of pairs' layers give them: two questions in one text."""
        return self._layers.vectors(PAIRS, texts)
