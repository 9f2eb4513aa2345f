"""`/api/v1/brief`: an answer or a comparison as a file; `/basket-brief`: what was collected."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from search_service.briefs import basket as baskets
from search_service.briefs.formats import MEDIA_TYPES, BriefFile
from search_service.web import bodies, brief_bodies
from search_service.web.admission import COMPARISON
from search_service.web.api.answers import file_answer
from search_service.web.bodies import AskRequest
from search_service.web.brief_bodies import BasketRequest, BriefRequest
from search_service.web.page_frame import ui_language
from search_service.web.problems import named
from search_service.web.serving import Served, Serving

_FILES = file_answer((each.split(";")[0] for each in MEDIA_TYPES.values()), "The brief.")

router = APIRouter(prefix="/api/v1", responses=_FILES | named(400, 413, 422, 500, 503))


@router.post("/brief", response_class=Response)
async def brief(request: Request, serving: Serving, body: BriefRequest) -> Response:
    """An answer or a comparison as a file: docx, pdf, md, csv, json, bib, ris or csl.json."""
    return _file(await _brief(request, serving, body))


@router.get("/brief", response_class=Response)
async def brief_link(
    request: Request, serving: Serving, asked: Annotated[BriefRequest, Query()]
) -> Response:
    """The same by a link, for pages and for whoever has no program at hand.

    Either `question`, or `query` (then `limit` is 20 at most) with `for_country`.
    """
    return _file(await _brief(request, serving, asked))


@router.get("/basket-brief", response_class=Response)
async def basket_brief(
    request: Request, serving: Serving, asked: Annotated[BasketRequest, Query()]
) -> Response:
    """What a reader collected as a file; the address is the basket's, with a format.

    Each `note` belongs to the `item` before it; one before all items is of the whole brief.
    """
    basket = baskets.read(request.query_params.multi_items())
    lang = asked.reader_lang or ui_language(request)
    site = str(request.base_url)
    return _file(
        await serving.work(
            request,
            COMPARISON,
            lambda go_on: brief_bodies.of_basket(
                serving.engine, basket, asked.format, lang, site, go_on
            ),
        )
    )


async def _brief(request: Request, serving: Served, wanted: BriefRequest) -> BriefFile:
    engine, asked, site = serving.engine, brief_bodies.subject(wanted), str(request.base_url)
    bodies.check(asked)
    if isinstance(asked, AskRequest):
        return await serving.answered(
            request,
            partial(bodies.asking, engine, asked),
            partial(brief_bodies.of_answer, engine, wanted, site=site),
            asked.question,
        )
    return await serving.work(
        request,
        COMPARISON,
        lambda go_on: brief_bodies.of_comparison(
            engine, wanted, bodies.comparison(engine, asked, go_on), site
        ),
        asked.query,
    )


def _file(brief: BriefFile) -> Response:
    named = f'attachment; filename="{brief.name}"'  # ASCII: the name is made of a slug
    return Response(
        brief.content, media_type=brief.media_type, headers={"Content-Disposition": named}
    )
