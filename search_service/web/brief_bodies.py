"""What can be asked of briefs: an answer, a comparison or a basket, and in which file format.

Differs from `bodies`, whose answers are JSON; a brief's are bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic.config import JsonDict

from corpus.errors import BadInput
from search_service.answers.answer import Answer, Citation
from search_service.briefs.answer_briefs import answer_brief
from search_service.briefs.basket import LONGEST_NOTE, LONGEST_TITLE, MOST_ITEMS, Basket
from search_service.briefs.basket_briefs import basket_brief
from search_service.briefs.brief import CorpusState, Occasion
from search_service.briefs.collecting import Collector
from search_service.briefs.comparison_briefs import comparison_brief
from search_service.briefs.formats import BriefFile, Format, written
from search_service.compare.comparer import MOST_COMPARED
from search_service.compare.comparison import Comparison
from search_service.engine import Engine, GoOn, going_on, last
from search_service.web import bodies, json_views
from search_service.web.bodies import (
    NUMBER,
    AskRequest,
    CompareRequest,
    FilterFields,
    ForCountry,
    ReaderLang,
    text_asked,
)

_PASSAGES = 10  # read for an answer, as `sikk ask` does where nothing is said
_PRACTICES = 5
FILES = (("docx", "Word"), ("pdf", "PDF"), ("md", "Markdown"), ("json", "JSON"))  # as pages name
TABLE = ("csv", "CSV")  # of comparisons only


# Of an answer or of a comparison, never both; a null is as good as nothing.
_NONE: JsonDict = {"type": "null"}
_ANSWER: JsonDict = {
    "required": ["question"],
    "properties": {"question": {"type": "string"}, "query": _NONE},
}
_COMPARISON: JsonDict = {
    "required": ["query", "for_country"],
    "properties": {
        "query": {"type": "string"},
        "for_country": {"type": "string"},
        "question": _NONE,
        "limit": {"anyOf": [{"type": "integer", "maximum": MOST_COMPARED}, _NONE]},
    },
}


class BriefRequest(FilterFields):
    """`/api/v1/brief`: of the answer to `question`, or of comparing `query` for `for_country`."""

    model_config = ConfigDict(json_schema_extra={"oneOf": [_ANSWER, _COMPARISON]})

    question: Annotated[str, text_asked("a question; without `query`")] | None = None
    query: Annotated[str, text_asked("what is compared; with `for_country`")] | None = None
    for_country: ForCountry | None = None
    limit: Annotated[int, Field(ge=1, le=100), NUMBER] | None = None
    reader_lang: ReaderLang = None
    format: Format = "docx"

    @model_validator(mode="after")
    def _one_of_two(self) -> BriefRequest:
        if (self.question is None) == (self.query is None):
            raise ValueError("give either a question to answer or a query to compare")
        if self.query is not None and self.for_country is None:
            raise ValueError("a comparison needs for_country")
        if self.for_country is not None:
            bodies.check_country(self.for_country)
        return self


_ITEM = r"^(quote|work|compare):."
_Title = Annotated[str, Field(max_length=LONGEST_TITLE)]
_Item = Annotated[
    str,
    Field(
        pattern=_ITEM,
        max_length=2_000,
        description="quote:PASSAGE:START:END, work:DOCUMENT or compare:DOCUMENT,DOCUMENT",
    ),
]
_Note = Annotated[str, Field(max_length=LONGEST_NOTE)]


class BasketRequest(BaseModel):
    """`/api/v1/basket-brief`: what was collected, as the address of `/basket` says it."""

    model_config = ConfigDict(extra="ignore")  # the address of the page may say more

    item: Annotated[list[_Item], Field(min_length=1, max_length=MOST_ITEMS)]
    note: Annotated[list[_Note], Field(max_length=MOST_ITEMS + 1)] = []
    title: _Title = ""
    question: _Title = ""
    reader_lang: ReaderLang = None
    format: Format = "docx"


def checked(body: Mapping[str, object]) -> BriefRequest:
    """The request that a body makes; needs no engine.

    Raises:
        BadInput: the body is wrong; all faults in one line.
    """
    try:
        request = BriefRequest.model_validate(body)
    except ValidationError as error:
        raise BadInput(bodies.faults(error)) from None
    bodies.check(subject(request))
    return request


def subject(request: BriefRequest) -> AskRequest | CompareRequest:
    """What the brief is of.

    Raises:
        BadInput: more practices are asked for than are compared.
    """
    given = {name: getattr(request, name) for name in FilterFields.model_fields}
    if request.question is not None:
        return AskRequest(question=request.question, limit=request.limit or _PASSAGES, **given)
    try:
        return CompareRequest(
            query=request.query or "",
            for_country=request.for_country or "",
            limit=request.limit or _PRACTICES,
            reader_lang=request.reader_lang,
            **given,
        )
    except ValidationError as error:
        raise BadInput(bodies.faults(error)) from None


def brief(engine: Engine, request: BriefRequest) -> BriefFile:
    """The brief as a file, of the corpus as it stands now."""
    asked = subject(request)
    if isinstance(asked, AskRequest):
        return of_answer(engine, request, last(bodies.asking(engine, asked)))
    return of_comparison(engine, request, bodies.comparison(engine, asked))


def of_answer(engine: Engine, request: BriefRequest, answer: Answer, site: str = "") -> BriefFile:
    """The answer as a file; `site` is the address of the service, for links."""
    paper = answer_brief(answer, _now(engine, site), request.reader_lang, request.filters())
    return written(paper, request.format, json_views.answer_view(answer))


def of_comparison(
    engine: Engine, request: BriefRequest, comparison: Comparison, site: str = ""
) -> BriefFile:
    """The comparison as a file."""
    paper = comparison_brief(comparison, _now(engine, site), request.filters())
    return written(paper, request.format, json_views.comparison_view(comparison))


def of_basket(
    engine: Engine, basket: Basket, form: Format, lang: str, site: str = "", go_on: GoOn = going_on
) -> BriefFile:
    """What a reader collected as a file; every quote is proved again, with its translation.

    Raises:
        BadInput: nothing was collected.
    """
    if not basket.items:
        raise BadInput("item: name at least one, such as work:DOCUMENT or quote:PASSAGE:START:END")

    def prove(citation: Citation) -> Citation | None:
        go_on()
        return engine.answerer.proved(citation, lang)

    def compared(ids: Iterable[str]) -> Comparison:
        return engine.comparer.chosen.compare(ids, lang, go_on)

    found = Collector(engine.store, engine.published.shelf()).collect(basket, prove)
    paper = basket_brief(basket, found, compared, _now(engine, site), lang)
    items = [
        {
            "item": str(each.item.item),
            "note": each.item.note,
            "quote": each.citation.quote if each.citation else None,
            "documents": [document.id for document in each.documents],
        }
        for each in found
    ]
    said = {"title": basket.title, "question": basket.question, "note": basket.note}
    return written(paper, form, {**said, "items": items})


def _now(engine: Engine, site: str) -> Occasion:
    state = CorpusState.of(engine.store.documents())
    return Occasion(state, datetime.now(UTC).date(), site)
