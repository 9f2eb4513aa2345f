"""What the catalogue says of a work, as JSON: beside an answer's quotes, and as claims of it.

Differs from `json_views` in that nothing here is a quote: a citation names the field of the
catalogue, and has neither passage nor offsets.
"""

from __future__ import annotations

from search_service.answers import catalogue_facts
from search_service.answers.answer import CatalogueFact

Json = dict[str, object]


def fact_view(fact: CatalogueFact, lang: str) -> Json:
    """A field of a work's description, and its values as a reader of that language sees them."""
    return {**_told(fact), "field": fact.field, **_worded(fact, lang)}


def claim_view(fact: CatalogueFact, lang: str) -> Json:
    """The same as a claim; `citations[0].catalogue` is the field."""
    worded = _worded(fact, lang)
    metadata = fact.document.metadata
    cited = {
        **_told(fact),
        "country": metadata.country,
        "year": metadata.year,
        "catalogue": fact.field,
    }
    return {
        "text": f"{worded['label']}: {worded['text']}",
        "null_result": False,
        "by_model": False,
        "listed": False,
        "citations": [cited],
    }


def _told(fact: CatalogueFact) -> Json:
    metadata = fact.document.metadata
    return {
        "document_id": metadata.id,
        "title": metadata.title,
        "lang": metadata.lang,
        "values": list(fact.values),
    }


def _worded(fact: CatalogueFact, lang: str) -> Json:
    return {"label": catalogue_facts.label(fact, lang), "text": catalogue_facts.shown(fact, lang)}
