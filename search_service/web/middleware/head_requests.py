"""Answers HEAD as GET without its body; FastAPI by itself refuses what has only a GET."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class HeadRequests:
    """Passes a HEAD on as a GET."""

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

        asked: Scope = {**scope, "method": "GET"}
        await self._app(asked, receive, without_body)
        scope["route"] = asked.get("route")  # for whoever counts requests by route
