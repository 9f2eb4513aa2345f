"""`/feed.atom`, `/sitemap.xml`, `/robots.txt`: what is new, and which pages there are."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import PlainTextResponse

from corpus.documents import Document
from corpus.errors import BadInput
from search_service.engine import Engine
from search_service.index.filters import FILTERS, Filter
from search_service.phrases.phrases import phrase
from search_service.queries.query_text import LONGEST_QUERY
from search_service.web import atom, search_form, sitemap
from search_service.web.admission import SEARCH
from search_service.web.api.answers import file_answer
from search_service.web.json_views import Json
from search_service.web.page_frame import site_address, ui_language
from search_service.web.problems import named
from search_service.web.search_form import SearchForm
from search_service.web.serving import Serving

router = APIRouter()

_HITS = 100  # passages whose documents a feed of a search is of


def _parameter(name: str, schema: Json, description: str) -> Json:
    return {"name": name, "in": "query", "schema": schema, "description": description}


def _of_filter(each: Filter) -> Json:
    one: Json = {"type": "string" if each.many else "integer"}
    return _parameter(each.name, {"type": "array", "items": one} if each.many else one, each.help)


_PARAMETERS = [
    _parameter("query", {"type": "string", "maxLength": LONGEST_QUERY}, "a question or words"),
    *map(_of_filter, FILTERS),
]


@router.get(
    "/feed.atom",
    response_class=Response,
    responses=file_answer((atom.MEDIA_TYPE,), "An Atom feed.") | named(422, 500, 503),
    openapi_extra={"parameters": _PARAMETERS},
)
async def feed(request: Request, serving: Serving) -> Response:
    """The documents that came in or changed last: all, or those that a search finds."""
    lang = ui_language(request)
    form = search_form.read(request.query_params, lang, "/feed.atom")
    if form.faults:
        raise BadInput(" ".join(form.faults))
    site = site_address(request)
    about = atom.Feeding(phrase("feed_of", lang), site, site + form.url(), lang)
    engine = serving.engine
    found = await serving.work(request, SEARCH, lambda _: _documents(engine, form), form.query)
    return Response(atom.feed(found, about), media_type=atom.MEDIA_TYPE)


@router.get("/sitemap.xml", include_in_schema=False)
def pages(request: Request, serving: Serving) -> Response:
    """The pages that may be collected."""
    documents = serving.engine.published.shelf().documents
    found = sitemap.sitemap(documents, site_address(request))
    return Response(found, media_type="application/xml")


@router.get("/robots.txt", include_in_schema=False)
def robots(request: Request) -> PlainTextResponse:
    """What is to be left."""
    return PlainTextResponse(sitemap.robots(site_address(request)))


def _documents(engine: Engine, form: SearchForm) -> list[Document]:
    if not form.query:
        return list(engine.published.shelf().matching(form.filters))
    result = engine.searcher.search(form.query, form.filters, _HITS)
    return list({hit.document.id: hit.document for hit in result.hits}.values())
