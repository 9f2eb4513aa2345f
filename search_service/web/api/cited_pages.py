"""`/api/v1/documents/{id}/pages/{first}-{last}.pdf`: cited pages to keep, the quote highlighted.

Differs from `pages.page_pictures_page`, which shows one page as a picture.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from search_service.documents.cited_pages import CitedPages, check_pages
from search_service.documents.document_text import valid_quote
from search_service.documents.originals import check_file
from search_service.documents.pictures import PDF
from search_service.engine import Engine
from search_service.web.admission import DRAWING
from search_service.web.api.answers import file_answer
from search_service.web.problems import named
from search_service.web.serving import Serving

router = APIRouter()

_KEPT_SECONDS = 3600  # a browser may keep it so long
_ANSWERS = file_answer([PDF], "The pages, the passage highlighted.") | named(
    403, 404, 422, 500, 503
)


def _numbers(serving: Serving, document_id: str, first: int, last: int) -> range:
    return check_pages(serving.engine.published.document(document_id), first, last)


Numbers = Annotated[range, Depends(_numbers)]


@router.get(
    "/api/v1/documents/{document_id}/pages/{first}-{last}.pdf",
    response_class=Response,
    responses=_ANSWERS,
)
async def cited_pages(
    request: Request,
    serving: Serving,
    document_id: str,
    numbers: Numbers,
    passage: str | None = None,
    start: int | None = None,
    end: int | None = None,
) -> Response:
    """Up to 20 pages of a PDF; `passage` (and `start`, `end` of a quote in it) are highlighted."""
    quote = (start, end)
    made = await serving.work(
        request, DRAWING, lambda _: _pdf(serving.engine, document_id, numbers, passage, quote)
    )
    name = f"{document_id}-{numbers[0]}-{numbers[-1]}.pdf"
    headers = {
        "Cache-Control": f"private, max-age={_KEPT_SECONDS}",
        "Content-Disposition": f'attachment; filename="{name}"',
    }
    return Response(made, media_type=PDF, headers=headers)


def _pdf(
    engine: Engine,
    document_id: str,
    numbers: range,
    passage_id: str | None,
    stretch: tuple[int | None, int | None],
) -> bytes:
    document = engine.published.document(document_id)
    check_file(document)  # a page's parts may serve other pages too
    passage = engine.published.passage(document, passage_id)
    cited = CitedPages(engine.pictures.files)
    source = engine.sources.path(document.source_hash)
    pages = engine.store.pages(document_id)
    return cited.pdf(document, source, numbers, pages, passage, valid_quote(passage, *stretch))
