"""The searcher: a query's whole way, from words to ranked passages.

    Searcher(store, index, representation).search("Kuidas kaasata elanikke?")  ->  SearchResult

detect the language → vectors → one index query (all legs, filters and fusion inside the engine)
→ passages and documents from the store, a few of each work.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from corpus.documents import Document, Passage
from corpus.errors import BadInput
from corpus.language import QUERY_LANGUAGES, detect
from corpus.store import CorpusStore
from corpus.text import is_contents, normalise
from search_service.calibration import LANGUAGES
from search_service.representation import QueryVectors, Representation
from search_service.systems import DEFAULT, System
from search_service.vector_index import (
    DENSE,
    LEXICAL,
    TOKENS,
    Candidate,
    Fair,
    Filters,
    IndexQuery,
    Leg,
    VectorIndex,
)

LONGEST_QUERY = 2_000  # characters
MOST_HITS = 1_000
_PASSAGES_A_WORK = 3  # a document and its translations are one work
_SPARE = 4  # candidates fetched for each hit wanted, since a work gives only a few
_CANDIDATES = 100
_WIDER = (1, 4, 16)  # times as many, should a few long works take all the places
_HABITUAL = slice(1, 6)  # lexical ranks 2 to 6: what a language scores without a real match


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
        index: VectorIndex,
        representation: Representation,
        system: System = DEFAULT,
    ) -> None:
        self._store = store
        self._index = index
        self._representation = representation
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
        hits = self._find(text, lang, filters or Filters(), limit)
        return SearchResult(text, lang, hits, (time.perf_counter() - started) * 1000)

    def _find(self, text: str, lang: str, filters: Filters, limit: int) -> tuple[SearchHit, ...]:
        legs = self._legs(self._representation.query(text, lang), filters)
        hits: tuple[SearchHit, ...] = ()
        for wider in _WIDER:
            query = IndexQuery(
                legs=legs,
                limit=limit * _SPARE * wider,
                filters=filters,
                candidates=max(_CANDIDATES, limit) * wider,
                fusion=self._system.fusion,
            )
            found = self._index.query(query)
            hits = tuple(islice(self._hits(found), limit))
            if len(hits) == limit or len(found) < min(query.limit, query.candidates):
                break
        return hits

    def _legs(self, vectors: QueryVectors, filters: Filters) -> list[Leg]:
        system, legs = self._system, []
        if system.dense:
            legs.append(Leg(DENSE, vectors.dense, system.dense))
        if system.tokens and vectors.tokens is not None:
            fair = {at: Fair(n.mean, 1 / n.spread) for at, n in vectors.norms.items()}
            legs.append(Leg(TOKENS, vectors.tokens, system.tokens, fair))
        if system.lexical:
            leg = Leg(LEXICAL, vectors.lexical, system.lexical)
            legs.append(self._fair(leg, filters) if self._representation.fair else leg)
        return legs

    def _fair(self, leg: Leg, filters: Filters) -> Leg:
        """The lexical leg over its best score, less what each language scores by habit.

        BM25 has no upper bound, and a query's own language always shares some words with it.
        """
        first = {
            lang: [
                found.score
                for found in self._index.query(
                    IndexQuery([leg._replace(weight=1.0)], 6, replace(filters, text_lang=lang))
                )
            ]
            for lang in LANGUAGES
        }
        best = max((score for scores in first.values() for score in scores), default=0.0) or 1.0
        habits = {lang: scores[_HABITUAL] for lang, scores in first.items()}
        return leg._replace(
            fair={at: Fair(sum(s) / max(len(s), 1), 1 / best) for at, s in habits.items()}
        )

    def _hits(self, found: list[Candidate]) -> Iterator[SearchHit]:
        passages = self._store.passages(candidate.passage_id for candidate in found)
        owners = {passage.document_id for passage in passages.values()}
        documents = {document.id: document for document in self._store.documents(owners)}
        taken: Counter[str] = Counter()
        rank = 0
        for passage_id, score in found:
            passage = passages.get(passage_id)
            if passage is None:  # removed a moment ago
                continue
            document = documents[passage.document_id]
            if is_contents(passage.text):  # names everything, tells nothing
                continue
            if taken[document.metadata.work] < _PASSAGES_A_WORK:
                taken[document.metadata.work] += 1
                rank += 1
                yield SearchHit(rank, score, passage, document)


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
