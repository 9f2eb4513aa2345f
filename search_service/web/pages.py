"""The web pages: search, documents, one document, a page of it as a picture, the API's list.

Everything works without JavaScript. Templates are in `templates`, what every page shares in
`page_frame`, the words in `phrases`.
"""

from __future__ import annotations

from typing import NamedTuple, cast

from fastapi import FastAPI, Query, Request, Response
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles

from corpus.catalogue import glossary
from corpus.documents import Document, Passage
from corpus.errors import SikkError
from search_service.answers.answer import Answer, Citation
from search_service.answers.answer_words import points, searched_words
from search_service.documents import moved_quotes
from search_service.documents.document_text import blocks, valid_quote
from search_service.documents.pictures import PDF, Picture, check_page, stretch_on
from search_service.documents.shelf import PublishedDocuments
from search_service.engine import Engine
from search_service.index.follower import Follower
from search_service.web import search_form
from search_service.web.glossary_page import Entry, add_glossary, entry
from search_service.web.page_frame import STATIC, render, ui_language
from search_service.web.search_form import SearchForm
from search_service.words.asked_terms import AskedTerms
from search_service.words.marking import Segment, WordMarker, segments

_DOCUMENTS_A_PART = 60
_PICTURE_SECONDS = 3600  # a browser may keep a picture so long


class Progress(NamedTuple):
    """How far the index is behind the store, for the notice above the search."""

    done: int
    total: int
    problem: bool


class Found(NamedTuple):
    """What a search page shows of a result."""

    answer: Answer
    marker: WordMarker
    more_url: str | None


def add_pages(app: FastAPI, engine: Engine, follower: Follower) -> None:
    """Adds the pages, their static files and the pictures of pages to the application."""
    published = engine.published
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    _add_search(app, engine, follower, published)
    _add_documents(app, engine, published)
    _add_pictures(app, engine, published)
    add_glossary(app, glossary.read())
    _add_api_list(app)


def _add_search(
    app: FastAPI, engine: Engine, follower: Follower, published: PublishedDocuments
) -> None:
    terms = AskedTerms(glossary.read(), engine.analyzer)

    @app.get("/", include_in_schema=False)
    def search(request: Request) -> HTMLResponse:
        form = search_form.read(request.query_params, ui_language(request))
        found = _find(engine, form) if form.query and not form.faults else None
        return render(
            request, "search.html", 422 if form.faults else 200,
            form=form, found=found, shelf=published.shelf(), indexing=_indexing(follower),
            quote_segments=_quote_segments, searched_words=searched_words, points=points,
            term=_asked_term(terms, found.answer, form.lang) if found else None,
        )  # fmt: skip


def _asked_term(terms: AskedTerms, answer: Answer, lang: str) -> Entry | None:
    term = terms.find(answer.result.wording)
    return entry(term, lang) if term else None


def _find(engine: Engine, form: SearchForm) -> Found:
    answer = engine.ask(form.query, form.filters, form.limit)
    result = answer.result
    larger = [limit for limit in search_form.LIMITS if limit > form.limit]
    more = form.url(limit=str(larger[0])) if larger and len(result.hits) == form.limit else None
    marker = WordMarker(engine.analyzer, result.wording, result.lang)
    return Found(answer, marker, more)


def _quote_segments(citation: Citation) -> list[Segment]:
    """The quote with its direct answer marked."""
    shift = citation.start
    return segments(citation.quote, [(a - shift, b - shift) for a, b in citation.direct])


def _indexing(follower: Follower) -> Progress | None:
    if follower.ready.is_set() and follower.problem is None:
        return None
    return Progress(*follower.progress, problem=follower.problem is not None)


