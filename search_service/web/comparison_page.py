"""The web page that compares a practice or a need with practices of other countries.

Works without JavaScript, as all pages do: the form's address is the comparison's. Differs from
`pages`, which has the pages of search and documents.
"""

from __future__ import annotations

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse

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
from search_service.engine import Engine
from search_service.phrases.alphabet import place
from search_service.web import search_form
from search_service.web.page_frame import render, ui_language
from search_service.web.search_form import HOME, Option, SearchForm


def add_comparison_page(app: FastAPI, engine: Engine) -> None:
    """Adds `/compare` to the application."""

    @app.get("/compare", include_in_schema=False)
    def compare(request: Request) -> HTMLResponse:
        lang, shelf = ui_language(request), engine.published.shelf()
        form = search_form.read(request.query_params, lang, "/compare")
        country = _country(request.query_params.get("for_country", ""))
        form = form.kept(for_country=country)
        found = _compare(engine, form, country) if form.query and not form.faults else None
        return render(
            request, "compare.html", 422 if form.faults else 200,
            form=form, shelf=shelf, found=found, countries=_countries(shelf, country, lang),
            country=country, fields=FIELDS, cell_text=cell_text, term_name=term_name,
            field_name=field_name, shared_name=shared_name, close_name=close_name,
        )  # fmt: skip


def _compare(engine: Engine, form: SearchForm, country: str) -> Comparison:
    return engine.comparer.compare(form.query, country, form.filters, lang=form.lang)


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
