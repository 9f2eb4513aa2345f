"""The answerer: verbatim sentences of the best passages, or a plain "no evidence".

    Answerer(representation).answer(result)  ->  Answer

No language model: an answer is a short list of quotes from different documents. Each quote is
`passage.text[start:end]`, character for character. Below a fixed bar nothing is quoted.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from corpus.sentences import sentences
from search_service.answers import Answer, Citation, Claim
from search_service.encoder import Vectors
from search_service.indexing import indexed_text
from search_service.phrases import phrase
from search_service.representation import QueryVectors, Representation
from search_service.searcher import SearchHit, SearchResult

_PASSAGES = 8  # of the hits that are read for sentences
_CLAIMS = 3  # quotes at most, each from another work
_SHORTEST = 25  # characters; a shorter sentence is a heading or a scrap
_LEXICAL = 0.05  # what a full word overlap adds to a sentence's similarity
_NEAR_BEST = 0.75  # of the best sentence's score: weaker ones are not quoted beside it

# The best passage's similarity below which there is no evidence: for calibrated vectors, and
# for a model's own. Chosen on the development questions: docs/evaluation.md.
CALIBRATED_BAR = 0.49
PLAIN_BAR = 0.84


class _Scored(NamedTuple):
    score: float
    citation: Citation


class Answerer:
    """Chooses sentences; holds no state of its own."""

    def __init__(self, representation: Representation, bar: float | None = None) -> None:
        self._representation = representation
        usual = CALIBRATED_BAR if representation.fair else PLAIN_BAR
        self._bar = usual if bar is None else bar

    def answer(self, result: SearchResult) -> Answer:
        """The best sentences of the result's first passages, one a work."""
        hits = result.hits[:_PASSAGES]
        if not hits:
            return Answer(result, (), _no_evidence(result))
        query = self._representation.query(result.query, result.lang)
        texts = [indexed_text(hit.document, hit.passage) for hit in hits]
        if self._similarity(query, texts, hits).max() < self._bar:
            return Answer(result, (), _no_evidence(result))
        chosen = _best_of_each_work(self._score(query, hits))
        claims = tuple(Claim(s.citation.quote, (s.citation,)) for s in chosen)
        return Answer(result, claims, "" if claims else _no_evidence(result))

    def _score(self, query: QueryVectors, hits: Sequence[SearchHit]) -> list[_Scored]:
        citations = [citation for hit in hits for citation in _sentences(hit)]
        if not citations:
            return []
        texts = [citation.quote for citation in citations]
        owners = [citation.hit for citation in citations]
        words = [
            self._representation.word_overlap(query, text, hit.passage.lang)
            for text, hit in zip(texts, owners, strict=True)
        ]
        scores = self._similarity(query, texts, owners) + _LEXICAL * np.asarray(words)
        return [_Scored(float(s), c) for s, c in zip(scores, citations, strict=True)]

    def _similarity(
        self, query: QueryVectors, texts: Sequence[str], owners: Sequence[SearchHit]
    ) -> Vectors:
        langs = [hit.passage.lang for hit in owners]
        return self._representation.similarity(query, texts, langs)


def _sentences(hit: SearchHit) -> list[Citation]:
    spans = sentences(hit.passage.text)
    return [Citation(hit, start, end) for start, end in spans if end - start >= _SHORTEST]


def _best_of_each_work(scored: list[_Scored]) -> list[_Scored]:
    best: dict[str, _Scored] = {}
    for entry in sorted(scored, key=lambda s: -s.score):
        best.setdefault(entry.citation.hit.document.metadata.work, entry)
    ranked = list(best.values())[:_CLAIMS]
    return [entry for entry in ranked if entry.score >= _NEAR_BEST * ranked[0].score]


def _no_evidence(result: SearchResult) -> str:
    titles = dict.fromkeys(hit.document.metadata.title for hit in result.hits[:_PASSAGES])
    nearest = "; ".join(list(titles)[:3]) or "–"
    return phrase("no_evidence", result.lang).format(nearest=nearest)
