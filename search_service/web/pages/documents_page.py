"""`/documents`: the published documents, filtered, in an order, in parts."""

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
from search_service.web.search_form import SearchForm
from search_service.web.serving import Serving
from search_service.web.work_results import in_order

router = APIRouter(include_in_schema=False)

_DOCUMENTS_A_PART = 60
_ADDED = "added"  # a value of `sort` that results do not have

Order = tuple[str, str, bool]


@router.get("/documents")
def documents(
    request: Request, serving: Serving, part: int = Query(1, ge=1, le=100_000)
) -> HTMLResponse:
    """The documents that fit the form in the address."""
    asked = search_form.read(request.query_params, ui_language(request), "/documents")
    by_day = replace(asked.kept(sort=_ADDED), sort=_ADDED)
    form = by_day if request.query_params.get("sort") == _ADDED else asked
    title = request.query_params.get("title", "")
    shelf = serving.engine.published.shelf()
    fitting = in_order(shelf.matching(form.filters, title), asked.sort)
    if form is by_day:
        fitting.sort(key=_added, reverse=True)
    parts = max(1, -(-len(fitting) // _DOCUMENTS_A_PART))
    first = (min(part, parts) - 1) * _DOCUMENTS_A_PART
    return render(
        request, "documents.html", 422 if form.faults else 200,
        form=form, title=title, shelf=shelf, total=len(fitting),
        documents=fitting[first : first + _DOCUMENTS_A_PART],
        part=min(part, parts), parts_total=parts, spread=years(fitting),
        orders=_orders(asked, by_day, form),
    )  # fmt: skip


def _orders(asked: SearchForm, by_day: SearchForm, form: SearchForm) -> list[Order]:
    """The orders of the list: what each is called, its address, whether it is in force."""
    (name, url, chosen), *others = asked.sorts(phrase("sort_title", form.lang))
    added = (phrase("sort_added", form.lang), by_day.url(), form is by_day)
    return [(name, url, chosen and form is asked), added, *others]


def _added(document: Document) -> date:
    """When it came in; of documents from before the store kept days nothing is known to be new."""
    return document.added or date.min
