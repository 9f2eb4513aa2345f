"""What every web page shares: the reader's language, rendering, error pages.

Differs from the modules in `pages`, which say what each page shows.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache, partial
from http import HTTPStatus
from typing import NamedTuple
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from corpus.catalogue import descriptors, references, vocabulary
from search_service.answers import answer_words
from search_service.documents import document_text, moved_quotes
from search_service.phrases import phrases
from search_service.phrases.catalogues import LANGUAGES
from search_service.phrases.phrases import phrase_key
from search_service.web import static_files
from search_service.web.accepted_language import accepted
from search_service.web.came_from import came_from

COOKIE = "ui"

_YEAR_SECONDS = 365 * 24 * 3600
_HEADERS = {
    "Cache-Control": "private, no-cache",
    "Vary": "Accept-Language, Cookie",
}
_PROGRAMS = ("/api/", "/health/", "/metrics", "/openapi.json", "/static/")
# Characters that turn the direction of what follows them; a title must not rearrange a page.
_TURNING = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F])


class ToldError(NamedTuple):
    """What a reader is told of an error: the keys of its title and of what to do."""

    title: str
    text: str


_NOT_FOUND = ToldError(phrase_key("error_404_title"), phrase_key("error_404"))
_IMPOSSIBLE = ToldError(phrase_key("error_422_title"), phrase_key("error_422"))
_OUR_FAULT = ToldError(phrase_key("error_500_title"), phrase_key("error_500"))
_BUSY = ToldError(phrase_key("error_busy_title"), phrase_key("error_busy"))
_UNAVAILABLE = ToldError(phrase_key("error_503_title"), phrase_key("error_503"))
_EXPLAINED = {
    400: _IMPOSSIBLE,
    403: _IMPOSSIBLE,
    404: _NOT_FOUND,
    405: _NOT_FOUND,
    413: _IMPOSSIBLE,
    422: _IMPOSSIBLE,
    503: _UNAVAILABLE,
}


def render(request: Request, template: str, status: int = 200, **values: object) -> HTMLResponse:
    """The page in the reader's language; remembers a language that was just chosen."""
    lang = ui_language(request)
    html = _templates().get_template(template).render(
        lang=lang,
        phrase=partial(phrases.phrase, lang=lang),
        how_many=partial(phrases.how_many, lang=lang),
        number=partial(phrases.number, lang=lang),
        day=lambda iso: phrases.day(date.fromisoformat(iso), lang),
        switch_url=_switched(request, "en" if lang == "et" else "et"),
        path=request.url.path,
        came=came_from(request),
        own_url=_address(request),
        lang_urls={each: _switched(request, each) for each in LANGUAGES},
        site=site_address(request),
        **values,
    )  # fmt: skip
    response = HTMLResponse(html, status, headers={**_HEADERS, "Content-Language": lang})
    if request.query_params.get(COOKIE) == lang:
        response.set_cookie(COOKIE, lang, max_age=_YEAR_SECONDS, samesite="lax", httponly=True)
    return response


def ui_language(request: Request) -> str:
    """The address says it, else the cookie, else the browser; Estonian where none does."""
    for said in (request.query_params.get(COOKIE), request.cookies.get(COOKIE)):
        if said in LANGUAGES:
            return said
    return accepted(request.headers.get("accept-language", ""))


def site_address(request: Request) -> str:
    """The service's address as the public sees it: as it is set, else as it was asked."""
    served = request.app.state.served  # of `serving`, which stands above this module
    return str(served.operator.public_url or request.base_url).rstrip("/")


def wants_page(request: Request) -> bool:
    """Whether a person's browser asks, not a program."""
    accepts = request.headers.get("accept", "")
    return "text/html" in accepts and not request.url.path.startswith(_PROGRAMS)


def error_page(request: Request, status: int, detail: str, *, busy: bool = False) -> HTMLResponse:
    """What went wrong, in the reader's language; `detail` is the API's sentence, in English."""
    explained = _BUSY if busy else _EXPLAINED.get(status, _OUR_FAULT)
    return render(
        request, "error.html", status, explained=explained, code=status,
        detail=detail, title=HTTPStatus(status).phrase,
    )  # fmt: skip


def _switched(request: Request, lang: str) -> str:
    return f"{_path(request)}?{urlencode([*_kept(request), (COOKIE, lang)])}"


def _address(request: Request) -> str:
    """The page's own address: in the language that it names, else in the reader's."""
    said = urlencode(list(request.query_params.multi_items()))
    return f"{_path(request)}?{said}" if said else _path(request)


def _path(request: Request) -> str:
    """The page's path with one slash before it: after two, a browser reads the name of a host."""
    return f"/{request.url.path.lstrip('/')}"


def _kept(request: Request) -> list[tuple[str, str]]:
    return [(k, v) for k, v in request.query_params.multi_items() if k != COOKIE]


@lru_cache(maxsize=1)
def _templates() -> Environment:
    templates = Environment(
        loader=PackageLoader("search_service.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_still,
    )
    templates.globals["static"] = static_files.marked
    templates.globals["vocabularies"] = {
        "lang": vocabulary.LANGUAGES,
        "country": vocabulary.COUNTRIES,
        "type": vocabulary.TYPES,
        "sector": vocabulary.SECTORS,
        "evidence_level": vocabulary.EVIDENCE_LEVELS,
        "verification": vocabulary.VERIFICATIONS,
        "authorship": vocabulary.AUTHORSHIPS,
    }
    templates.globals["named"] = vocabulary.name
    templates.globals["group_name"] = answer_words.group_name
    templates.globals["home"] = vocabulary.HOME
    templates.globals["descriptor"] = descriptors.name
    templates.globals["is_address"] = references.is_address
    templates.globals["page_label"] = phrases.page_label
    templates.globals["in_language"] = _in_language
    templates.globals["mark_of"] = moved_quotes.mark_of
    templates.globals["section_of"] = document_text.section
    templates.globals["excerpt_of"] = document_text.excerpt
    return templates


def _in_language(code: str, lang: str) -> str:
    name = vocabulary.name(vocabulary.LANGUAGES, code, lang)
    return phrases.phrase("in_language", lang, name=name)


def _still(value: object) -> object:
    return value.translate(_TURNING) if type(value) is str else value
