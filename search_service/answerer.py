"""The answerer: verbatim sentences of the best passages, or a plain "no evidence".

    Answerer(encoder, analyzer).answer(result)  ->  Answer

No language model: an answer is a short list of quotes from different documents. Each quote is
`passage.text[start:end]`, character for character. Below a fixed bar nothing is quoted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from corpus.sentences import sentences
from search_service.encoder import Encoder
from search_service.lexical import Analyzer, overlap
from search_service.phrases import phrase
from search_service.searcher import SearchHit, SearchResult

_PASSAGES = 8  # of the hits that are read for sentences
_CLAIMS = 3  # quotes at most, each from another document
_SHORTEST = 25  # characters; a shorter sentence is a heading or a scrap
_LEXICAL = 0.05  # what a full word overlap adds to a sentence's cosine
BAR = 0.84  # best sentence's score below which there is no evidence


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote and where it stands: `hit.passage.text[start:end]`."""

    hit: SearchHit
    start: int
    end: int

    @property
    def quote(self) -> str:
        """The quoted characters, as they stand in the passage."""
        return self.hit.passage.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of the answer with the citations that prove it."""

    text: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What `ask` gives: claims, or why there are none."""

    result: SearchResult
    claims: tuple[Claim, ...]
    reason: str

    @property
    def answered(self) -> bool:
        """Whether the corpus has evidence."""
        return bool(self.claims)

    @property
    def text(self) -> str:
        """The answer as one text: the quotes, or the reason why there are none."""
        return "\n\n".join(claim.text for claim in self.claims) or self.reason


class _Scored(NamedTuple):
    score: float
    citation: Citation


class Answerer:
    """Chooses sentences; holds no state of its own."""

    def __init__(self, encoder: Encoder, analyzer: Analyzer, bar: float = BAR) -> None:
        self._encoder = encoder
        self._analyzer = analyzer
        self._bar = bar

    def answer(self, result: SearchResult) -> Answer:
        """The best sentences of the result's first passages, one a document."""
        scored = self._score(result)
        best = max((s.score for s in scored), default=0.0)
        if best < self._bar:
            return Answer(result, (), _no_evidence(result))
        chosen = _best_of_each_document(scored, self._bar)
        claims = tuple(Claim(s.citation.quote, (s.citation,)) for s in chosen)
        return Answer(result, claims, "")

    def _score(self, result: SearchResult) -> list[_Scored]:
        citations = [c for hit in result.hits[:_PASSAGES] for c in _sentences(hit)]
        if not citations:
            return []
        (question,) = self._encoder.encode([result.query], "query")
        encodings = self._encoder.encode([c.quote for c in citations], "passage")
        vectors = np.stack([encoding.vector for encoding in encodings])
        terms = self._analyzer.terms(result.query, result.lang)
        shared = [
            overlap(terms, self._analyzer.terms(c.quote, c.hit.passage.lang)) for c in citations
        ]
        scores = vectors @ question.vector + _LEXICAL * np.asarray(shared)
        return [_Scored(float(s), c) for s, c in zip(scores, citations, strict=True)]


def _sentences(hit: SearchHit) -> list[Citation]:
    spans = sentences(hit.passage.text)
    return [Citation(hit, start, end) for start, end in spans if end - start >= _SHORTEST]


def _best_of_each_document(scored: list[_Scored], bar: float) -> list[_Scored]:
    best: dict[str, _Scored] = {}
    for entry in sorted(scored, key=lambda s: -s.score):
        best.setdefault(entry.citation.hit.document.metadata.work, entry)
    return [entry for entry in best.values() if entry.score >= bar][:_CLAIMS]


def _no_evidence(result: SearchResult) -> str:
    titles = dict.fromkeys(hit.document.metadata.title for hit in result.hits[:_PASSAGES])
    nearest = "; ".join(list(titles)[:3]) or "–"
    return phrase("no_evidence", result.lang).format(nearest=nearest)
