"""Proves a citation: the quote is looked up again in the stored pages before it is shown.

    Prover(store).prove(citation)  ->  the citation with its places, or None

Whatever the index, a cache or a model gave, a quote is shown only if the store, at this moment,
has that document in that version (its file's hash) and its pages hold exactly these characters
at the places named.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.documents import PAGE_BREAK, Page, Passage
from corpus.store.store import CorpusStore
from search_service.answers.answer import Citation, Place
from search_service.documents.cited_sources import cited as cited_sources


class Prover:
    """Checks against the store; holds no state of its own."""

    def __init__(self, store: CorpusStore) -> None:
        self._store = store

    def prove(self, citation: Citation) -> Citation | None:
        """The citation with its places and sources; its translation only if that is proved too."""
        cited, quote = citation.hit.document, citation.quote
        stored = self._store.documents([cited.id])
        if not stored or stored[0].source_hash != cited.source_hash or not quote.strip():
            return None
        pages = self._store.pages(cited.id)
        found = places(citation.hit.passage, pages, citation.start, citation.end)
        if not found or text_at(pages, found) != quote:
            return None
        other = citation.translation and self.prove(citation.translation)
        begin = citation.hit.passage.start
        stretch = begin + citation.start, begin + citation.end
        sources = cited_sources(stored[0].metadata, pages, *stretch)
        return replace(citation, places=found, translation=other, sources=sources)


def places(passage: Passage, pages: Sequence[Page], start: int, end: int) -> tuple[Place, ...]:
    """Where the passage's characters `start:end` stand in the document's pages."""
    return tuple(_places(pages, passage.start + start, passage.start + end))


def text_at(pages: Sequence[Page], found: Sequence[Place]) -> str:
    """The characters at these places; between two pages stands the page break."""
    return PAGE_BREAK.join(pages[place.page_index].text[place.start : place.end] for place in found)


def _places(pages: Sequence[Page], start: int, end: int) -> Iterator[Place]:
    offset = 0
    for index, page in enumerate(pages):
        first, last = max(start - offset, 0), min(end - offset, len(page.text))
        # An empty page between two others keeps its place, so that the break is counted.
        if first < last or (not page.text and start < offset < end):
            yield Place(index, page.number, page.label, first, last)
        offset += len(page.text) + len(PAGE_BREAK)
        if offset >= end:
            return
