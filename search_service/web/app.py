"""Joins the web application: routers, what requests go through, answers to errors.

    create_app(engine, follower)  ->  FastAPI

Routes are in `api` (for programs) and `pages` (for browsers), one module a family.
"""

from __future__ import annotations

from fastapi import FastAPI
from starlette.middleware.gzip import DEFAULT_EXCLUDED_CONTENT_TYPES, GZipMiddleware

from search_service.engine import Engine
from search_service.index.follower import Follower
from search_service.web import problems
from search_service.web.admission import Admission
from search_service.web.api import briefs, cited_pages, documents, feeds, health, search, suggest
from search_service.web.middleware.accounts import Accounts
from search_service.web.middleware.body_limit import BodyLimit
from search_service.web.middleware.head_requests import HeadRequests
from search_service.web.middleware.security_headers import SecurityHeaders
from search_service.web.operator import Operator
from search_service.web.pages import (
    api_page,
    basket_page,
    browse_pages,
    comparison_page,
    document_page,
    documents_page,
    evidence_map_page,
    feedback_page,
    glossary_page,
    information_pages,
    map_pages,
    page_pictures_page,
    practice_page,
    search_page,
)
from search_service.web.request_metrics import RequestMetrics
from search_service.web.serving import Served
from search_service.web.static_files import MarkedFiles

_ROUTES = (
    search, suggest, briefs, documents, cited_pages, health, search_page, documents_page,
    document_page, page_pictures_page, comparison_page, basket_page, glossary_page, api_page,
    practice_page, browse_pages, map_pages, evidence_map_page,
    information_pages, feedback_page, feeds,
)  # fmt: skip
# Pages hold no secret that a guessed text could lead to (BREACH): no tokens, and one cookie, which
# says a language. Files are compressed already; lines of an answer are to arrive one by one.
_COMPRESSED_FROM, _COMPRESSION = 1000, 6  # bytes; zlib's own compromise of time and size
_NOT_COMPRESSED = (
    *DEFAULT_EXCLUDED_CONTENT_TYPES,
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/x-ndjson",
)
_LARGEST_BODY = 64 * 1024  # bytes: 2,000 characters as JSON escapes, and room for every filter


def create_app(
    engine: Engine,
    follower: Follower,
    admission: Admission | None = None,
    *,
    metrics_public: bool = False,
    operator: Operator | None = None,
) -> FastAPI:
    """The application over an open engine."""
    admission, operator = admission or Admission(), operator or Operator()
    metrics = RequestMetrics(engine.index.count, admission, engine.writer)
    app = FastAPI(
        title="SIKK Search",
        description="Evidence search for social innovation, in Estonian and English.",
        version="1",
        docs_url=None,  # `api_page` has a list that loads nothing from elsewhere
        redoc_url=None,
    )
    app.state.served = Served(engine, follower, admission, metrics, metrics_public, operator)
    for routes in _ROUTES:
        app.include_router(routes.router)
    app.mount("/static", MarkedFiles(), name="static")
    problems.add_problems(app)
    # The last added is the first to see a request.
    app.add_middleware(BodyLimit, most=_LARGEST_BODY)
    app.add_middleware(
        GZipMiddleware,
        minimum_size=_COMPRESSED_FROM,
        compresslevel=_COMPRESSION,
        exclude_content_types=_NOT_COMPRESSED,
    )
    app.add_middleware(HeadRequests)
    asked = operator.log_questions
    app.add_middleware(Accounts, metrics=metrics, fault=problems.fault, log_questions=asked)
    app.add_middleware(SecurityHeaders)
    return app
