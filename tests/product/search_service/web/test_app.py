"""The HTTP API: the contract's keys, problems as RFC 9457 has them, drafts shown to nobody."""

import json
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from search_service.web.app import create_app

TEXT = "Külas peeti loometalgud ja kutsuti kõik elanikud kohale."


@pytest.fixture
def api(site):
    site.add("camps", [TEXT, "Teisel päeval räägiti teenustest ja nende hinnast."], year=2018)
    site.add("draft", ["Mustand, mida keegi ei tohi veel näha."], status="draft")
    site.engine.indexer.sync()
    return site.client


def post(api, path, **body):
    return api.post(f"/api/v1/{path}", json=body)


def test_search_has_the_contracts_keys(api):
    found = post(api, "search", query="loometalgud külas", limit=5).json()
    assert found.keys() >= {"query", "lang", "hits", "took_ms"}
    hit = found["hits"][0]
    assert hit.keys() >= {
        "rank", "score", "passage_id", "document_id", "title", "lang", "country", "type", "page",
        "section", "text",
    }  # fmt: skip
    assert (hit["rank"], hit["document_id"], hit["text"]) == (1, "camps", TEXT)
    assert [h["rank"] for h in found["hits"]] == [1, 2]


def test_ask_cites_what_stands_in_its_passages(api):
    answer = post(api, "ask", question=TEXT).json()
    assert answer.keys() >= {
        "question", "lang", "answered", "answer", "claims", "passages", "reason",
    }  # fmt: skip
    assert answer["answered"] is True
    texts = {passage["passage_id"]: passage["text"] for passage in answer["passages"]}
    citations = [c for claim in answer["claims"] for c in claim["citations"]]
    for citation in citations:
        assert citation.keys() >= {"passage_id", "document_id", "title", "page", "quote"}
        start, end = citation["start"], citation["end"]
        assert citation["quote"] == texts[citation["passage_id"]][start:end]
    assert citations[0]["document_id"] == "camps"


def test_a_filter_takes_one_value_or_a_list(api):
    for country in ("ee", ["FI", "EE"]):
        assert post(api, "search", query="talgud", country=country).json()["hits"]
    assert post(api, "search", query="talgud", not_country="EE").json()["hits"] == []
    assert post(api, "search", query="talgud", year_from=2018, year_to=2018).json()["hits"]


@pytest.mark.parametrize(
    ("path", "body", "named"),
    [
        ("search", {}, "query"),
        ("search", {"query": ""}, "empty"),
        ("search", {"query": "\u200b"}, "empty"),
        ("search", {"query": "a" * 2001}, "query"),
        ("search", {"query": 7}, "query"),
        ("search", {"query": "a", "limit": 0}, "limit"),
        ("search", {"query": "a", "limit": "many"}, "limit"),
        ("search", {"query": "a", "country": "XX"}, "XX"),
        ("search", {"query": "a", "sector": [1]}, "sector"),
        ("search", {"query": "a", "type": ["practice"] * 51}, "type"),
        ("search", {"query": "a", "year_from": 2020, "year_to": 2000}, "2020"),
        ("search", {"query": "a", "colour": "red"}, "colour"),
        ("ask", {"query": "a"}, "question"),
        ("ask", {"question": "a", "limit": 101}, "limit"),
    ],
)
def test_bad_input_is_a_problem_that_names_it(api, path, body, named):
    problem(post(api, path, **body), 422, named)


def problem(answer, status, named):
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert told["status"] == status and told["title"] and told["type"]
    assert named in told["detail"] and "\n" not in told["detail"]
    assert "Traceback" not in answer.text


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b"\xff", b'{"query": NaN}'])
def test_a_body_that_is_no_object_is_a_problem(api, content):
    headers = {"Content-Type": "application/json"}
    answer = api.post("/api/v1/search", content=content, headers=headers)
    assert answer.status_code in (400, 422)
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("method", "url", "status", "named"),
    [
        ("GET", "/api/v1/nowhere", 404, "/api/v1/nowhere"),
        ("GET", "/api/v1/documents/nobody", 404, "nobody"),
        ("GET", "/api/v1/documents/nobody/source", 404, "nobody"),
        ("GET", "/api/v1/documents/camps/pages/99", 404, "no pages"),
        ("GET", "/api/v1/documents/..%2f..%2fetc%2fpasswd", 404, ""),
        ("GET", "/api/v1/search", 405, "Method"),
        ("DELETE", "/api/v1/documents/camps", 405, "Method"),
    ],
)
def test_a_wrong_address_is_a_problem(api, method, url, status, named):
    problem(api.request(method, url), status, named)


