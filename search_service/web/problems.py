"""Errors as programs get them (RFC 9457), and what of them the OpenAPI says in advance.

    problem(request, 404, "document 'x': not in the corpus")
        ->  {"type": "about:blank", "title": "Not Found", "status": 404, "detail": "document …"}

A browser gets a page in the reader's language instead. Never a traceback.
"""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, cast

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.routing import Match

from corpus.errors import Overloaded, SikkError
from search_service.web.page_frame import error_page, wants_page
from search_service.web.serving import ClientGone

MEDIA_TYPE = "application/problem+json"
CLIENT_GONE = 499  # as nginx logs it; nobody receives it

_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
_SCHEMA = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
    },
}
_EXAMPLES = {
    400: "There was an error parsing the body",
    403: "document 'minutes': its original file is not given out, …",
    404: "document 'nobody': not in the corpus",
    413: "Content Too Large",
    422: "country: 'XX' is not known; choose one of AT, AU, …",
    500: "this is a fault of the program; the log says more",
    503: "too many requests wait (search); try again in 1 s",
}

Responses = dict[int | str, dict[str, Any]]


def add_problems(app: FastAPI) -> None:
    """Gives the application its answers to errors; a fault's is made by `fault`."""
    app.exception_handler(SikkError)(_sikk_problem)
    app.exception_handler(RequestValidationError)(_validation_problem)
    app.exception_handler(HTTPException)(_http_problem)
    app.exception_handler(ClientGone)(_nobody)


def named(*statuses: int) -> Responses:
    """These errors for a route's description in the OpenAPI, each with an example."""
    return {status: _named(status) for status in statuses}


def problem(
    request: Request, status: int, detail: str, headers: Mapping[str, str] | None = None
) -> Response:
    """An RFC 9457 answer; to a browser, a page in the reader's language."""
    if wants_page(request):
        response: Response = error_page(request, status, detail, busy=_is_busy(headers))
        response.headers.update(headers or {})
        return response
    return JSONResponse(_body(status, detail), status, dict(headers or {}), MEDIA_TYPE)


async def fault(request: Request) -> Response:
    """The answer to a fault of ours."""
    return problem(request, 500, _EXAMPLES[500])


def _is_busy(headers: Mapping[str, str] | None) -> bool:
    return "Retry-After" in (headers or {})


def _body(status: int, detail: str) -> dict[str, object]:
    title = HTTPStatus(status).phrase
    return {"type": "about:blank", "title": title, "status": status, "detail": detail}


def _named(status: int) -> dict[str, Any]:
    example = _body(status, _EXAMPLES[status])
    said = {
        "description": HTTPStatus(status).description or HTTPStatus(status).phrase,
        "content": {MEDIA_TYPE: {"schema": _SCHEMA, "example": example}},
    }
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        seconds = {"schema": {"type": "integer", "minimum": 1}, "example": 1}
        said["headers"] = {"Retry-After": {"description": "Seconds to wait.", **seconds}}
    return said


async def _sikk_problem(request: Request, error: Exception) -> Response:
    known = cast(SikkError, error)
    headers = {"Retry-After": str(known.retry_after)} if isinstance(known, Overloaded) else None
    return problem(request, known.status, str(known), headers)


async def _validation_problem(request: Request, error: Exception) -> Response:
    wrong = cast(RequestValidationError, error).errors()
    said = [f"{'.'.join(str(p) for p in e['loc'][1:])}: {e['msg']}" for e in wrong]
    return problem(request, 422, "; ".join(said))


async def _http_problem(request: Request, error: Exception) -> Response:
    known = cast(HTTPException, error)
    detail = f"{request.url.path}: no such address" if known.status_code == 404 else known.detail
    headers = dict(known.headers or {})
    if known.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        # A mounted application knows its own methods; the address is no longer whole there.
        headers["Allow"] = ", ".join(_allowed(request)) or headers["Allow"]
    return problem(request, known.status_code, detail, headers)


async def _nobody(_request: Request, _error: Exception) -> Response:
    return Response(status_code=CLIENT_GONE)


def _allowed(request: Request) -> list[str]:
    """The methods that the address takes: one address may be several routes'."""
    found = [method for method in _METHODS if _takes(request, method)]
    return [*found, "HEAD"] if "GET" in found else found


def _takes(request: Request, method: str) -> bool:
    scope = {**request.scope, "method": method, "path_params": {}}
    routes = request.app.router.routes
    return any(route.matches(scope)[0] == Match.FULL for route in routes)
