"""Reads a question and a passage together, and says where in the passage the answer stands.

    CrossEncoder(model).read("Mitu õppijat?", [("Pealkiri", "Tekst …")])  ->  [AnswerLogits(…)]

The encoder never sees question and passage side by side; this does, as the reader of a
retriever–reader system (Chen et al., 2017) does: the bundled model, its upper layers trained on
questions about passages (`sikk eval train-reader`). Logits are comparable between the passages of
one question, for they were normalised together in training (Clark & Gardner, 2018).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from search_service.bundled.installed import READER_CHANGES
from search_service.bundled.layers import LONGEST
from search_service.bundled.low_rank import LowRank
from search_service.bundled.model import BundledModel
from search_service.bundled.tokenizer import END, START

_LONGEST_QUESTION = 64  # tokens

Logits = NDArray[np.float32]


class AnswerLogits(NamedTuple):
    """Of each token of a passage the characters it stands for, and its logit of being the answer.

    `none` is the logit of there being no answer in the passage. What stands past the model's
    longest text has no tokens.
    """

    offsets: NDArray[np.int64]  # (tokens, 2)
    logits: Logits  # (tokens,)
    none: float


class CrossEncoder:
    """Safe to share between threads; its layers are loaded at the first question.

    `changes` is the file that the model's reading layers were built with.
    """

    def __init__(self, model: BundledModel, changes: Path = READER_CHANGES) -> None:
        self._model = model
        self._changes = changes

    def read(self, question: str, passages: Sequence[tuple[str, str]]) -> list[AnswerLogits]:
        """One reading for each passage, which is its title and its text, in order."""
        split = self._model.tokenizer.split
        asked = split(f"query: {question}").first(_LONGEST_QUESTION).ids
        opening = [START, *asked, END, END]
        texts, offsets = [], []
        for title, text in passages:
            before = f"passage: {title}\n"
            told = split(before + text).first(LONGEST - len(opening) - 1)
            texts.append([*opening, *told.ids, END])
            offsets.append(np.array(told.spans, np.int64).reshape(-1, 2) - len(before))
        return [
            self._reading(vectors, len(opening), own)
            for vectors, own in zip(self._model.read(texts), offsets, strict=True)
        ]

    def _reading(
        self, vectors: NDArray[np.float32], opening: int, offsets: NDArray[np.int64]
    ) -> AnswerLogits:
        own = offsets[:, 1] > 0  # the others stand in the title
        logits: Logits = (vectors[opening:-1][own] @ self._head[0] + self._head[1]).astype(
            np.float32
        )
        return AnswerLogits(offsets[own], logits, float(vectors[0] @ self._none[0] + self._none[1]))

    @cached_property
    def _trained(self) -> LowRank:
        return LowRank.read(self._changes)

    @cached_property
    def _head(self) -> tuple[NDArray[np.float32], float]:
        return self._trained.head("head")

    @cached_property
    def _none(self) -> tuple[NDArray[np.float32], float]:
        return self._trained.head("none")
