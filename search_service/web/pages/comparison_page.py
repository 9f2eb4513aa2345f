"""`/compare`: a practice or a need beside practices of other countries, or works that were chosen.

Two to six `works` in the address are compared, exactly these; one alone is what others are
compared with. Works without JavaScript, as all pages do: the form's address is the comparison's.
"""

from __future__ import annotations

from typing import NamedTuple

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from starlette.concurrency import run_in_threadpool

from corpus.catalogue import vocabulary
from corpus.catalogue.vocabulary import COUNTRIES, HOME
from corpus.documents import Document
from search_service.briefs.basket import Basket, ComparisonItem
from search_service.compare.chosen_works import MOST_CHOSEN
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
from search_service.engine import GoOn
from search_service.phrases.alphabet import place
from search_service.web import search_form
from search_service.web.admission import COMPARISON
from search_service.web.brief_bodies import FILES, TABLE
from search_service.web.page_frame import render, ui_language
from search_service.web.search_form import Option, SearchForm
from search_service.web.serving import Served, Serving

router = APIRouter(include_in_schema=False)


class ComparisonAsked(NamedTuple):
    """What the address asks: the form, the asker's country, and works that were chosen."""

    form: SearchForm
    country: str
    works: tuple[Document, ...]
    unknown: int  # ids that no document has, and works beyond the most that are compared


@router.get("/compare")
async def compare(request: Request, serving: Serving) -> HTMLResponse:
    """The form, and what the comparison in the address comes to."""
    asked = _asked(request, serving)
    form, works = asked.form, asked.works
    comparer = serving.engine.comparer
    query = form.query or (works[0].id if len(works) == 1 else "")

    def work(go_on: GoOn) -> HTMLResponse:
        if len(works) > 1 and not form.query:
            found = comparer.chosen.compare([each.id for each in works], form.lang, go_on)
        else:
            found = comparer.compare(
                query, asked.country, form.filters, lang=form.lang, go_on=go_on
            )
        return _page(request, serving, asked, found)

    if form.faults or not (query or works):
        return await run_in_threadpool(_page, request, serving, asked, None)
    return await serving.work(request, COMPARISON, work, form.query)


def _asked(request: Request, serving: Served) -> ComparisonAsked:
    form = search_form.read(request.query_params, ui_language(request), "/compare")
    country = _country(request.query_params.get("for_country", ""))
    given = list(dict.fromkeys(request.query_params.getlist("works")))
    by_id = serving.engine.published.shelf().by_id
    works = {by_id[each].metadata.work: by_id[each] for each in given if each in by_id}
    chosen = tuple(works.values())[:MOST_CHOSEN]
    unknown = sum(each not in by_id for each in given) + len(works) - len(chosen)
    return ComparisonAsked(form.kept(for_country=country), country, chosen, unknown)


def _page(
    request: Request, serving: Served, asked: ComparisonAsked, found: Comparison | None
) -> HTMLResponse:
    shelf, form = serving.engine.published.shelf(), asked.form
    return render(
        request, "compare.html", 422 if form.faults else 200,
        form=form, shelf=shelf, found=found, countries=_countries(shelf, asked.country, form.lang),
        country=asked.country, fields=FIELDS, cell_text=cell_text, term_name=term_name,
        field_name=field_name, shared_name=shared_name, close_name=close_name,
        works=asked.works, unknown=asked.unknown, most=MOST_CHOSEN,
        item=_item(found), files=_files(found, form),
    )  # fmt: skip


def _item(found: Comparison | None) -> str:
    """The comparison as a thing for the basket, "" where there are not works enough."""
    ids = tuple(each.document.id for each in found.comparables) if found else ()
    return str(ComparisonItem(ids[:MOST_CHOSEN])) if len(ids) > 1 else ""


def _files(found: Comparison | None, form: SearchForm) -> list[tuple[str, str]]:
    """Where a brief of chosen works comes from, by format."""
    if not found or not found.chosen:
        return []
    asked = Basket().with_item(ComparisonItem(tuple(e.document.id for e in found.comparables)))
    path = "/api/v1/basket-brief"
    return [
        (name, asked.address(path, reader_lang=form.lang, format=kind))
        for kind, name in (*FILES, TABLE)
    ]


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
