"""Vectors of questions by which one tells whether two ask the same.

    QuestionEncoder(model).vectors(["Kes maksab?", "Who pays?"])  ->  (2, 384), near each other

The retrieval encoder puts a question near whatever tells of its subject. This is the bundled model
with its upper layers trained to part the questions about one subject (`sikk eval train-questions`),
whatever their language.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from search_service.bundled.model import BundledModel
from search_service.bundled.tokenizer import END, START
from search_service.encoding.encoder import Vectors

_LONGEST = 62  # tokens, beside the two that begin and end; as in training


class QuestionEncoder:
    """Safe to share between threads; its layers are loaded at the first question."""

    def __init__(self, model: BundledModel) -> None:
        self._model = model
        self.dimensions = model.dimensions

    def vectors(self, questions: Sequence[str]) -> Vectors:
        """Shape (questions, dimensions), of unit length: the mean of all tokens."""
        if not questions:
            return np.zeros((0, self.dimensions), np.float32)
        split = self._model.tokenizer.split
        asked = [[START, *split(f"query: {q}").first(_LONGEST).ids, END] for q in questions]
        means = np.stack([tokens.mean(axis=0) for tokens in self._model.compared(asked)])
        return np.asarray(means / np.linalg.norm(means, axis=1, keepdims=True), np.float32)
