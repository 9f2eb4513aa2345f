"""The default encoder: the bundled model, without torch."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from search_service.bundled import build
from search_service.bundled.layers import LONGEST, BundledLayers
from search_service.encoding.encoder import Encoding, Role, TokenIds, Vectors

_PROMPTS = {"query": "query: ", "passage": "passage: "}


class BundledEncoder:
    """multilingual-e5-small; safe to share between threads."""

    def __init__(self, folder: Path, threads: int = 0) -> None:
        self.name = build.NAME
        self._tokenizer = Tokenizer.from_file(str(folder / build.TOKENIZER))
        self._tokenizer.enable_truncation(LONGEST)
        self._layers = BundledLayers(folder, build.LAYERS, threads)
        self.dimensions = self._layers.dimensions
        self._skipped = {role: len(self._ids(text)) - 1 for role, text in _PROMPTS.items()}

    def encode(self, texts: Sequence[str], role: Role) -> list[Encoding]:
        """One encoding a text, in order; texts of like length are encoded together."""
        ids = [self._ids(_PROMPTS[role] + text) for text in texts]
        skipped = self._skipped[role]
        return [
            _encoding(np.asarray(own, np.int32), vectors, skipped)
            for own, vectors in zip(ids, self._layers.vectors(ids), strict=True)
        ]

    def offsets(self, text: str, role: Role) -> list[tuple[int, int]]:
        """The characters that each token of the text's encoding stands for."""
        prompt = _PROMPTS[role]
        own = self._tokenizer.encode(prompt + text).offsets[self._skipped[role] : -1]
        return [(max(0, a - len(prompt)), max(0, b - len(prompt))) for a, b in own]

    def _ids(self, text: str) -> list[int]:
        return list(self._tokenizer.encode(text).ids)


def _encoding(ids: TokenIds, tokens: Vectors, skipped: int) -> Encoding:
    """Mean and own tokens of one text; of a text without any, the end token stands for it."""
    mean = tokens.mean(axis=0)
    last = len(ids) - 1
    own = slice(min(skipped, last), max(last, skipped + 1))
    return Encoding(mean / np.linalg.norm(mean), tokens[own].copy(), ids[own])
