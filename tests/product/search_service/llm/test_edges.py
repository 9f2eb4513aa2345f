"""The language model at the edges: API, stream, page, metrics, doctor, command."""

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from making import WordEncoder
from scripted_server import Script, Server, fails, says, scripted, stalls
from starlette.testclient import TestClient

from corpus.settings import Settings
from search_service import doctor
from search_service.encoding.representation import Representation
from search_service.llm.chat_server import ChatServer
from search_service.llm.support import Support
from search_service.llm.writer import Writer
from search_service.phrases.phrases import phrase
from search_service.web import bodies
from search_service.web.app import create_app
from search_service.words.analyzer import Analyzer

HERE = ("127.0.0.1", 50_000)  # who asks: a program on this machine
TEXT = "Külas peeti loometalgud ja kutsuti kõik elanikud kohale."
TRUE = f'{TEXT} [1] "kutsuti kõik elanikud kohale"'
SUPPORT = Support(Representation(WordEncoder(), Analyzer()), Analyzer(), lambda _term, _lang: [])


@contextmanager
def asked(site, script: Script) -> Iterator[tuple[TestClient, Server]]:
    """A client of the site, whose model says what the script does."""
    site.add("camps", [TEXT])
    site.engine.indexer.sync()
    with scripted(script) as server:
        model = ChatServer(server.url, "m", key="sk-secret", seconds=0.7)
        engine = replace(site.engine, writer=Writer(model, SUPPORT, lambda citation: citation))
        app = create_app(engine, site.follower)
        with TestClient(app, raise_server_exceptions=False, client=HERE) as client:
            yield client, server


def test_ask_tells_what_the_model_wrote(site) -> None:
    with asked(site, says(f"{TRUE}\nKulud vähenesid 90%.")) as (client, server):
        answer = client.post("/api/v1/ask", json={"question": TEXT}).json()
    assert [claim["by_model"] for claim in answer["claims"]] == [True]
    assert answer["answer"] == TEXT
    model = answer["model"]
    assert (model["written"], model["kept"], model["dropped"]) == (2, 1, {"no_citation": 1})
    assert model["failure"] == "" and model["note"] and model["withheld"] == 0
    assert "sk-secret" not in json.dumps(answer)
    assert len(server.asked) == 1


def test_without_a_model_the_answer_says_so(site) -> None:
    site.add("camps", [TEXT])
    site.engine.indexer.sync()
    answer = site.client.post("/api/v1/ask", json={"question": TEXT}).json()
    assert answer["model"] is None
    assert [claim["by_model"] for claim in answer["claims"]] == [False]


def test_a_stream_gives_proved_claims_and_then_the_answer(site) -> None:
    script = says(f"Kulud vähenesid 90%.\n{TRUE}")
    with asked(site, script) as (client, _):
        answer = client.post("/api/v1/ask", json={"question": TEXT, "stream": True})
        whole = client.post("/api/v1/ask", json={"question": TEXT}).json()
    assert answer.headers["content-type"].startswith("application/x-ndjson")
    lines = [json.loads(line) for line in answer.text.splitlines()]
    assert [list(line) for line in lines] == [["claim"], ["answer"]]
    assert lines[0]["claim"] == lines[1]["answer"]["claims"][0] == whole["claims"][0]
    assert "90%" not in answer.text


def test_a_stream_without_a_model_gives_the_quotes(site) -> None:
    site.add("camps", [TEXT])
    site.engine.indexer.sync()
    answer = site.client.post("/api/v1/ask", json={"question": TEXT, "stream": True})
    lines = [json.loads(line) for line in answer.text.splitlines()]
    assert [list(line) for line in lines] == [["claim"], ["answer"]]


def test_a_wrong_question_is_said_before_the_stream(site) -> None:
    answer = site.client.post("/api/v1/ask", json={"question": "?", "stream": True})
    assert answer.status_code == 422


