"""Reads two questions together, and says whether both ask the same.

    QuestionPairs(model).logits("Kes maksab?", [beside("Aed", ["Who pays for the garden?"])])
        ->  [2.6]

Vectors of two questions are made apart, so that what one of them says decides little about how the
other is seen; here each word of one is seen beside the other's (a cross-encoder, Nogueira & Cho,
2019): the bundled model, its upper layers trained on what curators noted (`sikk eval train-pairs`).
Each pair takes as long as encoding a question does, so that only the likest are read.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from math import exp
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from search_service.bundled.installed import PAIR_CHANGES
from search_service.bundled.low_rank import LowRank
from search_service.bundled.model import BundledModel
from search_service.bundled.tokenizer import END, START

# Tokens, beside those that begin, part and end; as in training.
LONGEST_ASKED, LONGEST_NOTED = 48, 72

Worded = TypeVar("Worded", str, tuple[str, ...])


def beside(title: str, wordings: Sequence[str]) -> str:
    """A noted question as it is read beside another: its work's title, and some wordings of it."""
    return f"{title}\n{' / '.join(dict.fromkeys(wordings))}"


def in_language(lang: str, et: Worded, en: Worded) -> Worded:
    """What is noted in a language, or else in the other."""
    own, other = (et, en) if lang == "et" else (en, et)
    return own or other


def probability(logit: float) -> float:
    """That both ask the same."""
    return 1 / (1 + exp(-float(logit)))


class QuestionPairs:
    """Safe to share between threads; its layers are loaded at the first question.

    `changes` is the file that the model's layers were built with.
    """

    def __init__(self, model: BundledModel, changes: Path = PAIR_CHANGES) -> None:
        self._model = model
        self._changes = changes

    def logits(self, question: str, noted: Sequence[str]) -> NDArray[np.float32]:
        """Of each noted question, as `beside` has it, the logit of both asking the same.

        Comparable between questions: 0 is as likely as that none of them does.
        """
        if not noted:
            return np.zeros(0, np.float32)
        split = self._model.tokenizer.split
        asked = split(f"query: {question}").first(LONGEST_ASKED).ids
        texts = [
            [START, *asked, END, END, *split(f"passage: {text}").first(LONGEST_NOTED).ids, END]
            for text in noted
        ]
        firsts = np.stack([vectors[0] for vectors in self._model.paired(texts)])
        weight, shift = self._head
        return np.asarray(firsts @ weight + shift, np.float32)

    @cached_property
    def _head(self) -> tuple[NDArray[np.float32], float]:
        return LowRank.read(self._changes).head("same")
