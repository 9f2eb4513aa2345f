"""What is joined, and the one sequence of asking: search, answer, note the gap.

`wiring` opens an engine; commands, API, pages and evals ask it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.sources import SourceFiles
from corpus.store.store import CorpusStore
from search_service.answers.answer import Answer, Claim
from search_service.answers.answerer import Answerer
from search_service.answers.gap_notes import GapNotes
from search_service.compare.comparer import Comparer
from search_service.documents.pictures import PagePictures
from search_service.documents.shelf import PublishedDocuments
from search_service.index.filters import Filters
from search_service.index.indexer import Indexer
from search_service.index.port import VectorIndex
from search_service.llm.writer import Writer
from search_service.search.searcher import DEFAULT_HITS, Searcher
from search_service.words.analyzer import Analyzer


@dataclass(frozen=True, slots=True)
class Engine:
    """Everything that a search or an answer needs, joined."""

    store: CorpusStore
    sources: SourceFiles
    index: VectorIndex
    indexer: Indexer
    published: PublishedDocuments
    searcher: Searcher
    answerer: Answerer
    gaps: GapNotes
    comparer: Comparer
    analyzer: Analyzer
    pictures: PagePictures
    writer: Writer | None = None  # where a language model is set

    def ask(
        self,
        question: str,
        filters: Filters | None = None,
        limit: int = DEFAULT_HITS,
        lang: str | None = None,
    ) -> Answer:
        """Quotes that answer, or a model's sentences that quotes prove, or that there is nothing.

        A question without evidence is noted for the curators.

        Raises:
            BadInput: the question has no words, or too many.
        """
        found = self._found(question, filters, limit, lang)
        return self.writer.write(found) if self.writer else found

    def asking(
        self, question: str, filters: Filters | None = None, limit: int = DEFAULT_HITS
    ) -> Iterator[Claim | Answer]:
        """As `ask`: each claim as soon as it may be shown, at the end the whole answer.

        The search is done when this returns, so that its errors come before the first claim.

        Raises:
            BadInput: the question has no words, or too many.
        """
        return self._shown(self._found(question, filters, limit, None))

    def _found(
        self, question: str, filters: Filters | None, limit: int, lang: str | None
    ) -> Answer:
        result = self.searcher.search(question, filters, limit, lang)
        found = self.answerer.answer(result, filters)
        self.gaps.note(found)
        return found

    def _shown(self, found: Answer) -> Iterator[Claim | Answer]:
        if self.writer:
            yield from self.writer.stream(found)
            return
        yield from found.claims
        yield found
