"""A page of a PDF as a picture, by itself for programs and on a page for readers.

`/api/v1/documents/{id}/pages/{n}` and `/documents/{id}/pages/{n}`; both mark what is cited.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, NamedTuple

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import HTMLResponse
from starlette.concurrency import run_in_threadpool

from corpus.documents import Document, Page, Passage
from corpus.errors import NotGivenOut, Overloaded, SikkError
from search_service.documents.cited_pages import MOST_PAGES
from search_service.documents.document_text import blocks, valid_quote
from search_service.documents.originals import check_picture
from search_service.documents.outline import ContentsEntry, outline
from search_service.documents.pictures import (
    Picture,
    Stretch,
    check_page,
    pages_with,
    stretch_on,
)
from search_service.web.admission import DRAWING
from search_service.web.api.answers import file_answer
from search_service.web.citation_line import citation_line
from search_service.web.page_frame import render, ui_language
from search_service.web.problems import named
from search_service.web.serving import Served, Serving

router = APIRouter()

_PICTURE_SECONDS = 3600  # a browser may keep a picture so long
_SURE = 85.0  # of 100; by hand: below it most pages hold wrong words
_PNG = file_answer(["image/png"], "The page.") | named(403, 404, 422, 500, 503)


class Wanted(NamedTuple):
    """A page of a document, and what is cited on it."""

    document: Document
    number: int
    pages: list[Page]
    cited: Passage | None
    quote: tuple[int, int] | None

    @property
    def stretch(self) -> Stretch | None:
        """What of the cited text stands on the page."""
        if self.cited is None:
            return None
        return stretch_on(self.pages, self.number, self.cited, self.quote)


def _wanted(
    serving: Serving,
    document_id: str,
    number: int,
    passage: str | None = None,
    start: int | None = None,
    end: int | None = None,
) -> Wanted:
    engine = serving.engine
    document = engine.published.document(document_id)
    check_page(document, number)
    cited = engine.published.passage(document, passage)
    quote = valid_quote(cited, start, end)
    return Wanted(document, number, engine.store.pages(document.id), cited, quote)


Addressed = Annotated[Wanted, Depends(_wanted)]


@router.get(
    "/api/v1/documents/{document_id}/pages/{number}", response_class=Response, responses=_PNG
)
async def page_picture(request: Request, serving: Serving, wanted: Addressed) -> Response:
    """A PDF page as a PNG; `passage` (and `start`, `end` of a quote in it) are marked."""
    drawn = await _picture(request, serving, wanted)
    kept = {"Cache-Control": f"private, max-age={_PICTURE_SECONDS}"}
    return Response(drawn.png, media_type="image/png", headers=kept)


@router.get("/documents/{document_id}/pages/{number}", include_in_schema=False)
async def page(request: Request, serving: Serving, wanted: Addressed) -> HTMLResponse:
    """The picture on a page, with the text beside it."""
    drawn: Picture | None = None
    failed: SikkError | None = None
    try:
        drawn = await _picture(request, serving, wanted)
    except Overloaded:
        raise
    except SikkError as error:
        failed = error  # the page says so, and shows the text
    return await run_in_threadpool(_page, request, serving, wanted, drawn, failed)


def _page(
    request: Request,
    serving: Served,
    wanted: Wanted,
    drawn: Picture | None,
    failed: SikkError | None,
) -> HTMLResponse:
    document, number, pages, cited, quote = wanted
    on = pages_with(pages, cited, quote) if cited else []
    passages = serving.engine.store.passages_of(document.id)
    entries = outline(blocks(document, pages, passages), pages)
    page = pages[number - 1]
    lang = ui_language(request)
    return render(
        request, "page.html", document=document, page=page,
        picture=drawn, withheld=isinstance(failed, NotGivenOut), cited=cited, quote=quote,
        touched=number in on,
        before=max((n for n in on if n < number), default=None),
        after=min((n for n in on if n > number), default=None),
        cited_pages=on[:MOST_PAGES] or [number], entries=entries, here=_here(entries, number),
        recognised="recognised" in page.account.how, unsure=_is_unsure(page),
        words=cited.text[slice(*quote)] if cited and quote else "",
        cite_line=citation_line(document, str(request.base_url), lang, cited, quote),
    )  # fmt: skip


def _here(entries: Sequence[ContentsEntry], number: int) -> int | None:
    """The page, this or an earlier one, on which the heading stands that goes before its text."""
    return max((e.page for e in entries if e.page and e.page <= number), default=None)


def _is_unsure(page: Page) -> bool:
    return page.account.sureness is not None and page.account.sureness < _SURE


async def _picture(request: Request, serving: Served, wanted: Wanted) -> Picture:
    """The picture as it is kept; one that must be drawn waits for its turn."""
    document, number, stretch = wanted.document, wanted.number, wanted.stretch
    pictures = serving.engine.pictures
    await run_in_threadpool(check_picture, document, number, serving.engine.store)
    kept = await run_in_threadpool(pictures.kept_picture, document, number, stretch)
    if kept:
        return kept
    source = serving.engine.sources.path(document.source_hash)
    return await serving.work(
        request, DRAWING, lambda _: pictures.picture(document, source, number, stretch)
    )
