"""`/basket`: what the reader collected for a brief, in order, with their notes.

The basket is the page's address: nothing is kept here. Every change is a link or a form, so the
page works without JavaScript; `static/basket.js` keeps the address in the browser between pages.
"""

from __future__ import annotations

from typing import NamedTuple

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from search_service.answers.prover import Prover
from search_service.briefs import basket as baskets
from search_service.briefs.basket import LONGEST_NOTE, LONGEST_TITLE, MOST_ITEMS, Basket
from search_service.briefs.collecting import Collected, Collector
from search_service.web.brief_bodies import FILES
from search_service.web.page_frame import render, ui_language
from search_service.web.serving import Served, Serving

router = APIRouter(include_in_schema=False)


class Shown(NamedTuple):
    """An item on the page, with the addresses of the basket without it or with it elsewhere."""

    number: int
    collected: Collected
    removed: str
    earlier: str | None
    later: str | None


@router.get("/basket")
def basket(request: Request, serving: Serving) -> Response:
    """The basket of the address; an address pasted into its field is added, and shown so."""
    asked = baskets.read(request.query_params.multi_items())
    pasted = request.query_params.get("add", "").strip()
    added = baskets.pasted(pasted) if pasted else None
    if added and len(asked.items) < MOST_ITEMS:
        return RedirectResponse(asked.with_item(added).address(), 303)
    return _page(request, serving, asked, bool(pasted))


def _page(request: Request, serving: Served, asked: Basket, refused: bool) -> HTMLResponse:
    engine = serving.engine
    found = Collector(engine.store, engine.published.shelf()).collect(
        asked, Prover(engine.store).prove
    )
    lang = ui_language(request)
    return render(
        request, "basket.html", basket=asked, items=_shown(asked, found), refused=refused,
        files=[(name, _file(asked, form, lang)) for form, name in FILES],
        longest_note=LONGEST_NOTE, longest_title=LONGEST_TITLE, most=MOST_ITEMS,
    )  # fmt: skip


def _shown(asked: Basket, found: tuple[Collected, ...]) -> list[Shown]:
    last = len(found) - 1
    return [
        Shown(
            number=at + 1,
            collected=each,
            removed=asked.without(at).address(),
            earlier=asked.swapped(at - 1).address() if at else None,
            later=asked.swapped(at).address() if at < last else None,
        )
        for at, each in enumerate(found)
    ]


def _file(asked: Basket, form: str, lang: str) -> str:
    return asked.address("/api/v1/basket-brief", reader_lang=lang, format=form)
