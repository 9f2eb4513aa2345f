"""What every route is given: the engine, the follower, and a place to compute in.

    @router.post("/api/v1/search")
    async def search(request: Request, serving: Serving, body: SearchRequest) -> Response:
        return await serving.work(request, SEARCH, lambda _: JSONResponse(…), body.query)

Routes are joined to it by `Depends`: `serving` reads it off the application, which `app` made.
Differs from `admission`, which knows nothing of requests.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Annotated, TypeVar

from fastapi import Depends, Request

from corpus.errors import Overloaded
from search_service.answers.answer import Answer
from search_service.engine import Engine, GoOn, Parts, last
from search_service.index.follower import Follower
from search_service.web.admission import ANSWER, WRITING, Admission, Kind, Ticket
from search_service.web.feedback_limit import FeedbackLimit
from search_service.web.middleware.accounts import account
from search_service.web.operator import Operator
from search_service.web.request_metrics import RequestMetrics

T = TypeVar("T")


class ClientGone(Exception):
    """Whoever asked waits no more; there is nobody to answer."""


@dataclass(frozen=True, slots=True)
class Served:
    """The open parts of a service."""

    engine: Engine
    follower: Follower
    admission: Admission
    metrics: RequestMetrics
    metrics_public: bool = False
    operator: Operator = field(default_factory=Operator)
    feedback_limit: FeedbackLimit = field(default_factory=FeedbackLimit)

    async def work(
        self, request: Request, kind: Kind, work: Callable[[GoOn], T], question: str = ""
    ) -> T:
        """What the work comes to, once it has had its turn.

        Raises:
            Overloaded: it would wait too long, or took too long.
            ClientGone: whoever asked went away; the work is dropped.
        """
        own = account(request)
        own.question = question or own.question
        ticket = self.admission.enter(kind, work)
        try:
            return await self._outcome(request, ticket)
        finally:
            own.waited += ticket.waited

    async def answered(
        self,
        request: Request,
        ask: Callable[[GoOn], Parts],
        show: Callable[[Answer], T],
        question: str,
    ) -> T:
        """What `show` makes of an answer; a language model is waited for without a place.

        Raises:
            Overloaded, ClientGone: as `work` does.
        """  # fmt: skip
        if self.engine.writer is None:
            return await self.work(request, ANSWER, lambda go_on: show(last(ask(go_on))), question)
        parts = await self.work(request, ANSWER, ask, question)
        return await self.work(request, WRITING, lambda go_on: show(last(parts, go_on)))

    async def _outcome(self, request: Request, ticket: Ticket[T]) -> T:
        most = self.admission.seconds_for(ticket.kind)
        outcome = asyncio.wrap_future(ticket.future)
        gone = asyncio.ensure_future(_disconnected(request))
        try:
            await asyncio.wait((outcome, gone), timeout=most, return_when=asyncio.FIRST_COMPLETED)
            if outcome.done():
                return outcome.result()
            if gone.done():
                raise ClientGone
            raise Overloaded(f"the request took more than {most:g} s", round(most))
        finally:
            gone.cancel()
            if not outcome.done():
                self.admission.drop(ticket)
                outcome.cancel()


async def _disconnected(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def _served(request: Request) -> Served:
    found = request.app.state.served
    assert isinstance(found, Served)
    return found


Serving = Annotated[Served, Depends(_served)]
