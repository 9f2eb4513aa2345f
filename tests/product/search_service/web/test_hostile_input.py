"""Whatever a reader or a link says is shown as text: no element, link, header or program of it.

Every payload goes through every text of an address and of the feedback form. What documents say
is in `test_hostile_documents`.
"""

import json
from urllib.parse import quote, urlencode
from xml.etree.ElementTree import fromstring

import pytest
from hostile_pages import faults, header_faults, told
from payloads import MARKS, PAYLOADS
from starlette.testclient import TestClient

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def library(shared_site):
    shared_site.add("kodu", ["Üksildus väheneb, kui vabatahtlik käib külas."], title="Kodu")
    shared_site.add("home", ["Loneliness falls when volunteers visit."], lang="en", country="FI")
    return shared_site


def each(path: str, *names: str, **fields: str) -> list[str]:
    """The address with one payload after the other in all of these fields."""
    return [f"{path}?{urlencode({**dict.fromkeys(names, text), **fields})}" for text in PAYLOADS]


FILTERS = (
    "lang", "country", "not_country", "type", "sector", "evidence_level", "year_from", "year_to",
)  # fmt: skip
WHATEVER = (
    "sort", "part", "ui", "from", "passage", "start", "end", "quote", "beside", "rows", "row",
    "column", "level", "direction", "letter", "entry", "for_country", "works", "unknown",
)  # fmt: skip
SHOWN = {
    "answers": each("/", "query"),
    "filters": each("/", "query", *FILTERS),
    "documents": each("/documents", "title", *FILTERS),
    "comparisons": each("/compare", "query", *WHATEVER),
    "basket": each("/basket", "title", "question", "note", "add", item="work:kodu"),
    "notes": each("/basket", "item", "note", title="Kodu"),
    "terms": each("/glossary", "term"),
    "thanks for an answer": each("/feedback/thanks", "query"),
    "thanks for a document": each("/feedback/thanks", "document"),
    "feedback": each("/feedback", "passage", document="kodu"),
    "feedback of a kind": each("/feedback", "kind", document="kodu"),
    "no document": [f"/documents/{quote(text, '')}" for text in PAYLOADS],
    "no practice": [f"/practices/{quote(text, '')}" for text in PAYLOADS],
    "no kind": [f"/browse/{quote(text)}" for text in PAYLOADS],
}
NOT_SHOWN = {
    "first page": each("/", *WHATEVER),
    "document": each("/documents/kodu", *WHATEVER),
    "evidence map": each("/evidence-map", *WHATEVER)[::5],
    "glossary": each("/glossary", *WHATEVER)[::5],
    "other pages": [
        f"{path}?{urlencode({text: text})}"
        for path in ("/browse", "/map", "/timeline", "/docs", "/about", "/help", "/accessibility")
        for text in PAYLOADS[::9]
    ],
    "nowhere": [f"/{quote(text)}" for text in PAYLOADS],
    "another host's": [
        f"http://testserver{begun}evil.example/{quote(text)}?ui=et"
        for begun in ("//", "/%2F", "/%5C", "/%09/", "/.//")
        for text in PAYLOADS[::5]
    ],
}


@pytest.mark.parametrize("pages", SHOWN.values(), ids=SHOWN)
def test_what_is_asked_is_shown_as_text(library, pages):
    assert told(library, pages, ([mark] for mark in MARKS)) == {}


@pytest.mark.parametrize("pages", NOT_SHOWN.values(), ids=NOT_SHOWN)
def test_whatever_else_an_address_says_is_no_markup(library, pages):
    assert told(library, pages) == {}


@pytest.mark.parametrize("name", ["Accept-Language", "Cookie", "Referer", "X-Forwarded-Host"])
def test_headers_are_not_shown(library, name):
    for text in filter(str.isascii, PAYLOADS):
        sent = f"ui={text.translate(dict.fromkeys(range(32)))}"
        answer = library.answer("/about", **{name: sent})
        assert faults(answer.text) == [] and header_faults(answer) == []


def test_what_is_sent_by_the_feedback_form_goes_into_no_header_of_the_answer(library):
    lines = [text for text in PAYLOADS if "Set-Cookie" in text or "%0d" in text or "\n" in text]
    for n, text in enumerate(lines):
        sent = {"kind": "answer", "said": "helpful", "question": text, "text": text}
        somebody = TestClient(library.app, client=(f"10.0.0.{n}", 50_000))  # each may send a few
        answer = somebody.post("/feedback", data=sent, follow_redirects=False)
        assert answer.status_code == 303, answer.text
        assert header_faults(answer) == []
        assert answer.headers["location"].startswith("/feedback/thanks?query=")


def test_suggestions_are_json_and_nothing_else(library):
    for text in PAYLOADS:
        answer = library.client.get("/api/v1/suggest", params={"q": text})
        assert answer.headers["content-type"] == "application/json"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert header_faults(answer) == [] and "suggestions" in json.loads(answer.text)


def test_problems_are_json_and_nothing_else(library):
    for text in PAYLOADS:
        answer = library.client.get(f"/api/v1/documents/{quote(text, '')}")
        assert answer.status_code in {404, 405}
        assert answer.headers["content-type"] == "application/problem+json"
        assert header_faults(answer) == []


def test_a_feed_of_any_search_is_well_formed(library):
    for text in PAYLOADS:
        answer = library.client.get("/feed.atom", params={"query": text})
        assert answer.status_code in {200, 422} and header_faults(answer) == []
        if answer.status_code == 200:
            root = fromstring(answer.content)
            assert root.tag == f"{ATOM}feed"
            assert root.findtext(f"{ATOM}id").startswith("http://testserver/feed.atom?query=")
