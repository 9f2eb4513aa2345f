"""What can be asked of the service, as HTTP bodies and command options both give it.

The pydantic models are the edge's check; the functions below are the whole API behind it, so
that a command without a service and the service itself answer alike.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, create_model

from corpus.catalogue.vocabulary import COUNTRIES, check
from corpus.errors import BadInput
from search_service.answers.answer import Answer
from search_service.compare.comparer import MOST_COMPARED
from search_service.compare.comparison import Comparison
from search_service.engine import Engine
from search_service.index import filters
from search_service.index.filters import FILTERS, Filters
from search_service.search.searcher import MOST_HITS
from search_service.web import json_views
from search_service.web.json_views import Json
from search_service.words import query_text
from search_service.words.query_text import LONGEST_QUERY


def _as_tuple(value: object) -> object:
    return (value,) if isinstance(value, str) else value


Values = Annotated[tuple[str, ...], BeforeValidator(_as_tuple), Field(max_length=50)]


ReaderLang = Literal["et", "en"] | None


class _Filtered(BaseModel):
    """The filters; each of many values takes one or a list."""

    model_config = ConfigDict(extra="forbid")

    def filters(self) -> Filters:
        """The checked filters.

        Raises:
            BadInput: a value is not known.
        """
        return filters.checked(**{each.name: getattr(self, each.name) for each in FILTERS})


if TYPE_CHECKING:
    FilterFields = _Filtered
else:
    FilterFields = create_model(
        "FilterFields",
        __base__=_Filtered,
        __doc__=_Filtered.__doc__,
        **{
            each.name: (Values if each.many else int | None, () if each.many else None)
            for each in FILTERS
        },
    )


class SearchRequest(FilterFields):
    """`POST /api/v1/search`."""

    query: str = Field(max_length=LONGEST_QUERY)
    limit: int = Field(10, ge=1, le=MOST_HITS)


class AskRequest(FilterFields):
    """`POST /api/v1/ask`."""

    question: str = Field(max_length=LONGEST_QUERY)
    limit: int = Field(10, ge=1, le=100)
    stream: bool = False


class CompareRequest(FilterFields):
    """`POST /api/v1/compare`; `query` is a document's id or a need, `reader_lang` et or en."""

    query: str = Field(max_length=LONGEST_QUERY)
    for_country: str = Field(max_length=10)
    limit: int = Field(5, ge=1, le=MOST_COMPARED)
    reader_lang: ReaderLang = None


AnyRequest = SearchRequest | AskRequest | CompareRequest
_REQUESTS: dict[str, type[AnyRequest]] = {
    "/api/v1/search": SearchRequest,
    "/api/v1/ask": AskRequest,
    "/api/v1/compare": CompareRequest,
}


def search(engine: Engine, request: SearchRequest) -> Json:
    """Ranked passages."""
    result = engine.searcher.search(request.query, request.filters(), request.limit)
    return json_views.search_view(result)


def ask(engine: Engine, request: AskRequest) -> Json:
    """An answer whose every sentence is cited, or that there is no evidence."""
    return json_views.answer_view(answer(engine, request))


def answer(engine: Engine, request: AskRequest) -> Answer:
    """The answer itself, for those who show it otherwise than as JSON."""
    return engine.ask(request.question, request.filters(), request.limit)


def ask_in_parts(engine: Engine, request: AskRequest) -> Iterator[str]:
    """Lines of JSON: `{"claim": …}` for each claim once it is proved, `{"answer": …}` last.

    The search is done when this returns, so that its errors come before the first line.
    """
    parts = engine.asking(request.question, request.filters(), request.limit)

    def lines() -> Iterator[str]:
        for part in parts:
            if isinstance(part, Answer):
                shown = {"answer": json_views.answer_view(part)}
            else:
                shown = {"claim": json_views.claim_view(part)}
            yield json.dumps(shown, ensure_ascii=False) + "\n"

    return lines()


def compare(engine: Engine, request: CompareRequest) -> Json:
    """Comparable practices from other countries, side by side."""
    return json_views.comparison_view(comparison(engine, request))


def comparison(engine: Engine, request: CompareRequest) -> Comparison:
    """The comparison itself, for those who show it otherwise than as JSON."""
    return engine.comparer.compare(
        request.query, request.for_country, request.filters(), request.limit, request.reader_lang
    )


def checked(path: str, body: Mapping[str, object]) -> AnyRequest:
    """The request that `POST path` makes of a body; needs no engine.

    Raises:
        BadInput: the body is wrong; all faults in one line.
    """
    try:
        request = _REQUESTS[path].model_validate(body)
    except ValidationError as error:
        raise BadInput(faults(error)) from None
    query_text.read(request.question if isinstance(request, AskRequest) else request.query)
    if isinstance(request, CompareRequest):
        check("for_country", request.for_country.strip().upper(), COUNTRIES)
    request.filters()
    return request


def perform(engine: Engine, request: AnyRequest) -> Json:
    """What the API answers to a request, without HTTP."""
    match request:
        case SearchRequest():
            return search(engine, request)
        case AskRequest():
            return ask(engine, request)
        case CompareRequest():
            return compare(engine, request)


def faults(error: ValidationError) -> str:
    """All that is wrong with a body, in one line."""
    return "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
