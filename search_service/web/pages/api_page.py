"""`/docs`: the API's list for people, made of the OpenAPI; it loads nothing from elsewhere."""

from __future__ import annotations

from typing import NamedTuple, cast

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import HTMLResponse

from search_service.web.page_frame import render

router = APIRouter(include_in_schema=False)

_Plain = dict[str, object]


class Operation(NamedTuple):
    """One address of the API as its list shows it."""

    method: str
    path: str
    summary: str
    parameters: list[str]
    body: str | None


class Schema(NamedTuple):
    """One kind of request body: its name, and its fields."""

    name: str
    fields: list[tuple[str, bool]]


@router.get("/docs")
def api_list(request: Request) -> HTMLResponse:
    """Every address, with what it takes."""
    app = cast(FastAPI, request.app)
    return render(request, "api.html", operations=_operations(app), schemas=_schemas(app))


def _operations(app: FastAPI) -> list[Operation]:
    paths = cast("dict[str, dict[str, _Plain]]", app.openapi()["paths"])
    return [
        Operation(
            method.upper(),
            path,
            str(said.get("description") or said.get("summary") or ""),
            [str(p["name"]) for p in cast("list[_Plain]", said.get("parameters", []))],
            _body_name(said),
        )
        for path, methods in paths.items()
        for method, said in methods.items()
    ]


def _body_name(operation: _Plain) -> str | None:
    body = cast("dict[str, dict[str, dict[str, dict[str, str]]]]", operation.get("requestBody", {}))
    reference = body.get("content", {}).get("application/json", {}).get("schema", {}).get("$ref")
    return reference.rsplit("/", 1)[-1] if reference else None


def _schemas(app: FastAPI) -> list[Schema]:
    known = cast("dict[str, dict[str, _Plain]]", app.openapi()["components"])["schemas"]
    return [
        Schema(name, [(f, f in cast("list[str]", said.get("required", []))) for f in fields])
        for name, said in known.items()
        if name.endswith("Request") and (fields := cast(_Plain, said.get("properties")))
    ]
