"""The default encoder: the bundled model, without torch."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from search_service.bundled.installed import NAME
from search_service.bundled.layers import LONGEST
from search_service.bundled.model import BundledModel
from search_service.bundled.tokenizer import END, START, Split
from search_service.encoding.encoder import Encoding, Role, TokenIds, Vectors

_PROMPTS = {"query": "query: ", "passage": "passage: "}


class BundledEncoder:
    """multilingual-e5-small; safe to share between threads."""

    def __init__(self, model: BundledModel) -> None:
        self.name = NAME
        self.dimensions = model.dimensions
        self._model = model
        # Now, not at the first query: the runtime's threads keep the priority of who opens them.
        model.encoded([[START, END]])
        self._skipped = {role: 1 + len(self._split(text).ids) for role, text in _PROMPTS.items()}

    def encode(self, texts: Sequence[str], role: Role) -> list[Encoding]:
        """One encoding a text, in order; texts of like length are encoded together."""
        ids = [[START, *self._split(_PROMPTS[role] + text).ids, END] for text in texts]
        skipped = self._skipped[role]
        return [
            _encoding(np.asarray(own, np.int32), vectors, skipped)
            for own, vectors in zip(ids, self._model.encoded(ids), strict=True)
        ]

    def offsets(self, text: str, role: Role) -> list[tuple[int, int]]:
        """The characters that each token of the text's encoding stands for."""
        prompt = _PROMPTS[role]
        own = self._split(prompt + text).spans[self._skipped[role] - 1 :]
        return [(max(0, a - len(prompt)), max(0, b - len(prompt))) for a, b in own]

    def _split(self, text: str) -> Split:
        """As much as fits between start and end."""
        return self._model.tokenizer.split(text).first(LONGEST - 2)


def _encoding(ids: TokenIds, tokens: Vectors, skipped: int) -> Encoding:
    """Mean and own tokens of one text; of a text without any, the end token stands for it."""
    mean = tokens.mean(axis=0)
    last = len(ids) - 1
    own = slice(min(skipped, last), max(last, skipped + 1))
    return Encoding(mean / np.linalg.norm(mean), tokens[own].copy(), ids[own])
