"""What can be asked of the service, as HTTP bodies and command options both give it.

The pydantic models are the edge's check; the functions below are the whole API behind it, so
that a command without a service and the service itself answer alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from corpus.errors import BadInput
from search_service import filters, views
from search_service.searcher import LONGEST_QUERY, MOST_HITS, checked_query
from search_service.vector_index import Filters
from search_service.views import Json
from search_service.wiring import Engine


def _as_tuple(value: object) -> object:
    return (value,) if isinstance(value, str) else value


Values = Annotated[tuple[str, ...], BeforeValidator(_as_tuple), Field(max_length=50)]


class FilterFields(BaseModel):
    """The filters; each of many values takes one or a list."""

    model_config = ConfigDict(extra="forbid")

    lang: Values = ()
    country: Values = ()
    not_country: Values = ()
    type: Values = ()
    sector: Values = ()
    year_from: int | None = None
    year_to: int | None = None

    def filters(self) -> Filters:
        """The checked filters.

        Raises:
            BadInput: a value is not known.
        """
        return filters.checked(**{name: getattr(self, name) for name in FilterFields.model_fields})


class SearchRequest(FilterFields):
    """`POST /api/v1/search`."""

    query: str = Field(max_length=LONGEST_QUERY)
    limit: int = Field(10, ge=1, le=MOST_HITS)


class AskRequest(FilterFields):
    """`POST /api/v1/ask`."""

    question: str = Field(max_length=LONGEST_QUERY)
    limit: int = Field(10, ge=1, le=100)


def search(engine: Engine, request: SearchRequest) -> Json:
    """Ranked passages."""
    result = engine.searcher.search(request.query, request.filters(), request.limit)
    return views.search_view(result)


def ask(engine: Engine, request: AskRequest) -> Json:
    """An answer whose every sentence is cited, or that there is no evidence."""
    result = engine.searcher.search(request.question, request.filters(), request.limit)
    return views.answer_view(engine.answerer.answer(result))


def checked(path: str, body: Mapping[str, object]) -> SearchRequest | AskRequest:
    """The request that `POST path` makes of a body; needs no engine.

    Raises:
        BadInput: the body is wrong; all faults in one line.
    """
    try:
        if path == "/api/v1/search":
            request: SearchRequest | AskRequest = SearchRequest.model_validate(body)
        else:
            request = AskRequest.model_validate(body)
    except ValidationError as error:
        raise BadInput(faults(error)) from None
    checked_query(request.query if isinstance(request, SearchRequest) else request.question)
    request.filters()
    return request


def perform(engine: Engine, request: SearchRequest | AskRequest) -> Json:
    """What the API answers to a request, without HTTP."""
    return search(engine, request) if isinstance(request, SearchRequest) else ask(engine, request)


def faults(error: ValidationError) -> str:
    """All that is wrong with a body, in one line."""
    return "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