def _add_documents(app: FastAPI, engine: Engine, published: PublishedDocuments) -> None:
    @app.get("/documents", include_in_schema=False)
    def documents(request: Request, part: int = Query(1, ge=1, le=100_000)) -> HTMLResponse:
        form = search_form.read(request.query_params, ui_language(request), "/documents")
        title = request.query_params.get("title", "")
        shelf = published.shelf()
        fitting = shelf.matching(form.filters, title)
        parts = max(1, -(-len(fitting) // _DOCUMENTS_A_PART))
        first = (min(part, parts) - 1) * _DOCUMENTS_A_PART
        return render(
            request, "documents.html", 422 if form.faults else 200,
            form=form, title=title, shelf=shelf, total=len(fitting),
            documents=fitting[first : first + _DOCUMENTS_A_PART],
            part=min(part, parts), parts_total=parts,
        )  # fmt: skip

    @app.get("/documents/{document_id}", include_in_schema=False)
    def document(
        request: Request,
        document_id: str,
        passage: str | None = None,
        start: int | None = None,
        end: int | None = None,
        mark: str = Query("", alias="quote", max_length=64),
    ) -> HTMLResponse:
        found = published.document(document_id)
        passages = engine.store.passages_of(document_id)
        cited = next((p for p in passages if p.id == passage), None)
        quote = valid_quote(cited, start, end)
        moved, lost = None, False
        if passage and (cited is None or _differs(cited, quote, mark)):
            moved = moved_quotes.find(passages, mark, (end or 0) - (start or 0))
            lost = cited is not None and moved is None
            quote = None
        if moved:
            cited, quote = moved[0], moved[1:]
        shown = blocks(
            found, engine.store.pages(document_id), passages, cited.id if cited else None, quote
        )
        translations = [
            other
            for other in engine.store.translations(document_id)
            if other.metadata.status == "published"
        ]
        return render(
            request, "document.html", document=found, blocks=shown, translations=translations,
            cited=cited, gone=bool(passage) and cited is None, moved=moved is not None,
            lost=lost,
            pdf=found.media_type == PDF,
        )  # fmt: skip


def _differs(cited: Passage, quote: tuple[int, int] | None, mark: str) -> bool:
    """Whether a link's quote is not what the passage says there; a link without one agrees."""
    return bool(mark) and (quote is None or not moved_quotes.says(cited, *quote, mark))


def _add_pictures(app: FastAPI, engine: Engine, published: PublishedDocuments) -> None:
    @app.get(
        "/api/v1/documents/{document_id}/pages/{number}",
        response_class=Response,
        responses={200: {"content": {"image/png": {}}}},
    )
    def page_picture(
        document_id: str,
        number: int,
        passage: str | None = None,
        start: int | None = None,
        end: int | None = None,
    ) -> Response:
        """A PDF page as a PNG; `passage` (and `start`, `end` of a quote in it) are marked."""
        document = published.document(document_id)
        drawn = _picture(engine, document, number, _cited(engine, document, passage), start, end)
        kept = {"Cache-Control": f"private, max-age={_PICTURE_SECONDS}"}
        return Response(drawn.png, media_type="image/png", headers=kept)

    @app.get("/documents/{document_id}/pages/{number}", include_in_schema=False)
    def page(
        request: Request,
        document_id: str,
        number: int,
        passage: str | None = None,
        start: int | None = None,
        end: int | None = None,
    ) -> HTMLResponse:
        document = published.document(document_id)
        check_page(document, number)
        cited = _cited(engine, document, passage)
        quote = valid_quote(cited, start, end)
        pages = engine.store.pages(document_id)
        try:
            drawn = _picture(engine, document, number, cited, start, end)
        except SikkError:
            drawn = None  # the page says so, and shows the text
        return render(
            request, "page.html", document=document, page=pages[number - 1],
            picture=drawn, cited=cited, quote=quote,
            touched=cited is not None and stretch_on(pages, number, cited, quote) is not None,
        )  # fmt: skip


def _cited(engine: Engine, document: Document, passage_id: str | None) -> Passage | None:
    found = engine.store.passages([passage_id]).get(passage_id) if passage_id else None
    return found if found and found.document_id == document.id else None


def _picture(
    engine: Engine,
    document: Document,
    number: int,
    cited: Passage | None,
    start: int | None,
    end: int | None,
) -> Picture:
    check_page(document, number)
    stretch = None
    if cited:
        quote = valid_quote(cited, start, end)
        stretch = stretch_on(engine.store.pages(document.id), number, cited, quote)
    source = engine.sources.path(document.source_hash)
    return engine.pictures.picture(document, source, number, stretch)


def _add_api_list(app: FastAPI) -> None:
    @app.get("/docs", include_in_schema=False)
    def api_list(request: Request) -> HTMLResponse:
        return render(request, "api.html", operations=_operations(app), schemas=_schemas(app))


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


_Plain = dict[str, object]


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