def test_the_list_holds_what_is_published(api):
    documents = api.get("/api/v1/documents").json()["documents"]
    assert [document["id"] for document in documents] == ["camps"]
    one = api.get("/api/v1/documents/camps").json()
    assert one == documents[0]
    assert one["pages"] == one["passages"] == 2


@pytest.mark.parametrize("part", ["", "/source", "/pages/1"])
@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_what_is_not_published_is_shown_to_nobody(site, part, status):
    site.add("hidden", ["Mustand, mida keegi ei tohi veel näha."], status=status)
    site.engine.indexer.sync()
    answer = site.client.get(f"/api/v1/documents/hidden{part}")
    assert answer.status_code == 404
    assert "Mustand" not in answer.text
    found = post(site.client, "search", query="mustand mida keegi")
    assert found.json()["hits"] == []


def test_the_original_comes_as_a_file(api):
    answer = api.get("/api/v1/documents/camps/source")
    assert answer.status_code == 200
    assert answer.text.startswith(TEXT)
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_an_original_that_is_gone_is_a_problem(api, site):
    site.engine.sources.forget(site.engine.store.document("camps").source_hash)
    problem(api.get("/api/v1/documents/camps/source"), 404, "ingest the document again")


class BrokenSearcher:
    def search(self, *arguments):
        raise RuntimeError("secret of the house")


def test_a_fault_of_ours_is_a_500_without_a_trace_and_is_counted(site):
    engine = replace(site.engine, searcher=BrokenSearcher())
    with TestClient(create_app(engine, site.follower), raise_server_exceptions=False) as client:
        answer = post(client, "search", query="talgud")
        problem(answer, 500, "fault")
        assert "secret" not in answer.text
        assert answer.headers["x-content-type-options"] == "nosniff"
        metrics = client.get("/metrics").text
    assert "sikk_faults_total 1.0" in metrics


def test_health_says_whether_the_index_is_in_step(site):
    assert site.client.get("/health/live").json() == {"status": "ok"}
    assert site.client.get("/health/ready").status_code == 200
    site.follower.problem = "the disk is full"
    answer = site.client.get("/health/ready")
    assert (answer.status_code, answer.json()["problem"]) == (503, "the disk is full")
    site.follower.problem = None
    site.follower.ready.clear()
    answer = site.client.get("/health/ready")
    assert (answer.status_code, answer.json()["status"]) == (503, "indexing")


def test_metrics_count_passages_and_requests(api):
    post(api, "search", query="talgud")
    post(api, "search", query="")
    api.get("/api/v1/documents/camps")
    metrics = api.get("/metrics")
    assert metrics.headers["content-type"].startswith("text/plain")
    lines = metrics.text.splitlines()
    assert "sikk_passages 2.0" in lines
    for path, status in (
        ("/api/v1/search", 200),
        ("/api/v1/search", 422),
        ("/api/v1/documents/{document_id}", 200),
    ):
        assert f'sikk_request_seconds_count{{path="{path}",status="{status}"}} 1.0' in lines


def test_unknown_addresses_are_one_line_of_the_metrics(api):
    for n in range(5):
        api.get(f"/api/v1/nowhere/{n}")
    assert "/nowhere" not in api.get("/metrics").text


def test_the_description_lists_the_contract(api):
    description = api.get("/openapi.json").json()
    assert {
        "/api/v1/search", "/api/v1/ask", "/api/v1/documents", "/api/v1/documents/{document_id}",
        "/api/v1/documents/{document_id}/source", "/health/live", "/health/ready", "/metrics",
    } <= description["paths"].keys()  # fmt: skip
    assert json.dumps(description).count("trace") == 0