def test_the_page_shows_the_sentence_and_the_quote_below_it(site) -> None:
    said = f'Elanikud kutsuti kohale loometalgud peeti Külas ja kõik. [1] "{TEXT}"'
    with asked(site, says(said)) as (client, _):
        page = client.get("/", params={"query": TEXT}, headers={"Accept": "text/html"}).text
    sentence = page.index("Elanikud kutsuti kohale loometalgud")
    assert 'class="worded"' in page[:sentence]
    assert sentence < page.index("<blockquote")
    assert TEXT in page[sentence:]
    assert phrase("model_kept", "et", written=1, kept=1) in page


@pytest.mark.parametrize("script", [fails(500), stalls(2)])
def test_the_page_shows_the_quotes_when_the_model_fails(site, script: Script) -> None:
    with asked(site, script) as (client, _):
        page = client.get("/", params={"query": TEXT}, headers={"Accept": "text/html"})
    assert page.status_code == 200
    assert TEXT in page.text and 'class="worded"' not in page.text
    assert phrase("model_refused", "et") in page.text or phrase("model_timeout", "et") in page.text


def test_metrics_count_sentences_and_failures(site) -> None:
    with asked(site, says(f"{TRUE}\nKulud vähenesid 90%.")) as (client, _):
        client.post("/api/v1/ask", json={"question": TEXT})
        text = client.get("/metrics").text
    values = dict(line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
    assert values["sikk_model_sentences_written_total"] == "2.0"
    assert values["sikk_model_sentences_kept_total"] == "1.0"
    assert values['sikk_model_sentences_dropped_total{reason="no_citation"}'] == "1.0"
    assert values['sikk_model_sentences_dropped_total{reason="numbers"}'] == "0.0"
    assert values['sikk_model_failures_total{kind="timeout"}'] == "0.0"
    assert "sikk_model" not in site.client.get("/metrics").text


def test_the_request_takes_stream() -> None:
    request = bodies.checked("/api/v1/ask", {"question": "x", "stream": True})
    assert isinstance(request, bodies.AskRequest) and request.stream


def _finding(**fields: object) -> doctor.PartState:
    settings = Settings(**fields)
    return next(finding for finding in doctor.examine(settings) if finding.part == "llm")


def test_the_doctor_asks_the_server(tmp_path) -> None:
    assert _finding(data=tmp_path).ok
    with scripted(says(""), models=("small", "large")) as server:
        assert _finding(data=tmp_path, llm_url=server.url).message == "small answers"
        named = _finding(data=tmp_path, llm_url=server.url, llm_model="large", llm_key="sk-secret")
        assert named.ok and "large" in named.message
        wrong = _finding(data=tmp_path, llm_url=server.url, llm_model="huge")
        assert not wrong.ok and "SIKK_LLM_MODEL" in wrong.message and "small" in wrong.message
    with scripted(says(""), models=()) as server:
        assert not _finding(data=tmp_path, llm_url=server.url).ok
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    dead = _finding(data=tmp_path, llm_url=f"http://127.0.0.1:{port}", llm_key="sk-secret")
    assert not dead.ok and "SIKK_LLM_URL" in dead.message and "sk-secret" not in dead.message
    assert "SIKK_LLM_URL" in _finding(data=tmp_path, llm_url="nonsense").message


def test_a_brief_says_that_a_model_worded_it_and_shows_its_sentences(site) -> None:
    said = f'Elanikud kutsuti kohale loometalgud peeti Külas ja kõik. [1] "{TEXT}"'
    with asked(site, says(said)) as (client, _):
        body = {"question": TEXT, "format": "md"}
        answer = client.post("/api/v1/brief", json=body)
    assert answer.status_code == 200, answer.text
    plain = answer.text.replace("\\", "")
    assert phrase("model_kept", "et", written=1, kept=1) in plain
    assert "Elanikud kutsuti kohale loometalgud" in plain and TEXT in plain
