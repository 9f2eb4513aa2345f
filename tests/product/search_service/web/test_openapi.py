"""The OpenAPI keeps its word: what it allows is carried out, and every answer is one it names."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

TEXT = "Külas peeti loometalgud ja kutsuti kõik elanikud kohale."
FEW = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "X-ANY")
POSTS = ("search", "ask", "compare", "brief")


@pytest.fixture
def client(site, pdf) -> TestClient:
    site.add("camps", [TEXT], year=2018)
    site.add("paper", ["Tulemusrahastus maksab.", "Lisa."], pdf=pdf(["Tulemus"], ["Lisa"]))
    site.add("abroad", ["Villages held creative camps."], country="FI", lang="en")
    site.engine.indexer.sync()
    return site.client


class Described(dict[str, Any]):
    """The OpenAPI, which is too long to be shown beside a failure."""

    def __repr__(self) -> str:
        return "the OpenAPI"


@pytest.fixture
def described(client: TestClient) -> Described:
    return Described(client.get("/openapi.json").json())


def resolved(described: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    name = schema.get("$ref", "").rpartition("/")[2]
    return described["components"]["schemas"][name] if name else schema


def allowed(schema: dict[str, Any]) -> st.SearchStrategy[Any]:  # noqa: PLR0911
    """Values that a schema of the kinds that ours uses allows."""
    if "oneOf" in schema:
        return st.one_of([allowed(_joined(schema, each)) for each in schema["oneOf"]])
    if "anyOf" in schema:
        return st.one_of([allowed(each) for each in schema["anyOf"]])
    if "enum" in schema or "const" in schema:
        return st.sampled_from(schema.get("enum", [schema.get("const")]))
    match schema.get("type"):
        case "null":
            return st.none()
        case "boolean":
            return st.booleans()
        case "integer":
            return st.integers(schema.get("minimum"), schema.get("maximum"))
        case "string":
            most = schema.get("maxLength", 100)
            found = st.from_regex(schema.get("pattern", ""))
            return found.filter(lambda text: schema.get("minLength", 0) <= len(text) <= most)
        case "array":
            return st.lists(allowed(schema["items"]), max_size=min(5, schema["maxItems"]))
    needed = schema["required"]
    fields = {name: allowed(each) for name, each in schema["properties"].items()}
    return st.fixed_dictionaries(
        {name: fields[name] for name in needed},
        optional={name: each for name, each in fields.items() if name not in needed},
    )


def _joined(schema: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """A schema with what one of its alternatives says besides."""
    properties = dict(schema["properties"])
    for name, said in own["properties"].items():
        if said.get("type") == "null":
            properties[name] = said
        elif said.get("type") == "string":
            kinds = properties[name].get("anyOf", [properties[name]])
            properties[name] = next(kind for kind in kinds if kind.get("type") == "string")
        else:
            properties[name] = {"anyOf": [{"type": "integer", "minimum": 1, **said["anyOf"][0]}]}
    return {"properties": properties, "required": own["required"]}


def is_named(described: dict[str, Any], path: str, method: str, answer: Any) -> None:
    """Sees that the description names the answer's status and media type."""
    responses = described["paths"][path][method]["responses"]
    told = (path, answer.request.content, answer.status_code, answer.text[:300])
    assert str(answer.status_code) in responses, told
    media_type = answer.headers["content-type"].split(";")[0]
    assert media_type in responses[str(answer.status_code)]["content"], told
    assert answer.status_code < 500, told


def years_in_order(body: dict[str, Any]) -> bool:
    first, last = body.get("year_from"), body.get("year_to")
    return first is None or last is None or first <= last


@pytest.mark.parametrize("name", POSTS)
@FEW
@given(data=st.data())
def test_what_the_schema_allows_is_carried_out(client, described, name, data) -> None:
    path = f"/api/v1/{name}"
    said = described["paths"][path]["post"]["requestBody"]["content"]["application/json"]
    body = data.draw(allowed(resolved(described, said["schema"])).filter(years_in_order))
    answer = client.post(path, json=body)
    is_named(described, path, "post", answer)
    assert answer.status_code == 200, (body, answer.text)


_ANY = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3)
    ),
    max_leaves=5,
)
_FIELDS = (
    "query", "question", "limit", "lang", "country", "not_country", "type", "sector", "year_from",
    "year_to", "for_country", "reader_lang", "format", "stream",
)  # fmt: skip


@pytest.mark.parametrize("name", POSTS)
@FEW
@given(body=st.dictionaries(st.sampled_from(_FIELDS), _ANY, max_size=6) | _ANY)
def test_whatever_is_sent_the_answer_is_one_that_is_named(client, described, name, body) -> None:
    path = f"/api/v1/{name}"
    is_named(described, path, "post", client.post(path, json=body))


