"""`/documents`: the published documents, filtered, part by part."""

from __future__ import annotations

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from search_service.documents.facets import years
from search_service.web import search_form
from search_service.web.page_frame import render, ui_language
from search_service.web.serving import Serving

router = APIRouter(include_in_schema=False)

_DOCUMENTS_A_PART = 60


@router.get("/documents")
def documents(
    request: Request, serving: Serving, part: int = Query(1, ge=1, le=100_000)
) -> HTMLResponse:
    """The documents that fit the form in the address."""
    form = search_form.read(request.query_params, ui_language(request), "/documents")
    title = request.query_params.get("title", "")
    shelf = serving.engine.published.shelf()
    fitting = shelf.matching(form.filters, title)
    parts = max(1, -(-len(fitting) // _DOCUMENTS_A_PART))
    first = (min(part, parts) - 1) * _DOCUMENTS_A_PART
    return render(
        request, "documents.html", 422 if form.faults else 200,
        form=form, title=title, shelf=shelf, total=len(fitting),
        documents=fitting[first : first + _DOCUMENTS_A_PART],
        part=min(part, parts), parts_total=parts, spread=years(fitting),
    )  # fmt: skip
