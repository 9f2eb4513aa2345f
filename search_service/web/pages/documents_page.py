"""`/documents`: the published documents, filtered, by title or the last added first, in parts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from corpus.documents import Document
from search_service.documents.facets import years
from search_service.phrases.phrases import phrase
from search_service.web import search_form
from search_service.web.page_frame import render, ui_language
from search_service.web.serving import Serving

router = APIRouter(include_in_schema=False)

_DOCUMENTS_A_PART = 60
_ADDED = "added"  # the value of `sort`; without it documents stand by title


@router.get("/documents")
def documents(
    request: Request, serving: Serving, part: int = Query(1, ge=1, le=100_000)
) -> HTMLResponse:
    """The documents that fit the form in the address."""
    by_title = search_form.read(request.query_params, ui_language(request), "/documents")
    by_day = replace(by_title.kept(sort=_ADDED), sort=_ADDED)
    form = by_day if request.query_params.get("sort") == _ADDED else by_title
    title = request.query_params.get("title", "")
    shelf = serving.engine.published.shelf()
    fitting = shelf.matching(form.filters, title)
    if form is by_day:
        fitting.sort(key=_added, reverse=True)
    parts = max(1, -(-len(fitting) // _DOCUMENTS_A_PART))
    first = (min(part, parts) - 1) * _DOCUMENTS_A_PART
    return render(
        request, "documents.html", 422 if form.faults else 200,
        form=form, title=title, shelf=shelf, total=len(fitting),
        documents=fitting[first : first + _DOCUMENTS_A_PART],
        part=min(part, parts), parts_total=parts, spread=years(fitting),
        orders=[
            (phrase("sort_title", form.lang), by_title.url(), form is by_title),
            (phrase("sort_added", form.lang), by_day.url(), form is by_day),
        ],
    )  # fmt: skip


def _added(document: Document) -> date:
    """When it came in; of documents from before the store kept days nothing is known to be new."""
    return document.added or date.min
