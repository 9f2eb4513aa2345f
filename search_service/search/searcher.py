"""The searcher: a query's whole way, from words to ranked passages.

    Searcher(store, index, representation).search("Kuidas kaasata elanikke?")  ->  SearchResult

detect the language → vectors → one index query (all legs, filters and fusion inside the engine)
→ passages and documents from the store → `selection` of what is shown.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.documents import Document, Passage
from corpus.errors import BadInput
from corpus.store.store import CorpusStore
from corpus.text.language import QUERY_LANGUAGES, detect
from search_service.documents.shelf import PublishedDocuments, Shelf
from search_service.encoding.calibration import Norm
from search_service.encoding.representation import QueryVectors, Representation
from search_service.index.port import (
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
from search_service.search.selection import Found, select
from search_service.search.systems import DEFAULT, System
from search_service.words import query_text
from search_service.words.query_text import LONGEST_QUERY, QueryText

MOST_HITS = 1_000
DEFAULT_HITS = 10
_SPARE = 2  # candidates fetched for each hit wanted, since a work gives only a few
_CANDIDATES = 100  # that each of the dense and the lexical leg brings
_RERANKED = 100  # of them that late interaction scores
_WIDER = (1, 4, 16)  # times as many, should a few long works take all the places
HABITUAL = slice(1, 6)  # lexical ranks 2 to 6: what a language scores without a real match


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A passage found: `rank` from 1, `score` higher is better.

    `translations` are the published documents that say the same in another language.
    """

    rank: int
    score: float
    passage: Passage
    document: Document
    translations: tuple[Document, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The hits, best first; `lang` is the query's language."""

    query: str
    lang: str
    hits: tuple[SearchHit, ...]
    took_ms: float


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
    ) -> None:
        self._store = store
        self.published = PublishedDocuments(store)
        self._index = index
        self._representation = representation
        self._system = system

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
        asked = query_text.read(query, longest)
        if not 1 <= limit <= MOST_HITS:
            raise BadInput(f"limit: {limit} is not between 1 and {MOST_HITS}")
        lang = lang or detect(asked.text, among=QUERY_LANGUAGES)
        hits = self._find(asked, lang, filters or Filters(), limit)
        took_ms = (time.perf_counter() - started) * 1000
        return SearchResult(query_text.one_line(query), lang, hits, took_ms)

    def _find(
        self, asked: QueryText, lang: str, filters: Filters, limit: int
    ) -> tuple[SearchHit, ...]:
        shelf = self.published.shelf()
        legs = self._legs(self._representation.query(asked.text, lang), filters)
        quoting = self._quoting(asked.phrases, legs, filters, limit)
        quoted = {each.passage_id for each in quoting}
        chosen: list[Found] = []
        for wider in _WIDER:
            query = IndexQuery(
                legs=legs,
                limit=limit * _SPARE * wider,
                filters=filters,
                candidates=max(_CANDIDATES, limit) * wider,
                reranked=_RERANKED * wider,
                fusion=self._system.fusion,
            )
            found = self._index.query(query)
            # A passage's score may differ between the two queries: it keeps its first place.
            others = [each for each in found if each.passage_id not in quoted]
            passages = self._found([*quoting, *others], shelf)
            chosen = select(passages, lang, limit)
            if own := self._in_language(lang, chosen, query, shelf):
                chosen = select([*passages, *own], lang, limit)
            if len(chosen) == limit or len(found) < min(query.limit, query.candidates):
                break
        return _hits(chosen, shelf)

    def _in_language(
        self, lang: str, chosen: Sequence[Found], query: IndexQuery, shelf: Shelf
    ) -> list[Found]:
        """Passages of the versions in that language of works that were found in another only."""
        works = {
            each.document.metadata.work for each in chosen if each.document.metadata.lang != lang
        }
        versions = [each for work in works for each in shelf.versions.get(work, ())]
        own = tuple(sorted(each.id for each in versions if each.metadata.lang == lang))
        if not own:
            return []
        among = replace(query.filters, documents=own)
        return self._found(self._index.query(replace(query, filters=among)), shelf)

    def _quoting(
        self, phrases: Sequence[str], legs: Sequence[Leg], filters: Filters, limit: int
    ) -> list[Candidate]:
        """The best of the passages that hold every phrase word for word; these come first."""
        if not phrases:
            return []
        having = replace(filters, passages=tuple(self._store.passages_with(phrases)))
        return self._index.query(
            IndexQuery(legs, limit * _SPARE, having, fusion=self._system.fusion)
        )

    def _legs(self, vectors: QueryVectors, filters: Filters) -> list[Leg]:
        system, norms, legs = self._system, vectors.norms, []
        if system.dense:
            legs.append(Leg(DENSE, vectors.dense, system.dense, _fair(norms.dense)))
        if system.tokens and (telling := vectors.telling) is not None:
            legs.append(Leg(TOKENS, telling, system.tokens, _fair(norms.tokens)))
        if system.lexical:
            leg = Leg(LEXICAL, vectors.lexical, system.lexical)
            legs.append(self._without_habit(leg, norms.lexical, filters) if norms.lexical else leg)
        return legs

    def _without_habit(self, leg: Leg, norms: Mapping[str, Norm], filters: Filters) -> Leg:
        """The lexical leg over its best score, less what each language scores by habit.

        BM25 has no upper bound, and a query's own language always shares some words with it.
        """
        alone = leg._replace(weight=1.0)
        first = {
            lang: [
                found.score
                for found in self._index.query(
                    IndexQuery([alone], HABITUAL.stop, replace(filters, text_lang=lang))
                )
            ]
            for lang in norms
        }
        best = max((score for scores in first.values() for score in scores), default=0.0) or 1.0
        return leg._replace(
            fair={
                lang: Fair(habit(scores), 1 / (best * norms[lang].spread))
                for lang, scores in first.items()
            }
        )

    def _found(self, candidates: Sequence[Candidate], shelf: Shelf) -> list[Found]:
        passages = self._store.passages(candidate.passage_id for candidate in candidates)
        return [
            Found(passage, document, score)
            for passage_id, score in candidates
            # Else removed or withdrawn a moment ago.
            if (passage := passages.get(passage_id))
            and (document := shelf.by_id.get(passage.document_id))
        ]


def _hits(chosen: Sequence[Found], shelf: Shelf) -> tuple[SearchHit, ...]:
    return tuple(
        SearchHit(rank, score, passage, document, _others(document, shelf))
        for rank, (passage, document, score) in enumerate(chosen, start=1)
    )


def _others(document: Document, shelf: Shelf) -> tuple[Document, ...]:
    versions = shelf.versions.get(document.metadata.work, ())
    return tuple(other for other in versions if other.id != document.id)


def habit(scores: Sequence[float]) -> float:
    """What a language's passages score without a real match; `scores` are the best ones, sorted."""
    usual = scores[HABITUAL]
    return sum(usual) / max(len(usual), 1)


def _fair(norms: Mapping[str, Norm]) -> Mapping[str, Fair] | None:
    return {lang: Fair(norm.mean, 1 / norm.spread) for lang, norm in norms.items()} or None
