"""`/`: the search page, its answer and passages; everything works without JavaScript."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from starlette.concurrency import run_in_threadpool

from corpus.catalogue import glossary
from corpus.feedback import ANSWER, LONGEST_TEXT, NOT_HELPFUL
from search_service.answers import catalogue_facts
from search_service.answers.answer import Answer, Citation
from search_service.answers.answer_words import points, searched_words
from search_service.documents.facets import works, years
from search_service.engine import Engine
from search_service.index.follower import Follower
from search_service.queries.asked_terms import AskedTerms
from search_service.web import feedback_form, search_form
from search_service.web.page_frame import render, ui_language
from search_service.web.pages.glossary_page import Entry, entry
from search_service.web.search_form import SearchForm
from search_service.web.serving import Served, Serving
from search_service.web.work_results import PASSAGES, ResultsPart, shown
from search_service.words.analyzer import Analyzer
from search_service.words.marking import Segment, WordMarker, segments

router = APIRouter(include_in_schema=False)

_DOUBTS = feedback_form.choices(ANSWER, (NOT_HELPFUL,))


class Progress(NamedTuple):
    """How far the index is behind the store, for the notice above the search."""

    done: int
    total: int
    problem: bool


class ShownResult(NamedTuple):
    """What a search page shows of a result."""

    answer: Answer
    marker: WordMarker
    results: ResultsPart
    total: int  # works that fit the filters
    spread: dict[str, int]  # the same by year


@router.get("/")
async def search(request: Request, serving: Serving) -> HTMLResponse:
    """The start page, or what is found for the question in the address."""
    form = search_form.read(request.query_params, ui_language(request))
    if not form.query or form.faults:
        return await run_in_threadpool(_page, request, serving, form, None)
    return await serving.answered(
        request,
        lambda go_on: serving.engine.asking(form.query, form.filters, PASSAGES, go_on=go_on),
        lambda answer: _page(request, serving, form, _found(answer, form, serving.engine)),
        form.query,
    )


def _page(
    request: Request, serving: Served, form: SearchForm, found: ShownResult | None
) -> HTMLResponse:
    engine = serving.engine
    return render(
        request, "search.html", 422 if form.faults else 200,
        form=form, found=found, shelf=engine.published.shelf(),
        indexing=_indexing(serving.follower),
        spread=found.spread if found else {},
        fact_label=catalogue_facts.label, fact_shown=catalogue_facts.shown,
        doubts=_DOUBTS, longest_words=LONGEST_TEXT,
        quote_segments=_quote_segments, searched_words=searched_words, points=points,
        term=_asked_term(engine.analyzer, found.answer, form.lang) if found else None,
    )  # fmt: skip


def _asked_term(analyzer: Analyzer, answer: Answer, lang: str) -> Entry | None:
    term = _terms(analyzer).find(answer.result.wording)
    return entry(term, lang) if term else None


@lru_cache(maxsize=1)
def _terms(analyzer: Analyzer) -> AskedTerms:
    return AskedTerms(glossary.read(), analyzer)


def _found(answer: Answer, form: SearchForm, engine: Engine) -> ShownResult:
    result = answer.result
    marker = WordMarker(engine.analyzer, result.wording, result.lang)
    fitting = engine.published.shelf().matching(form.filters)
    part = shown(result.hits, form.sort, form.part)
    return ShownResult(answer, marker, part, works(fitting), years(fitting))


def _quote_segments(citation: Citation) -> list[Segment]:
    """The quote with its direct answer marked."""
    shift = citation.start
    return segments(citation.quote, [(a - shift, b - shift) for a, b in citation.direct])


def _indexing(follower: Follower) -> Progress | None:
    if follower.ready.is_set() and follower.problem is None:
        return None
    return Progress(*follower.progress, problem=follower.problem is not None)
