"""The JSON that the command line and HTTP share: the contract's keys, from the house's nouns."""

from __future__ import annotations

from dataclasses import asdict

from corpus.catalogue import references, vocabulary
from corpus.documents import Document
from corpus.gaps import Gap
from search_service.answers import answer_words
from search_service.answers.answer import (
    Answer,
    AnswerPart,
    Citation,
    Claim,
    ListedWork,
    ModelAccount,
    NearMiss,
    WorkGroup,
)
from search_service.compare.comparison import (
    FIELDS,
    Cell,
    CloseSentence,
    Comparable,
    Comparison,
    SharedTerms,
    cell_text,
    term_name,
)
from search_service.documents.facets import facets, works
from search_service.documents.shelf import Shelf
from search_service.index.filters import Filters
from search_service.phrases.phrases import phrase
from search_service.queries.restrictions import Restrictions
from search_service.removal import Receipt
from search_service.search.hits import SearchHit, SearchResult
from search_service.web import catalogue_views

Json = dict[str, object]
_KINDS = {"who-when-where": "when_where_who"}  # where JSON names a purpose otherwise


def search_view(result: SearchResult, shelf: Shelf, filters: Filters) -> Json:
    """`sikk search --json`; `total` and `facets` count the works that fit the filters."""
    fitting = shelf.matching(filters)
    return {
        "query": result.query,
        "lang": result.lang,
        "hits": [hit_view(hit) for hit in result.hits],
        "total": works(fitting),
        "facets": {
            name: [{"value": value, "count": n} for value, n in counts.items()]
            for name, counts in facets(fitting).items()
        },
        "did_you_mean": result.spelt,
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
        "translations": [_named(other) for other in hit.translations],
    }


def _named(document: Document) -> Json:
    metadata = document.metadata
    return {"document_id": metadata.id, "title": metadata.title, "lang": metadata.lang}


def answer_view(answer: Answer) -> Json:
    """`sikk ask --json`; of an answer, what the catalogue says are claims too, the last ones."""
    lang = answer.result.lang
    told = answer.catalogue if answer.answered else ()
    claims = [claim_view(claim) for claim in answer.claims]
    return {
        "question": answer.result.query,
        "lang": lang,
        "answered": answer.answered,
        "answer": answer.text,
        "claims": [*claims, *(catalogue_views.claim_view(fact, lang) for fact in told)],
        "conflicts": [[citation_view(c) for c in each.citations] for each in answer.conflicts],
        "passages": [hit_view(hit) for hit in answer.result.hits],
        "reason": answer.reason,
        "note": answer.note,
        "evidence": asdict(answer.evidence) if answer.evidence else None,
        "searched": asdict(answer.searched) if answer.searched else None,
        "model": model_view(answer.model) if answer.model else None,
        "nearest": [_near_view(near) for near in answer.nearest],
        "kind": _KINDS.get(answer.asks_for, answer.asks_for),
        "form": answer.kind,
        "filters": _restricting(answer.restrictions),
        "groups": [_group_view(group, lang) for group in answer.groups],
        "parts": [_part_view(part) for part in answer.parts],
        "known_gap": answer.known_gap is not None,
        "gap": citation_view(answer.known_gap) if answer.known_gap else None,
        "catalogue": [catalogue_views.fact_view(fact, lang) for fact in answer.catalogue],
        "restrictions": asdict(answer.restrictions),
        "did_you_mean": answer.result.spelt,
    }


def _restricting(said: Restrictions) -> Json:
    """What the question itself restricts, under the names of the filters that would do so."""
    chosen: Json = {}
    if said.only:
        chosen["country"] = list(said.only)
    elif said.only_abroad:
        chosen["not_country"] = [vocabulary.HOME]
    if said.years:
        chosen |= {"year_from": min(said.years), "year_to": max(said.years)}
    return chosen


def _part_view(part: AnswerPart) -> Json:
    told = {"asked": part.text, "covered": bool(part.claims)}
    return {**told, "text": part.text, "claims": list(part.claims)}


def _group_view(group: WorkGroup, lang: str) -> Json:
    return {
        "label": answer_words.group_name(group, lang),
        "country": group.country,
        "overviews": group.overviews,
        "works": [_listed_view(work) for work in group.works],
    }


def _listed_view(work: ListedWork) -> Json:
    metadata = work.document.metadata
    what = citation_view(work.what)
    result = citation_view(work.result) if work.result else None
    return {
        **_named(work.document),
        "country": metadata.country,
        "year": metadata.year,
        "type": metadata.type,
        "evidence_level": metadata.evidence_level,
        "citations": [each for each in (what, result) if each],
        "what": what,
        "result": result,
    }


def claim_view(claim: Claim) -> Json:
    """One sentence of an answer."""
    return {
        "text": claim.text,
        "null_result": claim.null_result,
        "by_model": claim.by_model,
        "listed": claim.listed,
        "citations": [citation_view(citation) for citation in claim.citations],
    }


