"""How like a question those are that were noted beforehand, each in several wordings.

    vectors = QuestionVectors(encoder, file)
    noted = vectors.noted([("Kes rahastab?", "Who pays?"), ("Millal?", "When?")])
    noted.likeness(vectors.asked("Kes maksab?"))  ->  [0.84, 0.31]

Each wording is encoded once. Setup keeps the vectors of what is noted for the shipped library in a
file; others are encoded when they are first wanted.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpus.ids import text_digest
from search_service.encoding.encoder import Vectors
from search_service.encoding.question_encoder import QuestionEncoder

_DIGITS = 16  # of a text's digest; by hand: two texts alike are not to be feared
_AT_ONCE = 256  # texts that are encoded together; by hand, for memory
_LAST = 16  # questions that are remembered, since each is compared several times; by hand
# How much the nearer wordings count: 0 is the mean, without end the nearest alone. Chosen on the
# gold set's train, dev and check questions, of which the encoder has not learnt.
_SHARP = 10.0

Half = NDArray[np.float16]  # as kept: half the space, at the same likeness to three digits


class NotedVectors(NamedTuple):
    """The vectors of several noted questions, one wording after the other, and how many each has.

    Shapes (wordings, dimensions) and (questions,). In single precision, since to widen what is kept
    takes ten times as long as to compare it.
    """

    vectors: Vectors
    counts: NDArray[np.int64]

    def likeness(self, asked: Vectors) -> list[float]:
        """How like the question of that vector each is, 1 at most, all its wordings together.

        A mean of cosines in which the nearer count more (by a softmax over them): one that is near
        by chance does not count alone, and further wordings that are far take little away.
        """
        if not len(self.counts):
            return []
        firsts = np.cumsum([0, *self.counts[:-1]])
        cosines = self.vectors @ asked
        shares = np.exp(_SHARP * cosines)
        together = np.add.reduceat(shares * cosines, firsts) / np.add.reduceat(shares, firsts)
        found: list[float] = together.tolist()
        return found

    def of(self, question: int) -> Vectors:
        """The vectors of one question's wordings."""
        first = int(self.counts[:question].sum())
        return self.vectors[first : first + self.counts[question]]


class QuestionVectors:
    """Safe to share between threads."""

    def __init__(self, encoder: QuestionEncoder, kept: Path | None = None) -> None:
        self._encoder = encoder
        self._kept = _Kept(kept) if kept and kept.is_file() else None
        self._fresh: dict[str, Half] = {}
        self._lock = threading.Lock()
        self.asked = lru_cache(_LAST)(self._asked)

    def _asked(self, question: str) -> Vectors:
        """The vector of a question that someone asks, of unit length."""
        (vector,) = self._encoder.vectors([question])
        return np.asarray(vector, np.float32)

    def noted(self, questions: Sequence[Sequence[str]]) -> NotedVectors:
        """The vectors of questions of which each has one wording or more."""
        kept = self._of([text for wordings in questions for text in wordings])
        return NotedVectors(
            kept.astype(np.float32), np.array([len(wordings) for wordings in questions], np.int64)
        )

    def keep(self, texts: Iterable[str], path: Path) -> int:
        """Writes the vectors of these texts, as `kept` is read; says how many."""
        keys = {_key(text): text for text in texts}
        _write(path, self._of([*keys.values()]))
        _write(_keys_beside(path), np.array([*keys], f"S{_DIGITS}"))
        return len(keys)

    def _of(self, texts: Sequence[str]) -> Half:
        """Shape (texts, dimensions), of unit length.

        Two threads may encode the same text; that costs time, and a lock would cost others more.
        """
        keys = [_key(text) for text in texts]
        if self._kept and (whole := self._kept.together(keys)) is not None:
            return whole
        found = dict(self._kept.of(keys)) if self._kept else {}
        fresh = {k: text for k, text in zip(keys, texts, strict=True) if k not in found}
        with self._lock:
            found |= {key: self._fresh[key] for key in fresh if key in self._fresh}
        wanted = [(key, text) for key, text in fresh.items() if key not in found]
        for at in range(0, len(wanted), _AT_ONCE):
            part = wanted[at : at + _AT_ONCE]
            encoded = self._encoder.vectors([text for _, text in part]).astype(np.float16)
            found |= zip((key for key, _ in part), encoded, strict=True)
        with self._lock:
            self._fresh |= {key: found[key] for key, _ in wanted}
        vectors = [found[key] for key in keys]
        return np.array(vectors, np.float16).reshape(len(keys), self._encoder.dimensions)


class _Kept:
    """Vectors in a file, of which only those that are compared come into memory; their keys do."""

    def __init__(self, path: Path) -> None:
        self._vectors: Half = np.load(path, mmap_mode="r", allow_pickle=False)
        keys = np.load(_keys_beside(path), allow_pickle=False)
        self._places = {key.decode(): place for place, key in enumerate(keys.tolist())}

    def together(self, keys: Sequence[str]) -> Half | None:
        """The vectors of these keys as a part of the file, where they stand there in this order."""
        first = self._places.get(keys[0]) if keys else None
        if first is None or any(self._places.get(k) != first + n for n, k in enumerate(keys)):
            return None
        return self._vectors[first : first + len(keys)]

    def of(self, keys: Sequence[str]) -> Iterator[tuple[str, Half]]:
        """Each key that the file has, with its vector."""
        for key in keys:
            if (place := self._places.get(key)) is not None:
                yield key, self._vectors[place]


def _write(path: Path, values: NDArray[Any]) -> None:
    part = path.with_suffix(".part")
    with part.open("wb") as file:
        np.save(file, values)
    part.replace(path)


def _keys_beside(path: Path) -> Path:
    return path.with_suffix(".keys.npy")


def _key(text: str) -> str:
    return text_digest(text)[:_DIGITS]
