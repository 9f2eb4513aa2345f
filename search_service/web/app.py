"""The HTTP API under `/api/v1`, health and metrics; the web pages are in `pages`.

Errors are `application/problem+json` (RFC 9457) and never a traceback.
"""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from pathlib import Path
from typing import Annotated, cast

from fastapi import FastAPI, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import FileResponse, JSONResponse, StreamingResponse
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from corpus.errors import SikkError
from search_service.briefs.formats import BriefFile
from search_service.engine import Engine
from search_service.index.follower import Follower
from search_service.llm.metrics import ModelMetrics
from search_service.removal import OwnIndex
from search_service.web import bodies, brief_bodies, comparison_page, json_views, pages
from search_service.web.bodies import AskRequest, CompareRequest, SearchRequest
from search_service.web.brief_bodies import BriefRequest
from search_service.web.json_views import Json
from search_service.web.page_frame import CONTENT_SECURITY_POLICY, error_page, wants_page

_SECURITY = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
}


def create_app(engine: Engine, follower: Follower) -> FastAPI:
    """The application over an open engine."""
    app = FastAPI(
        title="SIKK Search",
        description="Evidence search for social innovation, in Estonian and English.",
        version="1",
        docs_url=None,  # `pages` has a list that loads nothing from elsewhere
        redoc_url=None,
    )
    _add_search(app, engine)
    _add_documents(app, engine)
    _add_health(app, engine, follower)
    pages.add_pages(app, engine, follower)
    comparison_page.add_comparison_page(app, engine)
    app.middleware("http")(_secured)
    app.add_middleware(HeadRequests)
    app.exception_handler(SikkError)(_sikk_problem)
    app.exception_handler(RequestValidationError)(_validation_problem)
    app.exception_handler(HTTPException)(_http_problem)
    app.exception_handler(Exception)(_fault_problem)
    return app


def _add_search(app: FastAPI, engine: Engine) -> None:
    @app.post("/api/v1/search")
    def search(request: SearchRequest) -> Json:
        """Ranked passages, in either language."""
        return bodies.search(engine, request)

    @app.post("/api/v1/ask", response_model=None)
    def ask(request: AskRequest) -> Json | StreamingResponse:
        """An answer whose every sentence is cited, or that there is no evidence.

        With `stream`, lines of JSON: each claim once it is proved, then the whole answer.
        """
        if request.stream:
            lines = bodies.ask_in_parts(engine, request)
            return StreamingResponse(lines, media_type="application/x-ndjson")
        return bodies.ask(engine, request)

    @app.post("/api/v1/compare")
    def compare(request: CompareRequest) -> Json:
        """Comparable practices from other countries, each cell a quote or "not stated"."""
        return bodies.compare(engine, request)

    @app.post("/api/v1/brief", response_class=Response)
    def brief(request: BriefRequest) -> Response:
        """An answer or a comparison as a file: docx, pdf, md, json, bib, ris or csl.json."""
        return _file(brief_bodies.brief(engine, request))

    @app.get("/api/v1/brief", response_class=Response)
    def brief_link(request: Annotated[BriefRequest, Query()]) -> Response:
        """The same by a link, for pages and for whoever has no program at hand."""
        return _file(brief_bodies.brief(engine, request))


def _file(brief: BriefFile) -> Response:
    named = f'attachment; filename="{brief.name}"'  # ASCII: the name is made of a slug
    return Response(
        brief.content, media_type=brief.media_type, headers={"Content-Disposition": named}
    )


