"""`/browse`, `/browse/{kind}` and `/browse/{kind}/{value}`: the library by what works have.

Differs from `documents_page`, a list that a reader narrows down.
"""

from __future__ import annotations

from itertools import islice
from typing import NamedTuple
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from corpus.documents import Document
from corpus.errors import NotFound
from search_service.documents.facets import works, years
from search_service.documents.overviews import KINDS, OverviewKind, values, works_with
from search_service.documents.shelf import Shelf
from search_service.phrases.alphabet import place
from search_service.phrases.phrases import phrase_key
from search_service.web.page_frame import render, ui_language
from search_service.web.serving import Serving

router = APIRouter(include_in_schema=False)

_TYPES = {  # of TYPES, as headings
    "practice": phrase_key("type_practice"),
    "policy": phrase_key("type_policy"),
    "report": phrase_key("type_report"),
    "guide": phrase_key("type_guide"),
}
_FIRST = 12  # values of a kind on the overview, the commonest; by hand


class BrowsedValue(NamedTuple):
    """A value with its name, its works and the address of its page."""

    name: str
    works: int
    url: str


class BrowsedKind(NamedTuple):
    """A kind with its values; `total` is how many there are, which may be more."""

    kind: OverviewKind
    values: list[BrowsedValue]
    total: int


@router.get("/browse")
def browse(request: Request, serving: Serving) -> HTMLResponse:
    """The commonest values of each kind."""
    shelf, lang = serving.engine.published.shelf(), ui_language(request)
    kinds = [_kind(shelf, kind, lang, _FIRST) for kind in KINDS.values()]
    return render(request, "browse.html", kinds=kinds, total=works(shelf.documents))


@router.get("/browse/{kind_name}")
def browse_kind(request: Request, serving: Serving, kind_name: str) -> HTMLResponse:
    """All values of a kind, in the order of the alphabet."""
    lang = ui_language(request)
    found = _kind(serving.engine.published.shelf(), _known(kind_name), lang)
    found.values.sort(key=lambda value: place(value.name, lang))
    return render(request, "browse_kind.html", found=found)


@router.get("/browse/{kind_name}/{value:path}")
def browse_value(request: Request, serving: Serving, kind_name: str, value: str) -> HTMLResponse:
    """The works that have the value, by type."""
    shelf, lang = serving.engine.published.shelf(), ui_language(request)
    kind = _known(kind_name)
    found = works_with(shelf, kind, value, lang)
    if not found:
        raise NotFound(f"{kind.name} '{value}': no published document has it; see /browse")
    spelt = next(each for each in values(shelf, kind) if each.casefold() == value.casefold())
    search = f"/?{urlencode({kind.filter.name: spelt})}" if kind.filter else ""
    return render(
        request, "browse_value.html", kind=kind, name=kind.value_name(spelt, lang),
        groups=_by_type(found),
        total=len(found), spread=years(found), search=search,
    )  # fmt: skip


def value_url(kind: str, value: str) -> str:
    """The address of a value's page."""
    return f"/browse/{kind}/{quote(value, '')}"


def _known(name: str) -> OverviewKind:
    if name not in KINDS:
        raise NotFound(f"'{name}': not one of {', '.join(KINDS)}; see /browse")
    return KINDS[name]


def _kind(shelf: Shelf, kind: OverviewKind, lang: str, most: int | None = None) -> BrowsedKind:
    counted = values(shelf, kind)
    shown = [
        BrowsedValue(kind.value_name(value, lang), n, value_url(kind.name, value))
        for value, n in islice(counted.items(), most)
    ]
    return BrowsedKind(kind, shown, len(counted))


def _by_type(documents: list[Document]) -> list[tuple[str, list[Document]]]:
    """The documents of each type that there is, under the type's heading."""
    types = {each: [d for d in documents if d.metadata.type == each] for each in _TYPES}
    return [(_TYPES[each], group) for each, group in types.items() if group]
