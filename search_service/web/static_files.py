"""Files that pages load, which browsers keep for good: their address has a mark of their content.

    marked("sikk.css")  ->  "/static/sikk.css?1f0a2b3c"

Asked for without the mark, or with a former one, they are asked for anew each time.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from fastapi import Response
from fastapi.staticfiles import StaticFiles
from starlette.types import Scope

STATIC = Path(__file__).parent / "static"
_KEPT = "public, max-age=31536000, immutable"  # a year, the most that RFC 9111 knew


def marked(name: str) -> str:
    """The file's address with its mark."""
    return f"/static/{name}?{_mark(name)}"


class MarkedFiles(StaticFiles):
    """Serves the files, and says of each how long it may be kept."""

    def __init__(self) -> None:
        super().__init__(directory=STATIC)

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file."""
        response = await super().get_response(path, scope)
        asked = scope["query_string"].decode("latin-1")
        kept = bool(asked) and asked == _mark(path)
        response.headers["Cache-Control"] = _KEPT if kept else "no-cache"
        return response


@lru_cache(maxsize=32)
def _mark(name: str) -> str:
    file = STATIC / name
    return sha256(file.read_bytes()).hexdigest()[:8] if file.is_file() else ""
