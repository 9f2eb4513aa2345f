"""`/evidence-map`: how much is known of what is done for whom; each mark opens its works."""

from __future__ import annotations

from typing import Any, NamedTuple
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from corpus.catalogue.vocabulary import EVIDENCE_LEVELS, name
from search_service.documents import evidence_map
from search_service.documents.evidence_map import (
    AXES,
    COLUMNS,
    LEVELS,
    UNSTATED,
    MapWork,
    map_works,
)
from search_service.documents.overviews import practices
from search_service.documents.shelf import PublishedDocuments
from search_service.documents.story import DIRECTIONS
from search_service.phrases.phrases import phrase, phrase_key
from search_service.web.page_frame import render, ui_language
from search_service.web.serving import Serving

router = APIRouter(include_in_schema=False)

_PATH = "/evidence-map"
_DIRECTIONS = {
    "reported": phrase_key("direction_reported"),
    "null": phrase_key("direction_null"),
    "unsaid": phrase_key("direction_unsaid"),
}
_PARTS = ("row", "column", "level", "direction")


class MapAddress(NamedTuple):
    """What an address asks of the map; a part that the map does not know is none."""

    rows: str
    row: str
    column: str
    level: str
    direction: str

    @property
    def asks(self) -> bool:
        """Whether it asks for works, not for the map."""
        return any(self[1:])

    def url(self, **changes: str) -> str:
        """The address with these parts changed."""
        said = {key: value for key, value in self._replace(**changes)._asdict().items() if value}
        return f"{_PATH}?{urlencode(said)}"


@router.get(_PATH)
def evidence_map_page(request: Request, serving: Serving) -> HTMLResponse:
    """The map, or the works of what the address names of it."""
    lang = ui_language(request)
    works = _works(serving.engine.published, lang)
    address = _address(request)
    axis = AXES[address.rows]
    shown: dict[str, Any] = {  # for the template
        "address": address,
        "row_name": lambda group: name(axis.names, group, lang),
        "column_name": lambda group: name(COLUMNS.names, group, lang),
        "level_name": lambda level: _level_name(level, lang),
        "direction_name": lambda direction: phrase(_DIRECTIONS[direction], lang),
    }
    if address.asks:
        found = evidence_map.chosen(works, axis, *address[1:])
        return render(request, "evidence_works.html", works=found, **shown)
    return render(
        request, "evidence_map.html", map=evidence_map.drawn(works, axis),
        levels=LEVELS, directions=DIRECTIONS, **shown,
    )  # fmt: skip


def _works(published: PublishedDocuments, lang: str) -> list[MapWork]:
    shelf = published.shelf()
    return map_works(practices(shelf, lang), shelf.versions, published.outcomes())


def _address(request: Request) -> MapAddress:
    given = request.query_params
    rows = given.get("rows", "")
    rows = rows if rows in AXES else next(iter(AXES))
    known = {
        "row": AXES[rows].names, "column": COLUMNS.names, "level": LEVELS, "direction": DIRECTIONS,
    }  # fmt: skip
    parts = {part: given.get(part, "") for part in _PARTS}
    return MapAddress(rows, **{p: v if v in known[p] else "" for p, v in parts.items()})


def _level_name(level: str, lang: str) -> str:
    if level == UNSTATED:
        return phrase("evidence_unstated", lang)
    return name(EVIDENCE_LEVELS, level, lang)
