"""`/health/…` and `/metrics`: how the service does.

Metrics tell how much is asked and when, so they are this machine's alone unless a setting gives
them to everybody: whoever asks from elsewhere, or through a proxy, finds no such address.
"""

from __future__ import annotations

from ipaddress import ip_address

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from search_service.web.api.answers import JSON, json_answer
from search_service.web.json_views import Json
from search_service.web.problems import Responses, named
from search_service.web.serving import Serving

router = APIRouter()

_METRICS_TYPE = "text/plain; version=0.0.4"
_READY: Json = {"status": "ok", "indexed": 4120, "of": 4120, "problem": None}
_BEHIND: Json = {"status": "indexing", "indexed": 120, "of": 4120, "problem": None}
_NOT_READY: Responses = {
    503: {
        "description": "Not yet, or no longer.",
        "content": {JSON: {"schema": {"type": "object"}, "example": _BEHIND}},
    }
}
_METRICS: Responses = {
    200: {
        "description": "The metrics.",
        "content": {"text/plain": {"schema": {"type": "string"}, "example": "sikk_passages 4120"}},
    }
}
# What a proxy adds; where one stands before the service, everybody seems to ask from here.
_FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip", "via")


@router.get("/health/live", responses=json_answer({"status": "ok"}) | named(500))
async def live() -> Json:
    """Whether the process answers."""
    return {"status": "ok"}


@router.get(
    "/health/ready",
    response_class=JSONResponse,
    responses=json_answer(_READY) | _NOT_READY | named(500),
)
async def ready(serving: Serving) -> Response:
    """Whether the index is in step with the store."""
    follower = serving.follower
    done, total = follower.progress
    state: Json = {
        "status": "ok" if follower.ready.is_set() else "indexing",
        "indexed": done,
        "of": total,
        "problem": follower.problem,
    }
    good = follower.ready.is_set() and follower.problem is None
    return JSONResponse(state, 200 if good else 503)


@router.get("/metrics", response_class=Response, responses=_METRICS | named(404, 500))
def metrics(request: Request, serving: Serving) -> Response:
    """Prometheus metrics; from elsewhere only where SIKK_METRICS=public."""
    if not serving.metrics_public and not _from_here(request):
        raise HTTPException(404)
    return Response(serving.metrics.text(), media_type=_METRICS_TYPE)


def _from_here(request: Request) -> bool:
    if any(name in request.headers for name in _FORWARDED):
        return False
    try:
        return request.client is not None and ip_address(request.client.host).is_loopback
    except ValueError:  # no address of the internet
        return False