def model_view(account: ModelAccount) -> Json:
    """What a language model wrote, and what of it was kept."""
    return {**asdict(account), "dropped": dict(account.dropped)}


def citation_view(citation: Citation) -> Json:
    """One citation: `quote == passage.text[start:end]`; `direct` lies within `start:end`."""
    passage, metadata = citation.hit.passage, citation.hit.document.metadata
    return {
        "passage_id": passage.id,
        "document_id": metadata.id,
        "title": metadata.title,
        "lang": passage.lang,
        "country": metadata.country,
        "year": metadata.year,
        "page": citation.page,
        "page_label": citation.page_label,
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "direct": [
            {"start": start, "end": end, "text": passage.text[start:end]}
            for start, end in citation.direct
        ],
        "score": round(citation.score, 4),
        "link": citation.link,
        "source_hash": citation.hit.document.source_hash,
        "places": [asdict(place) for place in citation.places],
        "sources": [references.plain(source) for source in citation.sources],
        "translation": citation_view(citation.translation) if citation.translation else None,
    }


def gap_view(gap: Gap) -> Json:
    """`sikk corpus gaps --json`; times are in UTC."""
    times = {"first_asked": gap.first_asked.isoformat(), "last_asked": gap.last_asked.isoformat()}
    closed = gap.closed_at.isoformat() if gap.closed_at else None
    return asdict(gap) | times | {"closed_at": closed}


def _near_view(near: NearMiss) -> Json:
    passage, metadata = near.hit.passage, near.hit.document.metadata
    return {
        "document_id": metadata.id,
        "title": metadata.title,
        "passage_id": passage.id,
        "page": passage.page,
        "score": round(near.score, 4),
    }


def comparison_view(comparison: Comparison) -> Json:
    """`sikk compare --json`."""
    filled, cells = comparison.filled
    return {
        "query": comparison.query,
        "lang": comparison.lang,
        "for_country": comparison.for_country,
        "subject": comparison.subject.id if comparison.subject else None,
        "fields": list(FIELDS),
        "comparables": [_comparable_view(each, comparison.lang) for each in comparison.comparables],
        "filled": filled,
        "cells": cells,
        "too_far": comparison.too_far,
        "did_you_mean": comparison.spelt,
        "note": "" if comparison.comparables else phrase("nothing_comparable", comparison.lang),
        "took_ms": round(comparison.took_ms, 1),
    }


def _comparable_view(comparable: Comparable, lang: str) -> Json:
    metadata = comparable.document.metadata
    return {
        "rank": comparable.rank,
        "score": round(comparable.score, 4),
        "document_id": metadata.id,
        "title": metadata.title,
        "lang": metadata.lang,
        "country": metadata.country,
        "year": metadata.year,
        "evidence_level": metadata.evidence_level,
        "null_result": comparable.null_result,
        "translations": [_named(other) for other in comparable.others],
        "why": [_shared_view(each, lang) for each in comparable.shared],
        "closest": _closest_view(comparable.close) if comparable.close else None,
        "cells": {field: _cell_view(comparable.cells[field], lang) for field in FIELDS},
    }


def _shared_view(shared: SharedTerms, lang: str) -> Json:
    names = [term_name(shared.kind, term, lang) for term in shared.terms]
    return {"kind": shared.kind, "terms": list(shared.terms), "names": names}


def _closest_view(close: CloseSentence) -> Json:
    own = citation_view(close.own) if close.own else None
    return {"kind": close.kind, "citation": citation_view(close.citation), "own": own}


def _cell_view(cell: Cell, lang: str) -> Json:
    return {
        "source": cell.source,
        "text": cell_text(cell, lang),
        "value": cell.value,
        "null_result": cell.null_result,
        "citations": [citation_view(citation) for citation in cell.citations],
    }


def document_view(document: Document) -> Json:
    """`sikk corpus show --json` and `/api/v1/documents/{id}`."""
    metadata = asdict(document.metadata)
    metadata["sources"] = [str(source) for source in document.metadata.sources]
    metadata["references"] = [references.plain(each) for each in document.metadata.sources]
    counts = {"pages": document.pages, "passages": document.passages, "words": document.words}
    return {**metadata, "media_type": document.media_type, **counts}


def receipt_view(receipt: Receipt, file_exists: bool) -> Json:
    """`sikk corpus remove --json`: what was removed, and what a second count found."""
    return {
        "document_id": receipt.document.id,
        "title": receipt.document.metadata.title,
        "date": receipt.at.isoformat(),
        "removed": receipt.removed,
        "left": receipt.left,
        "translations": list(receipt.translations),
        "file": {"path": receipt.document.source_path, "exists": file_exists},
    }
