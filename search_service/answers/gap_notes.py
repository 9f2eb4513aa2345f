"""Notes for curators: an answer without evidence becomes a gap of the store, a good one closes it.

    GapNotes(store).note(answer)

Never the asker's business: where noting fails or must not be done, the answer stands all the same.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime

from corpus.errors import StorageError
from corpus.gaps import Gap, worded
from corpus.store.store import CorpusStore
from search_service.answers.answer import Answer, Evidence, Searched
from search_service.index.filters import Filters


class GapNotes:
    """Writes into the store's list of gaps."""

    def __init__(self, store: CorpusStore) -> None:
        self._gaps = store.gaps

    def note(self, answer: Answer) -> bool:
        """Keeps the question if nothing answered it, closes its gap if something does.

        False: there was nothing to note, or it holds personal data.
        """
        if answer.evidence is None or answer.searched is None:
            return False
        now = datetime.now(UTC).replace(microsecond=0)
        try:
            if answer.answered:
                return self._close(answer, answer.searched, now)
            return self._gaps.note(_gap(answer, answer.searched, answer.evidence, now))
        except StorageError:  # a full or read-only disk must not cost the reader an answer
            return False

    def _close(self, answer: Answer, searched: Searched, now: datetime) -> bool:
        found = answer.claims[0].citations[0].hit.document.id
        question, lang = worded(answer.result.query), answer.result.lang
        return self._gaps.close(question, lang, _set(searched.filters), found, now)


def _gap(answer: Answer, searched: Searched, evidence: Evidence, now: datetime) -> Gap:
    return Gap(
        question=worded(answer.result.query),
        lang=answer.result.lang,
        filters=_set(searched.filters),
        documents=searched.documents,
        score=evidence.score,
        bar=evidence.bar,
        first_asked=now,
        last_asked=now,
    )


def _set(filters: Filters) -> dict[str, object]:
    """The filters that were set."""
    return {name: value for name, value in asdict(filters).items() if value}
