"""`/api/v1/suggest`: what a reader may be about to type."""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated

from fastapi import APIRouter, Query, Request

from corpus.catalogue import glossary
from search_service.documents.suggestions import Suggestions
from search_service.phrases.catalogues import LANGUAGES
from search_service.phrases.phrases import phrase
from search_service.web.api.answers import json_answer
from search_service.web.json_views import Json
from search_service.web.page_frame import ui_language
from search_service.web.problems import named
from search_service.web.serving import Serving

router = APIRouter(prefix="/api/v1")

_LONGEST = 200  # characters that are looked at; nobody waits for a suggestion after them
_EXAMPLE: Json = {"suggestions": [{"text": "sotsiaalne ettevõte", "kind": "term"}]}


@router.get("/suggest", responses=json_answer(_EXAMPLE) | named(422, 500, 503))
def suggest(
    request: Request, serving: Serving, q: Annotated[str, Query(max_length=_LONGEST)] = ""
) -> Json:
    """Titles, terms, organisations and examples in which a word begins with `q`."""
    lang = ui_language(request)
    shelf = serving.engine.published.shelf()
    found = _known().of(q, shelf, lang)
    return {"suggestions": [each._asdict() for each in found]}


@lru_cache(maxsize=1)
def _known() -> Suggestions:
    return Suggestions(glossary.read(), {lang: _examples(lang) for lang in LANGUAGES})


def _examples(lang: str) -> list[str]:
    return [phrase("example_1", lang), phrase("example_2", lang), phrase("example_3", lang)]
