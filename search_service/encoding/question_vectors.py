"""How like a question those are that were noted beforehand, each in several wordings.

    vectors = QuestionVectors(encoder, file)
    vectors.likeness("Kes maksab?", [("Kes rahastab?", "Who pays?"), ("Millal?", "When?")])
        ->  [0.84, 0.31]

Each wording is encoded once. Setup keeps the vectors of what is noted for the shipped library in a
file; others are encoded when they are first asked for.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.ids import text_digest
from search_service.encoding.question_encoder import QuestionEncoder

_DIGITS = 16  # of a text's digest; by hand: two texts alike are not to be feared
_AT_ONCE = 256  # texts that are encoded together; by hand, for memory
# How much the nearer wordings count: 0 is the mean, without end the nearest alone. Chosen on the
# gold set's check questions, of which no encoder had learnt.
_SHARP = 10.0

Half = NDArray[np.float16]  # half the memory, at the same likeness to three digits


class QuestionVectors:
    """Safe to share between threads."""

    def __init__(self, encoder: QuestionEncoder, kept: Path | None = None) -> None:
        self._encoder = encoder
        self._kept = kept
        self._vectors: dict[str, Half] | None = None
        self._lock = threading.Lock()

    def likeness(self, question: str, noted: Sequence[Sequence[str]]) -> list[float]:
        """How like the question each is, 1 at most, all its wordings together.

        The logarithm of the mean of the exponentials of cosines: the nearer ones count more, and
        one that is near by chance does not count alone.
        """
        if not noted:
            return []
        (asked,) = self._encoder.vectors([question])
        known = self._of([text for wordings in noted for text in wordings])
        counts = np.array([len(wordings) for wordings in noted])
        near = np.exp(_SHARP * (known.astype(np.float32) @ asked))
        sums = np.add.reduceat(near, np.cumsum([0, *counts[:-1]]))
        found: list[float] = (np.log(sums / counts) / _SHARP).tolist()
        return found

    def _of(self, texts: Sequence[str]) -> Half:
        """Shape (texts, dimensions), of unit length.

        Two threads may encode the same text; that costs time, and a lock would cost others more.
        """
        keys = {_key(text): text for text in texts}
        with self._lock:
            if self._vectors is None:
                self._vectors = _read(self._kept) if self._kept else {}
            known = self._vectors
        fresh = [(key, text) for key, text in keys.items() if key not in known]
        for at in range(0, len(fresh), _AT_ONCE):
            part = fresh[at : at + _AT_ONCE]
            encoded = self._encoder.vectors([text for _, text in part]).astype(np.float16)
            with self._lock:
                known |= zip((key for key, _ in part), encoded, strict=True)
        found = [known[_key(text)] for text in texts]
        return np.array(found, np.float16).reshape(len(texts), self._encoder.dimensions)

    def keep(self, texts: Iterable[str], path: Path) -> int:
        """Writes the vectors of these texts, as `kept` is read; says how many."""
        keys = {_key(text): text for text in texts}
        named = sorted(keys)
        vectors = self._of([keys[key] for key in named])
        part = path.with_suffix(".part.npz")
        np.savez(part, keys=np.array(named, f"U{_DIGITS}"), vectors=vectors)
        part.replace(path)
        return len(named)


def _read(path: Path) -> dict[str, Half]:
    if not path.is_file():
        return {}
    with np.load(path, allow_pickle=False) as file:
        return dict(zip(file["keys"].tolist(), file["vectors"], strict=True))


def _key(text: str) -> str:
    return text_digest(text)[:_DIGITS]
