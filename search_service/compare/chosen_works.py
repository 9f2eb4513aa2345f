"""Works that a reader chose, side by side: exactly these, in the order in which they were chosen.

    ChosenWorks(store, shelf, reader).compare(("elderlearn", "vunki-mano"), "et")  ->  Comparison

Differs from `comparer`, which looks for the works itself.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from corpus.documents import Document
from corpus.store.store import CorpusStore
from search_service.answers.prover import Prover
from search_service.compare.cells import CellReader
from search_service.compare.comparison import Cell, Comparable, Comparison, SharedTerms
from search_service.compare.weighing import shared_terms
from search_service.documents.shelf import Shelf

MOST_CHOSEN = 6  # works side by side that can still be read; by hand


class ChosenWorks:
    """Compares what is chosen; holds no state of its own."""

    def __init__(self, store: CorpusStore, shelf: Callable[[], Shelf], reader: CellReader) -> None:
        self._store = store
        self._shelf = shelf
        self._reader = reader
        self._prover = Prover(store)

    def compare(
        self, ids: Iterable[str], lang: str, go_on: Callable[[], None] = lambda: None
    ) -> Comparison:
        """The published documents of these ids, each work once, at most `MOST_CHOSEN`.

        A work is shown in the reader's language where the corpus has it so. Ids that no document
        has are left out; whoever asks tells so.
        """
        started = time.perf_counter()
        shelf = self._shelf()
        works = {shelf.by_id[i].metadata.work: shelf.by_id[i] for i in ids if i in shelf.by_id}
        documents = [_version(shelf, each, lang) for each in works.values()][:MOST_CHOSEN]
        columns = []
        for rank, document in enumerate(documents, start=1):
            go_on()
            columns.append(self._column(rank, document, shelf, documents))
        took = (time.perf_counter() - started) * 1000
        query = "; ".join(each.metadata.title for each in documents)
        return Comparison(query, lang, "", None, tuple(columns), took, chosen=True)

    def _column(
        self, rank: int, document: Document, shelf: Shelf, beside: Sequence[Document]
    ) -> Comparable:
        reading = self._reader.read(document, self._store.passages_of(document.id))
        versions = shelf.versions.get(document.metadata.work, ())
        return Comparable(
            rank=rank,
            score=0.0,
            document=document,
            others=tuple(each for each in versions if each.id != document.id),
            cells=proved_cells(reading.cells, self._prover),
            shared=_shared(document, [each for each in beside if each.id != document.id]),
            close=None,
        )


def proved_cells(cells: Mapping[str, Cell], prover: Prover) -> dict[str, Cell]:
    """The cells with only those quotes that the store has, character for character."""
    return {field: _proved(cell, prover) for field, cell in cells.items()}


def _proved(cell: Cell, prover: Prover) -> Cell:
    if not cell.citations:
        return cell
    proved = tuple(filter(None, map(prover.prove, cell.citations)))
    return replace(cell, citations=proved, null_result=cell.null_result and bool(proved))


def _version(shelf: Shelf, document: Document, lang: str) -> Document:
    return next(iter(shelf.versions_in(lang, [document.metadata.work])), document)


def _shared(document: Document, others: Sequence[Document]) -> tuple[SharedTerms, ...]:
    """The terms of the document that at least one of the others has too."""
    found: dict[str, SharedTerms] = {}
    for other in others:
        for each in shared_terms(other, document):
            known = found.get(each.kind, each)
            united = tuple(dict.fromkeys((*known.terms, *each.terms)))
            found[each.kind] = replace(each, terms=united)
    return tuple(found.values())