def _add_documents(app: FastAPI, engine: Engine) -> None:
    published = engine.published

    @app.get("/api/v1/documents")
    def documents() -> Json:
        """All published documents."""
        found = sorted(published.shelf().documents, key=lambda document: document.id)
        return {"documents": [json_views.document_view(document) for document in found]}

    @app.get("/api/v1/documents/{document_id}")
    def document(document_id: str) -> Json:
        """One document's description."""
        return json_views.document_view(published.document(document_id))

    @app.get("/api/v1/documents/{document_id}/indexed")
    def indexed(document_id: str) -> Json:
        """How many passages of a document the index holds; 0 after it was removed.

        `behind`: the index does not follow the store's last change yet.
        """
        behind = engine.indexer.behind()
        points = OwnIndex(engine.index).points(document_id)
        return {"document_id": document_id, "index": points, "behind": behind}

    @app.get("/api/v1/documents/{document_id}/source")
    def source(document_id: str) -> FileResponse:
        """The original file."""
        found = published.document(document_id)
        return FileResponse(
            engine.sources.path(found.source_hash),
            media_type=found.media_type,
            filename=Path(found.source_path).name,
            content_disposition_type="attachment",
        )


def _add_health(app: FastAPI, engine: Engine, follower: Follower) -> None:
    registry = CollectorRegistry()
    passages = Gauge("sikk_passages", "Passages in the index.", registry=registry)
    passages.set_function(engine.index.count)
    seconds = Histogram(
        "sikk_request_seconds", "Time of a request.", ["path", "status"], registry=registry
    )
    faults = Counter("sikk_faults_total", "Requests that ended in status 5xx.", registry=registry)

    if engine.writer:
        registry.register(ModelMetrics(engine.writer))

    @app.get("/health/live")
    def live() -> Json:
        """Whether the process answers."""
        return {"status": "ok"}

    @app.get("/health/ready")
    def ready() -> Response:
        """Whether the index is in step with the store."""
        done, total = follower.progress
        state: Json = {
            "status": "ok" if follower.ready.is_set() else "indexing",
            "indexed": done,
            "of": total,
            "problem": follower.problem,
        }
        good = follower.ready.is_set() and follower.problem is None
        return JSONResponse(state, 200 if good else 503)

    @app.get("/metrics")
    def metrics() -> Response:
        """Prometheus metrics."""
        return Response(generate_latest(registry), media_type="text/plain; version=0.0.4")

    @app.middleware("http")
    async def measured(
        request: Request, call_next: Callable[[Request], Awaitable[Response]]
    ) -> Response:
        started = time.perf_counter()
        status = 500  # of a fault, which is answered further out
        try:
            response = await call_next(request)
            status = response.status_code
            return response
        finally:
            route = getattr(request.scope.get("route"), "path", "other")
            seconds.labels(route, str(status)).observe(time.perf_counter() - started)
            if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
                faults.inc()


async def _secured(
    request: Request, call_next: Callable[[Request], Awaitable[Response]]
) -> Response:
    return _with_security(await call_next(request))


def _with_security(response: Response) -> Response:
    for name, value in _SECURITY.items():
        response.headers.setdefault(name, value)
    return response


class HeadRequests:
    """Answers HEAD as GET without its body; FastAPI by itself refuses what has only a GET."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on, as a GET where it is a HEAD."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return

        async def without_body(message: Message) -> None:
            if message["type"] == "http.response.body":
                message["body"] = b""
            await send(message)

        await self._app({**scope, "method": "GET"}, receive, without_body)


def problem(request: Request, status: int, detail: str) -> Response:
    """An RFC 9457 answer; to a browser, a page in the reader's language."""
    if wants_page(request):
        return error_page(request, status, detail)
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status}
    return JSONResponse({**body, "detail": detail}, status, media_type="application/problem+json")


async def _sikk_problem(request: Request, error: Exception) -> Response:
    known = cast(SikkError, error)
    return problem(request, known.status, str(known))


async def _validation_problem(request: Request, error: Exception) -> Response:
    wrong = cast(RequestValidationError, error).errors()
    said = [f"{'.'.join(str(p) for p in e['loc'][1:])}: {e['msg']}" for e in wrong]
    return problem(request, 422, "; ".join(said))


async def _http_problem(request: Request, error: Exception) -> Response:
    known = cast(HTTPException, error)
    detail = f"{request.url.path}: no such address" if known.status_code == 404 else known.detail
    return problem(request, known.status_code, detail)


async def _fault_problem(request: Request, _error: Exception) -> Response:
    answer = problem(request, 500, "this is a fault of the program; the log says more")
    return _with_security(answer)  # it is given outside of the middleware
