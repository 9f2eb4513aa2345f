"""The searcher: a query's whole way, from words to ranked passages.

    Searcher(store, index, representation).search("Kuidas kaasata elanikke?")  ->  SearchResult

read the query (`queries.query_reader`) → vectors → legs made fair between languages → one index
query (all legs, filters and fusion inside the engine) → passages and documents from the store →
`noted_evidence` on them → `selection` of what is shown.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.errors import BadInput
from corpus.store.store import CorpusStore
from search_service.documents.shelf import PublishedDocuments, Shelf
from search_service.encoding.representation import Representation
from search_service.index.filters import Filters
from search_service.index.port import Candidate, IndexQuery, Leg, VectorIndex
from search_service.queries.query_reader import QueryReader, ReadQuery
from search_service.queries.query_text import LONGEST_QUERY
from search_service.search.hits import SearchHit, SearchResult, ranked
from search_service.search.language_fairness import fair_legs
from search_service.search.noted_evidence import NotedEvidence
from search_service.search.selection import OF_A_WORK, Found, select
from search_service.search.systems import DEFAULT, System

MOST_HITS = 1_000
DEFAULT_HITS = 10
_SPARE = 2  # candidates fetched for each hit wanted, since a work gives only a few
_POOL = (
    100  # fetched at least where notes are evidence: what they lift may stand far down; for time
)
_CANDIDATES = 100  # that each of the dense and the lexical leg brings
_RERANKED = 100  # of them that late interaction scores
_WIDER = (1, 4, 16)  # times as many, should a few long works take all the places


class Searcher:
    """The one conductor of a search.

    It keeps nothing but the catalogue as the store has it, `published`, which others share.
    """

    def __init__(
        self,
        store: CorpusStore,
        index: VectorIndex,
        representation: Representation,
        system: System = DEFAULT,
        reader: QueryReader | None = None,
        noted: NotedEvidence | None = None,
    ) -> None:
        self._store = store
        self.reader = reader or QueryReader()
        self.published = PublishedDocuments(store)
        self._index = index
        self._representation = representation
        self._system = system
        self._noted = noted

    def prepare(self) -> Iterator[None]:
        """Makes ready, in small steps, what else the first searches would wait for."""
        if self._noted:
            yield from self._noted.prepare()

    def search(
        self,
        query: str,
        filters: Filters | None = None,
        limit: int = DEFAULT_HITS,
        lang: str | None = None,
        longest: int | None = LONGEST_QUERY,
    ) -> SearchResult:
        """The passages that answer best; `lang` says the query's language where it is known.

        A query has at most `longest` characters; None: any number of them.

        Raises:
            BadInput: the query is empty or too long, or the limit is not 1 to 1,000.
        """
        started = time.perf_counter()
        asked = self.reader.read(query, lang, longest)
        if not 1 <= limit <= MOST_HITS:
            raise BadInput(f"limit: {limit} is not between 1 and {MOST_HITS}")
        hits = self._find(asked, filters or Filters(), limit)
        took_ms = (time.perf_counter() - started) * 1000
        return SearchResult(asked.line, asked.lang, hits, took_ms, asked.spelt)

    def again(
        self, result: SearchResult, filters: Filters, limit: int, of_a_work: int | None = None
    ) -> tuple[SearchHit, ...]:
        """The query of a result once more, with other filters, any number of passages a work."""
        asked = self.reader.read(result.query, result.lang, None)
        return self._find(asked, filters, limit, of_a_work or limit)

    def _find(
        self, asked: ReadQuery, filters: Filters, limit: int, of_a_work: int = OF_A_WORK
    ) -> tuple[SearchHit, ...]:
        lang, shelf = asked.lang, self.published.shelf()
        vectors = self._representation.query(asked.text, lang, asked.also)
        legs = fair_legs(self._system, vectors, filters, self._index)
        # Without norms a leg's scores lie so close together that notes would outweigh them all.
        noted = self._system.noted if self._noted and vectors.norms.dense else 0.0
        quoting = self._quoting(asked.phrases, legs, filters, limit)
        quoted = {each.passage_id for each in quoting}
        chosen: list[Found] = []
        for wider in _WIDER:
            query = IndexQuery(
                legs=legs,
                limit=max(limit * _SPARE, _POOL if noted else 0) * wider,
                filters=filters,
                candidates=max(_CANDIDATES, limit) * wider,
                reranked=_RERANKED * wider,
                fusion=self._system.fusion,
            )
            found = self._index.query(query)
            # A passage's score may differ between the two queries: it keeps its first place.
            others = [each for each in found if each.passage_id not in quoted]
            passages = [
                found
                for each in (quoting, others)
                for found in self._lifted(asked.wording, self._found(each, shelf), noted)
            ]
            chosen = select(passages, lang, limit, quoted, of_a_work)
            if own := self._in_language(lang, chosen, query, shelf):
                own = self._lifted(asked.wording, own, noted)
                chosen = select([*passages, *own], lang, limit, quoted, of_a_work)
            if len(chosen) == limit or len(found) < min(query.limit, query.candidates):
                break
        return ranked(chosen, shelf)

    def _lifted(self, wording: str, found: list[Found], weight: float) -> list[Found]:
        """The passages, the best first, by what is noted of them too."""
        return self._noted.lifted(wording, found, weight) if self._noted and weight else found

    def _in_language(
        self, lang: str, chosen: Sequence[Found], query: IndexQuery, shelf: Shelf
    ) -> list[Found]:
        """Passages of the versions in that language of works that were found in another only."""
        works = {
            each.document.metadata.work for each in chosen if each.document.metadata.lang != lang
        }
        own = tuple(sorted(each.id for each in shelf.versions_in(lang, works)))
        if not own:
            return []
        among = replace(query.filters, documents=own)
        return self._found(self._index.query(replace(query, filters=among)), shelf)

    def _quoting(
        self,
        phrases: Sequence[Sequence[str]],
        legs: Sequence[Leg],
        filters: Filters,
        limit: int,
    ) -> list[Candidate]:
        """The best of the passages that hold every phrase word for word; these come first.

        `phrases` as they are typed, then as they are spelt.
        """
        held = (passages for each in phrases if (passages := self._store.passages_with(each)))
        having = replace(filters, passages=tuple(next(held, ())))
        if not having.passages:
            return []
        query = IndexQuery(legs, limit * _SPARE, having, fusion=self._system.fusion)
        return self._index.query(query)

    def _found(self, candidates: Sequence[Candidate], shelf: Shelf) -> list[Found]:
        passages = self._store.passages(candidate.passage_id for candidate in candidates)
        return [
            Found(passage, document, score)
            for passage_id, score in candidates
            # Else removed or withdrawn a moment ago.
            if (passage := passages.get(passage_id))
            and (document := shelf.by_id.get(passage.document_id))
        ]
