"""Which of the questions noted for works are like the one that is asked.

    AskedAlike(folder, encoder, file).of("Kes seda rahastab?", ["nula"])
        ->  {"nula": (Likeness(NotedQuestion("money", …), 0.83), …)}

Each noted question is encoded once, in every language that it is noted in, and the nearer wording
counts. Setup keeps the vectors of the shipped library's in a file; others are encoded when their
work is first read.

    python -m search_service.reading.asked_alike      # what `make setup` runs
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpus import settings
from corpus.catalogue import noted_questions
from corpus.catalogue.noted_questions import Noted, NotedQuestion
from corpus.ids import text_digest
from search_service.bundled.installed import noted_vectors, require
from search_service.bundled.model import BundledModel
from search_service.encoding.question_encoder import QuestionEncoder

_DIGITS = 16  # of a text's digest; by hand: two texts alike are not to be feared


_Half = NDArray[np.float16]  # half the memory, at the same likeness to three digits


class Likeness(NamedTuple):
    """A noted question, and its cosine with the one that is asked."""

    note: NotedQuestion
    similarity: float


class AskedAlike:
    """Safe to share between threads."""

    def __init__(self, folder: Path, encoder: QuestionEncoder, kept: Path | None = None) -> None:
        self._folder = folder
        self._encoder = encoder
        self._kept = kept
        self._vectors: dict[str, _Half] | None = None
        self._lock = threading.Lock()

    def of(self, question: str, works: Iterable[str]) -> Mapping[str, tuple[Likeness, ...]]:
        """How like the question those noted for these works are; no entry for other works.

        Raises:
            BadInput: a table of noted questions cannot be read.
        """
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

    @cached_property
    def _noted(self) -> Noted:
        return noted_questions.read(self._folder)

    def _known(self, notes: Iterable[NotedQuestion]) -> Mapping[str, _Half]:
        """The vectors by key, of these notes and of any others encoded before."""
        texts = {_key(text): text for note in notes for text in note.wordings}
        with self._lock:
            if self._vectors is None:
                self._vectors = _read(self._kept) if self._kept else {}
            fresh = {key: text for key, text in texts.items() if key not in self._vectors}
            encoded = self._encoder.vectors(list(fresh.values()))
            self._vectors |= zip(fresh, encoded.astype(np.float16), strict=True)
            return self._vectors


def _read(path: Path) -> dict[str, _Half]:
    if not path.is_file():
        return {}
    with np.load(path, allow_pickle=False) as file:
        return dict(zip(file["keys"].tolist(), file["vectors"], strict=True))


def _key(text: str) -> str:
    return text_digest(text)[:_DIGITS]


def _set_up() -> None:
    chosen = settings.read()
    encoder = QuestionEncoder(BundledModel(require()))
    AskedAlike(chosen.questions, encoder, noted_vectors()).keep(noted_vectors())


if __name__ == "__main__":
    _set_up()
