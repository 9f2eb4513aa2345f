"""What is joined, and the one sequence of asking: search, answer, note the gap.

`wiring` opens an engine; commands, API, pages and evals ask it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
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

Parts = Iterator[Claim | Answer]  # claims, and at the end the whole answer
GoOn = Callable[[], None]  # called between steps; raises where nobody waits for the rest


def going_on() -> None:
    """Somebody always waits."""


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
        return last(self.asking(question, filters, limit, lang))

    def asking(
        self,
        question: str,
        filters: Filters | None = None,
        limit: int = DEFAULT_HITS,
        lang: str | None = None,
        go_on: GoOn = going_on,
    ) -> Parts:
        """As `ask`: each claim as soon as it may be shown, at the end the whole answer.

        Search and answer are done when this returns, so that their errors come before the first
        claim; only a language model is still to be asked. `go_on` is called between the steps,
        and may raise to end them.

        Raises:
            BadInput: the question has no words, or too many.
        """
        result = self.searcher.search(question, filters, limit, lang)
        go_on()
        found = self.answerer.answer(result, filters)
        self.gaps.note(found)
        return self._shown(found)

    def _shown(self, found: Answer) -> Parts:
        if self.writer:
            yield from self.writer.stream(found)
            return
        yield from found.claims
        yield found


def last(parts: Parts, go_on: GoOn = going_on) -> Answer:
    """The whole answer that the parts of one end with."""
    whole: Claim | Answer | None = None
    for part in parts:
        go_on()
        whole = part
    assert isinstance(whole, Answer)
    return whole
