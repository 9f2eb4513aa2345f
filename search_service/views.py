"""The JSON that the command line and HTTP share: the contract's keys, from the house's nouns."""

from __future__ import annotations

from dataclasses import asdict

from corpus.documents import Document
from search_service.answers import Answer, Citation
from search_service.searcher import SearchHit, SearchResult

Json = dict[str, object]


def search_view(result: SearchResult) -> Json:
    """`sikk search --json`."""
    return {
        "query": result.query,
        "lang": result.lang,
        "hits": [hit_view(hit) for hit in result.hits],
        "took_ms": round(result.took_ms, 1),
    }


def hit_view(hit: SearchHit) -> Json:
    """One hit."""
    passage, metadata = hit.passage, hit.document.metadata
    return {
        "rank": hit.rank,
        "score": round(hit.score, 6),
        "passage_id": passage.id,
        "document_id": metadata.id,
        "title": metadata.title,
        "lang": metadata.lang,
        "country": metadata.country,
        "type": metadata.type,
        "year": metadata.year,
        "page": passage.page,
        "page_label": passage.page_label,
        "section": passage.section,
        "text": passage.text,
    }


def answer_view(answer: Answer) -> Json:
    """`sikk ask --json`."""
    return {
        "question": answer.result.query,
        "lang": answer.result.lang,
        "answered": answer.answered,
        "answer": answer.text,
        "claims": [
            {"text": claim.text, "citations": [citation_view(c) for c in claim.citations]}
            for claim in answer.claims
        ],
        "passages": [hit_view(hit) for hit in answer.result.hits],
        "reason": answer.reason,
    }


def citation_view(citation: Citation) -> Json:
    """One citation: `quote == passage.text[start:end]`."""
    passage, metadata = citation.hit.passage, citation.hit.document.metadata
    return {
        "passage_id": passage.id,
        "document_id": metadata.id,
        "title": metadata.title,
        "page": passage.page,
        "page_label": passage.page_label,
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
    }


def document_view(document: Document) -> Json:
    """`sikk corpus show --json` and `/api/v1/documents/{id}`."""
    metadata = asdict(document.metadata)
    counts = {"pages": document.pages, "passages": document.passages, "words": document.words}
    return {**metadata, "media_type": document.media_type, **counts}
