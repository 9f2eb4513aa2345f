"""Finds what a basket's items name: quotes proved again, documents, or nothing any more.

    Collector(store, shelf).collect(basket, prove)  ->  (Collected(item, citation, documents), …)

Differs from `basket`, which only reads an address.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from corpus.documents import Document, Passage
from corpus.store.store import CorpusStore
from search_service.answers.answer import Citation
from search_service.briefs.basket import Basket, BasketItem, ComparisonItem, QuoteItem, WorkItem
from search_service.documents import moved_quotes
from search_service.documents.document_text import valid_quote
from search_service.documents.shelf import Shelf
from search_service.search.hits import SearchHit

Prove = Callable[[Citation], Citation | None]


class Collected(NamedTuple):
    """An item and what it names: a proved quote, or documents; neither where it is gone."""

    item: BasketItem
    citation: Citation | None = None
    documents: tuple[Document, ...] = ()

    @property
    def gone(self) -> bool:
        """Whether the library has it no more."""
        return not self.documents


class Collector:
    """Looks items up among the published documents; holds no state of its own."""

    def __init__(self, store: CorpusStore, shelf: Shelf) -> None:
        self._store = store
        self._shelf = shelf

    def collect(self, basket: Basket, prove: Prove) -> tuple[Collected, ...]:
        """Every item of the basket, in its order; a quote is shown only if `prove` proves it."""
        return tuple(self._one(each, prove) for each in basket.items)

    def _one(self, each: BasketItem, prove: Prove) -> Collected:
        match each.item:
            case QuoteItem():
                found = self._citation(each.item)
                citation = prove(found) if found else None
                documents = (citation.hit.document,) if citation else ()
                return Collected(each, citation, documents)
            case WorkItem(document):
                return Collected(each, None, self._documents((document,)))
            case ComparisonItem(documents):
                return Collected(each, None, self._documents(documents))

    def _documents(self, ids: tuple[str, ...]) -> tuple[Document, ...]:
        return tuple(self._shelf.by_id[each] for each in ids if each in self._shelf.by_id)

    def _citation(self, item: QuoteItem) -> Citation | None:
        """The quote where it stands now; one that its mark does not fit is never taken for it."""
        document = self._shelf.by_id.get(item.passage.rpartition("~")[0])
        if document is None:
            return None
        passages = self._store.passages_of(document.id)
        found = _stands(passages, item) or moved_quotes.find(
            passages, item.mark, item.end - item.start
        )
        if found is None:
            return None
        passage, start, end = found
        return Citation(SearchHit(1, 0.0, passage, document), start, end)


def _stands(passages: Sequence[Passage], item: QuoteItem) -> tuple[Passage, int, int] | None:
    """The passage and the stretch that the item names, if that is what its mark stands for."""
    passage = next((each for each in passages if each.id == item.passage), None)
    if passage is None or valid_quote(passage, item.start, item.end) is None:
        return None
    if item.mark and not moved_quotes.says(passage, item.start, item.end, item.mark):
        return None
    return passage, item.start, item.end
