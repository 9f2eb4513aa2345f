"""Which of the questions noted for works are like the one that is asked.

    AskedAlike(noted, encoder, file).of("Kes seda rahastab?", ["nula"])
        ->  {"nula": (Likeness(NotedQuestion("money", …), 0.83), …)}

Each noted question is encoded once, in every language that it is noted in, and the nearer wording
counts. Setup keeps the vectors of the shipped library's in a file; others are encoded when their
work is first read.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpus.catalogue.noted_questions import Noted, NotedQuestion
from corpus.ids import text_digest
from search_service.encoding.question_encoder import QuestionEncoder

_DIGITS = 16  # of a text's digest; by hand: two texts alike are not to be feared
_AT_ONCE = 256  # texts that are encoded together; by hand, for memory

Half = NDArray[np.float16]  # half the memory, at the same likeness to three digits


class Likeness(NamedTuple):
    """A noted question, and its cosine with the one that is asked."""

    note: NotedQuestion
    similarity: float


class AskedAlike:
    """Safe to share between threads; what is noted stays as it was when this was made."""

    def __init__(self, noted: Noted, encoder: QuestionEncoder, kept: Path | None = None) -> None:
        self._noted = noted
        self._encoder = encoder
        self._kept = kept
        self._vectors: dict[str, Half] | None = None
        self._lock = threading.Lock()

    def of(self, question: str, works: Iterable[str]) -> Mapping[str, tuple[Likeness, ...]]:
        """How like the question those noted for these works are; no entry for other works."""
        noted = {work: self._noted[work] for work in {*works} & {*self._noted}}
        if not noted:
            return {}
        known = self._known(note for notes in noted.values() for note in notes)
        (asked,) = self._encoder.vectors([question])
        return {
            work: tuple(
                Likeness(note, max(float(asked @ known[_key(text)]) for text in note.wordings))
                for note in notes
            )
            for work, notes in noted.items()
        }

    def keep(self, path: Path) -> int:
        """Writes the vectors of all that is noted, as `kept` is read; says how many."""
        notes = [note for own in self._noted.values() for note in own]
        known = self._known(notes)
        keys = sorted({_key(text) for note in notes for text in note.wordings})
        vectors = np.array([known[key] for key in keys], np.float16)
        part = path.with_suffix(".part.npz")
        np.savez(part, keys=np.array(keys, f"U{_DIGITS}"), vectors=vectors)
        part.replace(path)
        return len(keys)

    def _known(self, notes: Iterable[NotedQuestion]) -> Mapping[str, Half]:
        """The vectors by key, of these notes and of any others encoded before.

        Two threads may encode the same text; that costs time, and a lock would cost others more.
        """
        texts = {_key(text): text for note in notes for text in note.wordings}
        with self._lock:
            if self._vectors is None:
                self._vectors = _read(self._kept) if self._kept else {}
            known = self._vectors
        fresh = [(key, text) for key, text in texts.items() if key not in known]
        for at in range(0, len(fresh), _AT_ONCE):
            part = fresh[at : at + _AT_ONCE]
            encoded = self._encoder.vectors([text for _, text in part]).astype(np.float16)
            with self._lock:
                known |= zip((key for key, _ in part), encoded, strict=True)
        return known


def _read(path: Path) -> dict[str, Half]:
    if not path.is_file():
        return {}
    with np.load(path, allow_pickle=False) as file:
        return dict(zip(file["keys"].tolist(), file["vectors"], strict=True))


def _key(text: str) -> str:
    return text_digest(text)[:_DIGITS]
