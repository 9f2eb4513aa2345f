"""Answers as the OpenAPI shows them: short, and with the keys that callers rely on."""

from __future__ import annotations

from search_service.web.json_views import Json

_TEXT = "Külas peeti loometalgud, kuhu tuli 120 elanikku."
_HIT: Json = {
    "rank": 1,
    "score": 0.71,
    "passage_id": "camps-1f0a",
    "document_id": "camps",
    "title": "Loometalgud",
    "lang": "et",
    "country": "EE",
    "type": "practice",
    "page": 3,
    "section": "",
    "text": _TEXT,
}
_CITATION: Json = {
    "passage_id": "camps-1f0a",
    "document_id": "camps",
    "title": "Loometalgud",
    "page": 3,
    "quote": _TEXT,
    "start": 0,
    "end": len(_TEXT),
}

SEARCH_EXAMPLE: Json = {
    "query": "loometalgud",
    "lang": "et",
    "hits": [_HIT],
    "total": 183,
    "facets": {"country": [{"value": "EE", "count": 61}, {"value": "DK", "count": 14}]},
    "did_you_mean": None,
    "took_ms": 41.2,
}
ANSWER_EXAMPLE: Json = {
    "question": "Mitu elanikku tuli loometalgutele?",
    "lang": "et",
    "answered": True,
    "answer": _TEXT,
    "claims": [{"text": _TEXT, "citations": [_CITATION]}],
    "passages": [_HIT],
    "reason": "",
    "kind": "fact",
    "form": "quotes",
    "filters": {},
    "groups": [],
    "parts": [],
    "known_gap": False,
    "gap": None,
    "catalogue": [],
}
COMPARISON_EXAMPLE: Json = {
    "query": "Loometalgud",
    "lang": "et",
    "for_country": "EE",
    "subject": "camps",
    "fields": ["problem", "target_group"],
    "comparables": [],
    "filled": 0,
    "cells": 0,
    "too_far": 3,
    "did_you_mean": None,
    "note": "",
    "took_ms": 320.5,
}
DOCUMENT_EXAMPLE: Json = {
    "id": "camps",
    "title": "Loometalgud",
    "lang": "et",
    "type": "practice",
    "country": "EE",
    "media_type": "text/markdown",
    "pages": 1,
    "passages": 4,
    "words": 812,
}