@FEW
@given(fields=st.dictionaries(st.sampled_from(_FIELDS), st.text(max_size=20), max_size=5))
def test_whatever_a_link_to_a_brief_says(client, described, fields) -> None:
    is_named(described, "/api/v1/brief", "get", client.get("/api/v1/brief", params=fields))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff",
        b'{"query": NaN}',
        b'{"query": "\\ud800a"}',
        b'{"query": "' + b"a" * 70_000 + b'"}',
    ],
)
@pytest.mark.parametrize("name", POSTS)
def test_a_body_that_is_no_request_is_a_named_problem(client, described, name, content) -> None:
    headers = {"Content-Type": "application/json"}
    path = f"/api/v1/{name}"
    answer = client.post(path, content=content, headers=headers)
    is_named(described, path, "post", answer)
    assert answer.status_code in (400, 413, 422)
    assert answer.json()["status"] == answer.status_code


@FEW
@given(
    document=st.sampled_from(["camps", "paper", "nobody"]) | st.text(min_size=1, max_size=9),
    number=st.integers() | st.sampled_from([0, 1, 2, 3, 10**30]),
    start=st.none() | st.integers(),
)
def test_whatever_document_and_page_is_asked_for(
    client, described, document, number, start
) -> None:
    if not document.isalnum():
        document = "nobody"  # an address of another form is another route's
    given_ = {} if start is None else {"passage": "x", "start": start}
    for path in described["paths"]:
        if "{document_id}" in path:
            url = path.replace("{document_id}", document)
            for name in ("{number}", "{first}", "{last}"):
                url = url.replace(name, str(number))
            is_named(described, path, "get", client.get(url, params=given_))


@pytest.mark.parametrize(
    "path", ["/health/live", "/health/ready", "/metrics", "/api/v1/documents", "/feed.atom"]
)
def test_the_rest_answers_as_named(client, described, path) -> None:
    is_named(described, path, "get", client.get(path))


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("search", {"query": "a", "limit": True}),
        ("search", {"query": "a", "year_to": False}),
        ("search", {"query": "_ –"}),
        ("search", {"query": "a", "year_from": 10**30}),
        ("search", {"query": "a", "year_from": -1}),
        ("ask", {"question": "a", "stream": 0}),
        ("ask", {"question": "a", "stream": "yes"}),
        ("compare", {"query": "a", "for_country": "AAA"}),
        ("brief", {"question": "a", "for_country": "AAA"}),
        ("brief", {"question": "a", "query": "b", "for_country": "EE"}),
        ("brief", {"query": "a", "for_country": "EE", "limit": 21}),
        ("brief", {"query": "a"}),
        ("brief", {}),
    ],
)
def test_what_the_schema_refuses_is_refused(client, name, body) -> None:
    assert client.post(f"/api/v1/{name}", json=body).status_code == 422


def addresses() -> Iterator[tuple[str, set[str]]]:
    """Every family of addresses, and what it takes."""
    yield from ((f"/api/v1/{name}", {"POST"}) for name in ("search", "ask", "compare"))
    yield "/api/v1/brief", {"GET", "HEAD", "POST"}
    yield "/feedback", {"GET", "HEAD", "POST"}
    for path in (
        "/", "/documents", "/documents/camps", "/documents/paper/pages/1", "/compare", "/glossary",
        "/about", "/help", "/accessibility", "/feedback/thanks", "/feed.atom", "/sitemap.xml",
        "/robots.txt", "/docs", "/openapi.json", "/static/sikk.css", "/health/live", "/health/ready", "/metrics",
        "/api/v1/documents", "/api/v1/documents/camps", "/api/v1/documents/camps/source",
        "/api/v1/documents/camps/indexed", "/api/v1/documents/paper/pages/1",
        "/api/v1/documents/paper/pages/1-1.pdf",
    ):  # fmt: skip
        yield path, {"GET", "HEAD"}


@pytest.mark.parametrize("method", METHODS)
def test_a_method_that_an_address_does_not_take_is_405_with_those_it_takes(client, method) -> None:
    for path, takes in addresses():
        answer = client.request(method, path)
        if method in takes:
            assert answer.status_code != 405, path
            continue
        assert answer.status_code == 405, path
        assert set(answer.headers["allow"].split(", ")) == takes, path
        assert answer.headers["content-type"] == "application/problem+json"


def test_every_answer_that_is_named_has_an_example_or_is_a_file(described) -> None:
    for path, operations in described["paths"].items():
        for method, operation in operations.items():
            for status, response in operation["responses"].items():
                assert response["description"]
                for media_type, said in response["content"].items():
                    told = (path, method, status, media_type)
                    if not said["schema"] or said["schema"]["type"] == "string":
                        continue
                    assert "example" in said, told
                    assert set(said["schema"].get("required", ())) <= set(said["example"]), told


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("search", {"query": "talgud"}),
        ("ask", {"question": TEXT}),
        ("compare", {"query": "talgud", "for_country": "FI"}),
    ],
)
def test_answers_have_the_keys_of_their_examples(client, described, name, body) -> None:
    said = described["paths"][f"/api/v1/{name}"]["post"]["responses"]["200"]["content"]
    example = said["application/json"]["example"]
    answer = client.post(f"/api/v1/{name}", json=body).json()
    assert example.keys() <= answer.keys()
    for key in ("hits", "passages", "claims"):
        for shown, own in zip(example.get(key, ()), answer.get(key, ()), strict=False):
            assert shown.keys() <= own.keys()
    json.dumps(described)
