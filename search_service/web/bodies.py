"""What can be asked of the service, as HTTP bodies and command options both give it.

The pydantic models are the edge's check; the functions below are the whole API behind it, so
that a command without a service and the service itself answer alike.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Literal, cast

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    WithJsonSchema,
    create_model,
)
from pydantic.config import JsonDict
from pydantic.fields import FieldInfo

from corpus.catalogue import vocabulary
from corpus.catalogue.vocabulary import COUNTRIES, Vocabulary
from corpus.errors import BadInput
from search_service.answers.answer import Answer
from search_service.compare.comparer import MOST_COMPARED
from search_service.compare.comparison import Comparison
from search_service.engine import Engine, GoOn, Parts, going_on, last
from search_service.index import filters
from search_service.index.filters import FILTERS, Filters
from search_service.queries import query_text
from search_service.queries.query_text import LONGEST_QUERY
from search_service.search.searcher import MOST_HITS
from search_service.web import json_views
from search_service.web.json_views import Json


def _as_tuple(value: object) -> object:
    return (value,) if isinstance(value, str) else value


def _no_truth(value: object) -> object:
    if isinstance(value, bool):
        raise ValueError("a number, not true or false")
    return value


_MOST_VALUES = 50
# A letter or a digit somewhere, as Python and most validators read it: a word character but "_".
_HAS_WORD = r"[^\W_]"
_FIRST_YEAR, _LAST_YEAR = 0, 9999

Values = Annotated[tuple[str, ...], BeforeValidator(_as_tuple), Field(max_length=_MOST_VALUES)]
ReaderLang = Literal["et", "en"] | None
NUMBER = BeforeValidator(_no_truth)  # after the bounds, else the schema does not tell them
Year = Annotated[
    Annotated[int, Field(ge=_FIRST_YEAR, le=_LAST_YEAR), NUMBER] | None,
    Field(description="year_from may not be later than year_to (422)"),
]
ForCountry = Annotated[
    str,
    Field(max_length=10),
    WithJsonSchema({"type": "string", "enum": sorted(COUNTRIES)}),
]


def text_asked(description: str) -> FieldInfo:
    """A field for what is asked, described as it is checked: it has a letter or a digit."""
    said: JsonDict = {"pattern": _HAS_WORD, "minLength": 1}
    return cast(
        FieldInfo,
        Field(max_length=LONGEST_QUERY, description=description, json_schema_extra=said),
    )


def known_values(vocabulary: Vocabulary | None) -> WithJsonSchema:
    """One code of the vocabulary, or a list of them; small and capital letters are alike.

    Without a vocabulary any short text is a value.
    """
    one: JsonDict = {"type": "string", "maxLength": filters.LONGEST_DESCRIPTOR}
    if vocabulary is not None:
        one = {"type": "string", "enum": [*sorted(vocabulary)]}
    many: JsonDict = {"type": "array", "items": one, "maxItems": _MOST_VALUES}
    return WithJsonSchema({"anyOf": [one, many], "default": []})


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
            each.name: (Annotated[Values, known_values(each.vocabulary)], ())
            if each.many
            else (Year, None)
            for each in FILTERS
        },
    )


class SearchRequest(FilterFields):
    """`POST /api/v1/search`."""

    query: Annotated[str, text_asked("a question, or a few words")]
    limit: Annotated[int, Field(ge=1, le=MOST_HITS), NUMBER] = 10


class AskRequest(FilterFields):
    """`POST /api/v1/ask`."""

    question: Annotated[str, text_asked("a question")]
    limit: Annotated[int, Field(ge=1, le=100), NUMBER] = 10
    stream: bool = Field(False, strict=True)


class CompareRequest(FilterFields):
    """`POST /api/v1/compare`; `query` is a document's id or a need, `reader_lang` et or en."""

    query: Annotated[str, text_asked("a practice's id or title, or a need in words")]
    for_country: ForCountry
    limit: Annotated[int, Field(ge=1, le=MOST_COMPARED), NUMBER] = 5
    reader_lang: ReaderLang = None


AnyRequest = SearchRequest | AskRequest | CompareRequest
_REQUESTS: dict[str, type[AnyRequest]] = {
    "/api/v1/search": SearchRequest,
    "/api/v1/ask": AskRequest,
    "/api/v1/compare": CompareRequest,
}


def search(engine: Engine, request: SearchRequest) -> Json:
    """Ranked passages."""
    chosen = request.filters()
    result = engine.searcher.search(request.query, chosen, request.limit)
    return json_views.search_view(result, engine.published.shelf(), chosen)


def asking(engine: Engine, request: AskRequest, go_on: GoOn = going_on) -> Parts:
    """The answer in parts, as the engine gives them: claims, and last the whole."""
    return engine.asking(request.question, request.filters(), request.limit, go_on=go_on)


def lines(parts: Parts) -> Iterator[str]:
    """Lines of JSON: `{"claim": …}` for each claim once it is proved, `{"answer": …}` last."""
    for part in parts:
        if isinstance(part, Answer):
            shown = {"answer": json_views.answer_view(part)}
        else:
            shown = {"claim": json_views.claim_view(part)}
        yield json.dumps(shown, ensure_ascii=False) + "\n"


def comparison(engine: Engine, request: CompareRequest, go_on: GoOn = going_on) -> Comparison:
    """Comparable practices from other countries, side by side."""
    return engine.comparer.compare(
        request.query,
        request.for_country,
        request.filters(),
        request.limit,
        request.reader_lang,
        go_on,
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
    check(request)
    return request


def check(request: AnyRequest) -> None:
    """Sees that the request can be carried out, as far as that shows without an engine.

    Raises:
        BadInput: it cannot.
    """
    query_text.read(request.question if isinstance(request, AskRequest) else request.query)
    if isinstance(request, CompareRequest):
        check_country(request.for_country)
    request.filters()


def check_country(code: str) -> None:
    """Sees that the country that is compared for is known.

    Raises:
        UnknownValue: it is not.
    """
    vocabulary.check("for_country", code.strip().upper(), COUNTRIES)


def perform(engine: Engine, request: AnyRequest) -> Json:
    """What the API answers to a request, without HTTP."""
    match request:
        case SearchRequest():
            return search(engine, request)
        case AskRequest():
            return json_views.answer_view(last(asking(engine, request)))
        case CompareRequest():
            return json_views.comparison_view(comparison(engine, request))


def faults(error: ValidationError) -> str:
    """All that is wrong with a body, in one line."""
    return "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
