"""`/api/v1/documents…`: the catalogue, one document's description, its original."""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import FileResponse

from search_service.documents.originals import check_file
from search_service.removal import OwnIndex
from search_service.web import json_views
from search_service.web.api.answers import file_answer, json_answer
from search_service.web.api.examples import DOCUMENT_EXAMPLE
from search_service.web.json_views import Json
from search_service.web.problems import named
from search_service.web.serving import Serving

router = APIRouter(prefix="/api/v1/documents")

_FAILURES = named(422, 500, 503)
_NOT_FOUND = named(404, 422, 500, 503)
# Whatever format ingest reads; a browser is never to show it as a page of ours.
_ORIGINALS = (
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "text/html",
    "text/markdown",
    "text/plain",
)


@router.get("", responses=json_answer({"documents": [DOCUMENT_EXAMPLE]}) | named(500, 503))
def documents(serving: Serving) -> Json:
    """All published documents."""
    shelf = serving.engine.published.shelf()
    found = sorted(shelf.documents, key=lambda document: document.id)
    return {"documents": [json_views.document_view(document) for document in found]}


@router.get("/{document_id}", responses=json_answer(DOCUMENT_EXAMPLE) | _NOT_FOUND)
def document(serving: Serving, document_id: str) -> Json:
    """One document's description."""
    return json_views.document_view(serving.engine.published.document(document_id))


@router.get(
    "/{document_id}/indexed",
    responses=json_answer({"document_id": "camps", "index": 4, "behind": False}) | _FAILURES,
)
def indexed(serving: Serving, document_id: str) -> Json:
    """How many passages of a document the index holds; 0 after it was removed.

    `behind`: the index does not follow the store's last change yet.
    """
    behind = serving.engine.indexer.behind()
    points = OwnIndex(serving.engine.index).points(document_id)
    return {"document_id": document_id, "index": points, "behind": behind}


@router.get(
    "/{document_id}/source",
    response_class=FileResponse,
    responses=file_answer(_ORIGINALS, "The file as it was ingested.") | named(403) | _NOT_FOUND,
)
def source(serving: Serving, document_id: str) -> FileResponse:
    """The original file, unless it shows personal data that is withheld."""
    found = serving.engine.published.document(document_id)
    check_file(found)
    return FileResponse(
        serving.engine.sources.path(found.source_hash),
        media_type=found.media_type,
        filename=Path(found.source_path).name,
        content_disposition_type="attachment",
    )
