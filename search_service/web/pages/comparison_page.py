"""`/compare`: a practice or a need beside practices of other countries.

Works without JavaScript, as all pages do: the form's address is the comparison's.
"""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from starlette.concurrency import run_in_threadpool

from corpus.catalogue import vocabulary
from corpus.catalogue.vocabulary import COUNTRIES
from search_service.compare.comparison import (
    FIELDS,
    Comparison,
    cell_text,
    close_name,
    field_name,
    shared_name,
    term_name,
)
from search_service.documents.shelf import Shelf
from search_service.phrases.alphabet import place
from search_service.web import search_form
from search_service.web.admission import COMPARISON
from search_service.web.page_frame import render, ui_language
from search_service.web.search_form import HOME, Option, SearchForm
from search_service.web.serving import Served, Serving

router = APIRouter(include_in_schema=False)


@router.get("/compare")
async def compare(request: Request, serving: Serving) -> HTMLResponse:
    """The form, and what the comparison in the address comes to."""
    form = search_form.read(request.query_params, ui_language(request), "/compare")
    country = _country(request.query_params.get("for_country", ""))
    form = form.kept(for_country=country)
    if not form.query or form.faults:
        return await run_in_threadpool(_page, request, serving, form, country, None)
    comparer = serving.engine.comparer
    return await serving.work(
        request,
        COMPARISON,
        lambda go_on: _page(
            request, serving, form, country,
            comparer.compare(form.query, country, form.filters, lang=form.lang, go_on=go_on),
        ),
        form.query,
    )  # fmt: skip


def _page(
    request: Request, serving: Served, form: SearchForm, country: str, found: Comparison | None
) -> HTMLResponse:
    shelf = serving.engine.published.shelf()
    return render(
        request, "compare.html", 422 if form.faults else 200,
        form=form, shelf=shelf, found=found, countries=_countries(shelf, country, form.lang),
        country=country, fields=FIELDS, cell_text=cell_text, term_name=term_name,
        field_name=field_name, shared_name=shared_name, close_name=close_name,
    )  # fmt: skip


def _country(given: str) -> str:
    """The asker's country; an unknown one is taken for the usual one, which the form shows."""
    code = given.strip().upper()
    return code if code in COUNTRIES else HOME


def _countries(shelf: Shelf, chosen: str, lang: str) -> list[Option]:
    """The countries that documents come from, and the chosen one, by name."""
    known = {HOME: 0, chosen: 0} | shelf.counts.get("country", {})
    options = [
        Option(code, vocabulary.name(COUNTRIES, code, lang), n, code == chosen)
        for code, n in known.items()
    ]
    return sorted(options, key=lambda option: place(option.name, lang))
