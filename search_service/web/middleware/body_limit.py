"""Refuses bodies that are larger than any request of ours, before they fill the memory.

FastAPI's own limit answers in plain text, from outside of what makes problems (RFC 9457).
"""

from __future__ import annotations

from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class BodyLimit:
    """Lets whoever reads a body read so many bytes of it."""

    def __init__(self, app: ASGIApp, most: int) -> None:
        self._app = app
        self._most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on; reading too much of it raises."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        stated = Headers(scope=scope).get("content-length", "")
        read = int(stated) if stated.isdecimal() else 0

        async def limited() -> Message:
            nonlocal read
            if read > self._most:
                raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            message = await receive()
            if not stated:
                read += len(message.get("body", b""))
            return message

        await self._app(scope, limited, send)
