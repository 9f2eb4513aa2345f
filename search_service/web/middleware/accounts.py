"""An account of every request: its id, what it took, and the line that the log gets of it.

    {"event": "request", "method": "GET", "route": "/documents/{document_id}", "status": 200, …}

A fault of ours ends here: it is logged with its trace and answered without. The log never holds
an address as it was asked for, only its route, for an address may hold the question.
"""

from __future__ import annotations

import re
import time
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus

import structlog
from fastapi import Request, Response
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from search_service.web.request_metrics import RequestMetrics

log = structlog.get_logger(__name__)

HEADER = "X-Request-ID"
_SCOPE_KEY = "sikk.account"
_VALID_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_OTHER = "other"  # the route of all addresses that there are not


@dataclass(slots=True)
class Account:
    """One request's, filled in on its way."""

    request_id: str
    status: int = 0
    waited: float = 0.0  # seconds in a queue
    question: str = ""


def account(request: Request) -> Account:
    """The account of this request."""
    found = request.scope[_SCOPE_KEY]
    assert isinstance(found, Account)
    return found


class Accounts:
    """Keeps an account of each request; `fault` makes the answer to one that failed."""

    def __init__(
        self,
        app: ASGIApp,
        metrics: RequestMetrics,
        fault: Callable[[Request], Awaitable[Response]],
        log_questions: bool = False,
    ) -> None:
        self._app = app
        self._metrics = metrics
        self._fault = fault
        self._log_questions = log_questions

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on; its id goes back in a header."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        own = Account(_request_id(Headers(scope=scope).get(HEADER, "")))
        scope[_SCOPE_KEY] = own

        async def noted(message: Message) -> None:
            if message["type"] == "http.response.start":
                own.status = message["status"]
                MutableHeaders(scope=message)[HEADER] = own.request_id
            await send(message)

        started = time.perf_counter()
        with structlog.contextvars.bound_contextvars(request_id=own.request_id):
            try:
                await self._app(scope, receive, noted)
            except Exception:  # a fault that nobody foresaw
                log.exception("fault", route=_route(scope))
                if not own.status:
                    response = await self._fault(Request(scope))
                    await response(scope, receive, noted)
            finally:
                self._close(own, scope, time.perf_counter() - started)

    def _close(self, own: Account, scope: Scope, seconds: float) -> None:
        route = _route(scope)
        status = own.status or HTTPStatus.INTERNAL_SERVER_ERROR
        self._metrics.observe(route, status, seconds)
        asked = {"question": own.question} if self._log_questions and own.question else {}
        log.info(
            "request",
            method=scope["method"],
            route=route,
            status=int(status),
            ms=round(seconds * 1000, 1),
            waited_ms=round(own.waited * 1000, 1),
            **asked,
        )


def _request_id(given: str) -> str:
    return given if _VALID_ID.fullmatch(given) else uuid.uuid4().hex


def _route(scope: Scope) -> str:
    return getattr(scope.get("route"), "path", None) or _OTHER
