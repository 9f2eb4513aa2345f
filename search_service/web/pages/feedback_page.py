"""`/feedback`: a reader says what they think of an answer or passage, or reports an error.

A form without JavaScript or cookies. What is kept of it, `corpus.feedback` says.
"""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from corpus.errors import BadInput, NotFound, StorageError
from corpus.feedback import DOCUMENT, LONGEST_TEXT, Feedback
from search_service.engine import Engine
from search_service.web import feedback_form
from search_service.web.page_frame import render, ui_language
from search_service.web.serving import Serving

router = APIRouter(include_in_schema=False)


@router.get("/feedback")
def form(
    request: Request, serving: Serving, document: str, kind: str = DOCUMENT, passage: str = ""
) -> HTMLResponse:
    """The form about a document, or a passage of it."""
    found = serving.engine.published.document(document)
    return render(
        request, "feedback.html", document=found, kind=kind, passage=passage,
        choices=feedback_form.choices(kind), longest=LONGEST_TEXT,
    )  # fmt: skip


@router.post("/feedback")
async def send(request: Request, serving: Serving) -> Response:
    """Keeps what was sent; the answer is another page, so that it is not sent twice."""
    if not feedback_form.is_from_here(request.headers, serving.operator.public_url):
        raise HTTPException(403, "feedback: it was sent by a page of another site")
    if not request.headers.get("content-type", "").startswith(feedback_form.MEDIA_TYPE):
        raise BadInput(f"feedback: send it as {feedback_form.MEDIA_TYPE}")
    body = (await request.body()).decode("utf-8", "replace")
    said = feedback_form.read(body, ui_language(request), datetime.now(UTC).date())
    serving.feedback_limit.admit(request.client.host if request.client else "")
    await run_in_threadpool(_keep, serving.engine, said)
    return RedirectResponse(f"/feedback/thanks?{_back(said)}", 303)


@router.get("/feedback/thanks")
def thanks(request: Request, document: str = "", query: str = "") -> HTMLResponse:
    """Thanks, and the way back."""
    return render(request, "thanks.html", document=document, query=query)


def _keep(engine: Engine, said: Feedback) -> None:
    if said.document_id:
        engine.published.document(said.document_id)  # that there is one
    if said.passage_id and _owner(engine, said.passage_id) != said.document_id:
        raise NotFound(f"passage '{said.passage_id}': not in that document")
    if not engine.store.feedback.keep(said):
        raise StorageError("feedback: no more is taken; tell whoever runs the service")


def _owner(engine: Engine, passage_id: str) -> str | None:
    passage = engine.store.passages([passage_id]).get(passage_id)
    return passage.document_id if passage else None


def _back(said: Feedback) -> str:
    if said.question:
        return urlencode({"query": said.question})
    return urlencode({"document": said.document_id or ""})
