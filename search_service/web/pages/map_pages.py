"""`/map` and `/timeline`: where practices are, and since when; each a drawing and its table."""

from __future__ import annotations

from itertools import groupby

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from corpus.catalogue.vocabulary import COUNTRIES, name
from corpus.documents import Document
from search_service.documents.country_map import COLUMNS, shade, squares
from search_service.documents.facets import years
from search_service.documents.overviews import practices
from search_service.phrases.alphabet import place
from search_service.web.page_frame import render, ui_language
from search_service.web.pages.browse_pages import value_url
from search_service.web.serving import Serving

router = APIRouter(include_in_schema=False)

_DECADE = 10


@router.get("/map")
def country_map(request: Request, serving: Serving) -> HTMLResponse:
    """The practices by country."""
    lang = ui_language(request)
    found = practices(serving.engine.published.shelf(), lang)
    counted: dict[str, int] = {}
    for country in filter(None, (document.metadata.country for document in found)):
        counted[country] = counted.get(country, 0) + 1
    drawn = squares(counted)
    names = {code: name(COUNTRIES, code, lang) for code in [each.country for each in drawn]}
    table = sorted(counted.items(), key=lambda pair: (-pair[1], place(names[pair[0]], lang)))
    return render(
        request, "map.html", squares=drawn, names=names, table=table, total=len(found),
        most=max(counted.values(), default=0), shade=shade, value_url=value_url,
        columns=COLUMNS, height=max(each.y for each in drawn) + 1,
    )  # fmt: skip


@router.get("/timeline")
def timeline(request: Request, serving: Serving) -> HTMLResponse:
    """The practices by the year of their beginning, the newest first."""
    lang = ui_language(request)
    found = practices(serving.engine.published.shelf(), lang)
    dated = sorted((d for d in found if d.metadata.year), key=_year, reverse=True)
    decades = [
        (decade, list(each)) for decade, each in groupby(dated, key=lambda d: _decade(_year(d)))
    ]
    undated = [document for document in found if not document.metadata.year]
    return render(
        request, "timeline.html", decades=decades, undated=undated, total=len(found),
        spread=years(found), decade_of=_decade,
    )  # fmt: skip


def _year(document: Document) -> int:
    return document.metadata.year or 0


def _decade(year: int) -> int:
    return year - year % _DECADE
