"""A client of the HTTP API for Python programs, with typed answers.

    with Client("http://127.0.0.1:8000") as sikk:
        found = sikk.search("loneliness of older people", country="DK", limit=5)
        for hit in found["hits"]:
            print(hit["title"], hit["page"], hit["text"])

Differs from `service_client`, by which our own commands find the service of a data folder. It
needs httpx alone. Answers are the API's JSON, typed by the keys that it keeps; more may be there.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypedDict, Unpack, cast
from urllib.parse import quote

import httpx

_SECONDS = 60.0  # an answer by a language model may take half of it

Values = str | Sequence[str]


class Filtering(TypedDict, total=False):
    """Filters by keyword; each of many values takes one code or several."""

    lang: Values
    country: Values
    not_country: Values
    type: Values
    sector: Values
    target_group: Values
    method: Values
    funder: Values
    evidence_level: Values
    year_from: int
    year_to: int


class PassageHit(TypedDict):
    """One passage of a search."""

    rank: int
    score: float
    passage_id: str
    document_id: str
    title: str
    lang: str
    country: str | None
    type: str
    year: int | None
    page: int | None
    page_label: str | None
    section: str
    text: str


class FacetCount(TypedDict):
    """How many works have a value."""

    value: str
    count: int


class SearchAnswer(TypedDict):
    """What `search` answers; `total` and `facets` count works, not passages."""

    query: str
    lang: str
    hits: list[PassageHit]
    total: int
    facets: dict[str, list[FacetCount]]
    did_you_mean: str | None
    took_ms: float


class QuoteCited(TypedDict):
    """A quote that was proved, and where it stands."""

    passage_id: str
    document_id: str
    title: str
    lang: str
    country: str | None
    year: int | None
    page: int | None
    page_label: str | None
    quote: str
    start: int
    end: int
    link: str


class ValueCited(TypedDict):
    """A value of the catalogue, which is no quote: `catalogue` is the field that has it."""

    document_id: str
    title: str
    lang: str
    country: str | None
    year: int | None
    catalogue: str
    values: list[str]


class ClaimMade(TypedDict):
    """One sentence of an answer, and what proves it: quotes, or a value of the catalogue."""

    text: str
    null_result: bool
    by_model: bool
    listed: bool
    citations: list[QuoteCited | ValueCited]


class AskAnswer(TypedDict):
    """What `ask` answers; where `answered` is false there is no evidence, and `reason` says so."""

    question: str
    lang: str
    answered: bool
    answer: str
    kind: str
    claims: list[ClaimMade]
    passages: list[PassageHit]
    reason: str
    known_gap: bool
    gap: QuoteCited | None
    did_you_mean: str | None


class CellSaid(TypedDict):
    """A cell of a comparison: a quote, a value of the catalogue, or nothing said."""

    source: str
    text: str
    null_result: bool
    citations: list[QuoteCited]


class PracticeCompared(TypedDict):
    """One comparable practice."""

    rank: int
    score: float
    document_id: str
    title: str
    lang: str
    country: str | None
    year: int | None
    evidence_level: str | None
    cells: dict[str, CellSaid]


class CompareAnswer(TypedDict):
    """What `compare` answers."""

    query: str
    lang: str
    for_country: str
    subject: str | None
    fields: list[str]
    comparables: list[PracticeCompared]
    did_you_mean: str | None
    note: str
    took_ms: float


class DocumentAnswer(TypedDict):
    """A document's description."""

    id: str
    title: str
    lang: str
    type: str
    country: str | None
    year: int | None
    evidence_level: str | None
    verification: str | None
    authorship: str | None
    media_type: str
    pages: int
    passages: int
    words: int


class RequestRefused(Exception):
    """The service's own sentence on why it does not answer, with its status.

    `retry_after` is in how many seconds the same may succeed, None where it will not.
    """

    def __init__(self, status: int, detail: str, retry_after: int | None = None) -> None:
        self.status = status
        self.detail = detail
        self.retry_after = retry_after
        super().__init__(f"{status}: {detail}")


class Client:
    """A service at an address; may be shared between threads."""

    def __init__(self, base_url: str, timeout: float = _SECONDS) -> None:
        self._http = httpx.Client(base_url=base_url, timeout=timeout)

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Gives back the connections."""
        self._http.close()

    def search(self, query: str, limit: int = 10, **filters: Unpack[Filtering]) -> SearchAnswer:
        """The passages that fit best; filters are those of `Filtering`.

        Raises:
            RequestRefused: the service says what is wrong, or is busy.
            httpx.HTTPError: it cannot be reached.
        """
        return cast(SearchAnswer, self._post("search", query=query, limit=limit, **filters))

    def ask(self, question: str, limit: int = 10, **filters: Unpack[Filtering]) -> AskAnswer:
        """Quotes that answer, or that there is no evidence.

        Raises:
            RequestRefused, httpx.HTTPError: as `search` does.
        """  # fmt: skip
        return cast(AskAnswer, self._post("ask", question=question, limit=limit, **filters))

    def compare(
        self,
        query: str,
        for_country: str,
        limit: int = 5,
        reader_lang: Literal["et", "en"] | None = None,
        **filters: Unpack[Filtering],
    ) -> CompareAnswer:
        """A practice (its id or title) or a need beside those of other countries.

        Raises:
            RequestRefused, httpx.HTTPError: as `search` does.
        """
        asked = {"for_country": for_country, "limit": limit, "reader_lang": reader_lang}
        return cast(CompareAnswer, self._post("compare", query=query, **asked, **filters))

    def document(self, document_id: str) -> DocumentAnswer:
        """A document's description.

        Raises:
            RequestRefused: there is no such document (404).
            httpx.HTTPError: as `search` does.
        """
        found = self._http.get(f"/api/v1/documents/{quote(document_id, safe='')}")
        return cast(DocumentAnswer, _answer(found))

    def _post(self, name: str, **body: object) -> object:
        return _answer(self._http.post(f"/api/v1/{name}", json=body))


def _answer(response: httpx.Response) -> object:
    if response.is_success:
        return response.json()
    problem = "json" in response.headers.get("content-type", "")
    detail = response.json().get("detail") if problem else response.reason_phrase
    wait = response.headers.get("retry-after", "")
    raise RequestRefused(response.status_code, str(detail), int(wait) if wait.isdigit() else None)
