"""`/about`, `/help`, `/accessibility`: what the service is, how to use it, for whom it works."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from search_service.phrases.phrases import phrase_key
from search_service.web import measured
from search_service.web.page_frame import render
from search_service.web.serving import Serving

router = APIRouter(include_in_schema=False)

_ASSESSED = "2026-11-29"  # when every look of every page, and of the shipped library, was tested

# The figures in the order that they are shown in, and what each tells.
_FIGURES = {
    "first_quote": phrase_key("figure_first_quote"),
    "first_quote_et": phrase_key("figure_first_quote_et"),
    "first_quote_en": phrase_key("figure_first_quote_en"),
    "one_of_three": phrase_key("figure_one_of_three"),
    "every_part": phrase_key("figure_every_part"),
    "near_misses": phrase_key("figure_near_misses"),
    "foreign_questions": phrase_key("figure_foreign_questions"),
    "first_hit": phrase_key("figure_first_hit"),
    "compared_cells": phrase_key("figure_compared_cells"),
}


@router.get("/about")
def about(request: Request, serving: Serving) -> HTMLResponse:
    """How the service works, how good it is, who wrote the texts, what it keeps."""
    found = measured.quality()
    rows = [(told, found.figures[name]) for name, told in _FIGURES.items()]
    return render(
        request, "about.html", operator=serving.operator, figures=rows,
        list_works=found.figures["list_works"], written=found.written.isoformat(),
        writer=serving.engine.writer is not None,
    )  # fmt: skip


@router.get("/help")
def instructions(request: Request, serving: Serving) -> HTMLResponse:
    """How to ask, to narrow, to read an answer and to take it along."""
    return render(request, "help.html", operator=serving.operator)


@router.get("/accessibility")
def accessibility(request: Request, serving: Serving) -> HTMLResponse:
    """Which rules the pages meet, how that was tested, and what is known not to work."""
    return render(request, "accessibility.html", operator=serving.operator, assessed=_ASSESSED)
