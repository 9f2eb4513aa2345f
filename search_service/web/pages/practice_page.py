"""`/practices/{id}`: a practice on one page: its facts, its story by section, what is beside it.

Differs from `document_page`, which shows a text as it stands, with what a link cites marked.
"""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from corpus.catalogue.sections import UNKNOWN
from corpus.errors import NotFound
from search_service.documents.document_text import blocks
from search_service.documents.evidence_map import work_outcome
from search_service.documents.practice_links import mentions, nearest_abroad
from search_service.documents.story import by_section, items
from search_service.web.page_frame import render, ui_language
from search_service.web.serving import Serving

router = APIRouter(include_in_schema=False)


@router.get("/practices/{document_id}")
def practice(request: Request, serving: Serving, document_id: str) -> HTMLResponse:
    """The practice, in the version that the address names."""
    engine, lang = serving.engine, ui_language(request)
    found, shelf = engine.published.document(document_id), engine.published.shelf()
    if found.metadata.type != "practice":
        raise NotFound(f"document '{document_id}': not a practice; see /documents/{document_id}")
    told = by_section(
        blocks(found, engine.store.pages(document_id), engine.store.passages_of(document_id))
    )
    versions = shelf.versions.get(found.metadata.work, (found,))
    return render(
        request, "practice.html", document=found,
        story=[section for section in told if section.role != UNKNOWN],
        unknown=[section for section in told if section.role == UNKNOWN],
        outcome=work_outcome(found, shelf.versions, engine.published.outcomes()),
        items=items,
        versions=[each for each in versions if each.id != document_id],
        near=nearest_abroad(shelf, found, lang),
        mentions=mentions(engine.store, shelf, found, lang),
    )  # fmt: skip
