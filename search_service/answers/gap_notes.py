"""Notes for curators: an answer without evidence becomes a gap of the store.

    GapNotes(store).note(answer)

Never the asker's business: where noting fails or must not be done, the answer stands all the same.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime

from corpus.errors import StorageError
from corpus.gaps import Gap, worded
from corpus.store.store import CorpusStore
from search_service.answers.answer import Answer


class GapNotes:
    """Writes into the store's list of gaps."""

    def __init__(self, store: CorpusStore) -> None:
        self._store = store

    def note(self, answer: Answer) -> bool:
        """Keeps the question if nothing answered it and it holds no personal data."""
        if answer.answered or answer.evidence is None or answer.searched is None:
            return False
        now = datetime.now(UTC).replace(microsecond=0)
        gap = Gap(
            question=worded(answer.result.query),
            lang=answer.result.lang,
            filters={k: v for k, v in asdict(answer.searched.filters).items() if v},
            documents=answer.searched.documents,
            score=answer.evidence.score,
            bar=answer.evidence.bar,
            first_asked=now,
            last_asked=now,
        )
        try:
            return self._store.note_gap(gap)
        except StorageError:  # a full or read-only disk must not cost the reader an answer
            return False
