"""What can be asked of briefs: an answer or a comparison, and in which file format.

Differs from `requests`, whose answers are JSON; a brief's are bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from pydantic import Field, ValidationError, model_validator

from corpus.catalogue.vocabulary import COUNTRIES, check
from corpus.errors import BadInput
from search_service.briefs.brief import CorpusState, answer_brief, comparison_brief
from search_service.briefs.formats import BriefFile, Format, written
from search_service.engine import Engine
from search_service.web import bodies, json_views
from search_service.web.bodies import AskRequest, CompareRequest, FilterFields, ReaderLang
from search_service.words import query_text
from search_service.words.query_text import LONGEST_QUERY

_PASSAGES = 10  # read for an answer, as `sikk ask` does where nothing is said
_PRACTICES = 5


class BriefRequest(FilterFields):
    """`/api/v1/brief`: of the answer to `question`, or of comparing `query` for `for_country`."""

    question: str | None = Field(None, max_length=LONGEST_QUERY)
    query: str | None = Field(None, max_length=LONGEST_QUERY)
    for_country: str | None = Field(None, max_length=10)
    limit: int | None = Field(None, ge=1, le=100)
    reader_lang: ReaderLang = None
    format: Format = "docx"

    @model_validator(mode="after")
    def _one_of_two(self) -> BriefRequest:
        if (self.question is None) == (self.query is None):
            raise ValueError("give either a question to answer or a query to compare")
        if self.query is not None and self.for_country is None:
            raise ValueError("a comparison needs for_country")
        return self


def checked(body: Mapping[str, object]) -> BriefRequest:
    """The request that a body makes; needs no engine.

    Raises:
        BadInput: the body is wrong; all faults in one line.
    """
    try:
        request = BriefRequest.model_validate(body)
    except ValidationError as error:
        raise BadInput(bodies.faults(error)) from None
    query_text.read(request.question or request.query or "")
    if request.for_country is not None:
        check("for_country", request.for_country.strip().upper(), COUNTRIES)
    request.filters()
    return request


def brief(engine: Engine, request: BriefRequest) -> BriefFile:
    """The brief as a file, of the corpus as it stands now."""
    corpus = CorpusState.of(engine.store.documents())
    made = datetime.now(UTC).date()
    given = {name: getattr(request, name) for name in FilterFields.model_fields}
    if request.question is not None:
        ask = AskRequest(question=request.question, limit=request.limit or _PASSAGES, **given)
        answer = bodies.answer(engine, ask)
        paper = answer_brief(answer, corpus, made, request.reader_lang, request.filters())
        return written(paper, request.format, json_views.answer_view(answer))
    compare = CompareRequest(
        query=request.query or "",
        for_country=request.for_country or "",
        limit=request.limit or _PRACTICES,
        reader_lang=request.reader_lang,
        **given,
    )
    comparison = bodies.comparison(engine, compare)
    paper = comparison_brief(comparison, corpus, made, request.filters())
    return written(paper, request.format, json_views.comparison_view(comparison))
