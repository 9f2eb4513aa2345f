"""How a route's description in the OpenAPI names what it answers when all is well."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from search_service.web.json_views import Json
from search_service.web.problems import Responses

JSON = "application/json"


def json_answer(
    example: Json, others: Mapping[str, Any] | None = None, description: str = "Done."
) -> Responses:
    """JSON with the keys of the example, which more keys may join; and other forms of it."""
    # FastAPI leaves out of an example what is null in it.
    needed = sorted(key for key, value in example.items() if value is not None)
    schema = {"type": "object", "required": needed}
    content = {JSON: {"schema": schema, "example": example}, **(others or {})}
    return {200: {"description": description, "content": content}}


def file_answer(media_types: Iterable[str], description: str) -> Responses:
    """A file of one of these types."""
    content = {each: {"schema": _schema(each)} for each in media_types}
    return {200: {"description": description, "content": content}}


def _schema(media_type: str) -> Json:
    """Of a file nothing is said; where it is JSON, it is of any kind."""
    return {} if media_type.endswith("json") else {"type": "string", "format": "binary"}
