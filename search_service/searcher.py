"""The searcher: a query's whole way, from words to ranked passages.

    Searcher(store, index, encoder, analyzer).search("Kuidas kaasata elanikke?")  ->  SearchResult

detect the language → encode → one index query (all legs, filters and fusion inside the engine)
→ passages and documents from the store.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from corpus.documents import Document, Passage
from corpus.errors import BadInput
from corpus.language import QUERY_LANGUAGES, detect
from corpus.store import CorpusStore
from corpus.text import normalise
from search_service.encoder import Encoder
from search_service.lexical import Analyzer
from search_service.systems import DEFAULT, System
from search_service.vector_index import DENSE, LEXICAL, Candidate, Filters, IndexQuery, Leg
from search_service.vector_index import VectorIndex as Index

LONGEST_QUERY = 2_000  # characters
MOST_HITS = 1_000


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A passage found: `rank` from 1, `score` higher is better."""

    rank: int
    score: float
    passage: Passage
    document: Document


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The hits, best first; `lang` is the query's language."""

    query: str
    lang: str
    hits: tuple[SearchHit, ...]
    took_ms: float


class Searcher:
    """The one conductor of a search; holds no state of its own."""

    def __init__(
        self,
        store: CorpusStore,
        index: Index,
        encoder: Encoder,
        analyzer: Analyzer,
        system: System = DEFAULT,
    ) -> None:
        self._store = store
        self._index = index
        self._encoder = encoder
        self._analyzer = analyzer
        self._system = system

    def search(
        self, query: str, filters: Filters | None = None, limit: int = 10, lang: str | None = None
    ) -> SearchResult:
        """The passages that answer best; `lang` says the query's language where it is known.

        Raises:
            BadInput: the query is empty or too long, or the limit is not 1 to 1,000.
        """
        started = time.perf_counter()
        text = checked_query(query)
        if not 1 <= limit <= MOST_HITS:
            raise BadInput(f"limit: {limit} is not between 1 and {MOST_HITS}")
        lang = lang or detect(text, among=QUERY_LANGUAGES)
        found = self._index.query(
            IndexQuery(
                legs=self._legs(text, lang),
                limit=limit,
                filters=filters or Filters(),
                candidates=max(100, limit),
                fusion=self._system.fusion,
            )
        )
        hits = self._hits(found)
        return SearchResult(text, lang, hits, (time.perf_counter() - started) * 1000)

    def _legs(self, text: str, lang: str) -> list[Leg]:
        legs = []
        if self._system.dense:
            legs.append(Leg(DENSE, self._encoder.encode([text], "query")[0], self._system.dense))
        if self._system.lexical:
            vector = self._analyzer.query_vector(text, lang)
            legs.append(Leg(LEXICAL, vector, self._system.lexical))
        return legs

    def _hits(self, found: list[Candidate]) -> tuple[SearchHit, ...]:
        passages = self._store.passages(candidate.passage_id for candidate in found)
        owners = {passage.document_id for passage in passages.values()}
        documents = {document.id: document for document in self._store.documents(owners)}
        known = [candidate for candidate in found if candidate.passage_id in passages]
        return tuple(
            SearchHit(
                rank, candidate.score, passage := passages[candidate.passage_id],
                documents[passage.document_id],
            )
            for rank, candidate in enumerate(known, start=1)
        )  # fmt: skip


def checked_query(query: str) -> str:
    """The query in one normal line.

    Raises:
        BadInput: it is empty or too long.
    """
    text = " ".join(normalise(query).split())
    if not any(character.isalnum() for character in text):
        raise BadInput("the query is empty; type a question or a few words")
    if len(text) > LONGEST_QUERY:
        raise BadInput(f"the query has {len(text)} characters; at most {LONGEST_QUERY} are taken")
    return text
