"""`/api/v1/search`, `/ask`, `/compare`: what is asked, and its answer as JSON."""

from __future__ import annotations

from functools import partial

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse

from search_service.web import bodies, json_views
from search_service.web.admission import ANSWER, COMPARISON, SEARCH
from search_service.web.api.answers import json_answer
from search_service.web.api.examples import ANSWER_EXAMPLE, COMPARISON_EXAMPLE, SEARCH_EXAMPLE
from search_service.web.bodies import AskRequest, CompareRequest, SearchRequest
from search_service.web.problems import named
from search_service.web.serving import Serving

router = APIRouter(prefix="/api/v1", responses=named(400, 413, 422, 500, 503))

_LINES = {"application/x-ndjson": {"schema": {"type": "string"}}}


@router.post("/search", response_class=JSONResponse, responses=json_answer(SEARCH_EXAMPLE))
async def search(request: Request, serving: Serving, body: SearchRequest) -> Response:
    """Ranked passages, in either language."""
    bodies.check(body)
    return await serving.work(
        request, SEARCH, lambda _: JSONResponse(bodies.search(serving.engine, body)), body.query
    )


@router.post(
    "/ask", response_class=JSONResponse, responses=json_answer(ANSWER_EXAMPLE, others=_LINES)
)
async def ask(request: Request, serving: Serving, body: AskRequest) -> Response:
    """An answer whose every sentence is cited, or that there is no evidence.

    With `stream`, lines of JSON: each claim once it is proved, then the whole answer.
    """
    bodies.check(body)
    asking = partial(bodies.asking, serving.engine, body)
    if body.stream:
        parts = await serving.work(request, ANSWER, asking, body.question)
        return StreamingResponse(bodies.lines(parts), media_type="application/x-ndjson")
    return await serving.answered(
        request, asking, lambda answer: JSONResponse(json_views.answer_view(answer)), body.question
    )


@router.post("/compare", response_class=JSONResponse, responses=json_answer(COMPARISON_EXAMPLE))
async def compare(request: Request, serving: Serving, body: CompareRequest) -> Response:
    """Comparable practices from other countries, each cell a quote or "not stated"."""
    bodies.check(body)
    return await serving.work(
        request,
        COMPARISON,
        lambda go_on: JSONResponse(
            json_views.comparison_view(bodies.comparison(serving.engine, body, go_on))
        ),
        body.query,
    )
