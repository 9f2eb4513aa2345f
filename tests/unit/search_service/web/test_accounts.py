"""The account of a request: its id, its line in the log, and what the line never holds."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from fastapi import FastAPI, Request, Response
from starlette.testclient import TestClient

from corpus.errors import BadInput
from search_service import logs
from search_service.web.admission import Admission, QueueLimits
from search_service.web.middleware.accounts import Accounts, account
from search_service.web.middleware.head_requests import HeadRequests
from search_service.web.request_metrics import RequestMetrics

QUESTION = "Mis on minu naabri diagnoos?"


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    """The file that log lines go to for this test."""
    file = tmp_path / "sikk.log"
    before = logging.getLogger().handlers, logging.getLogger().level
    logs.configure(file)
    yield file
    structlog.reset_defaults()
    for handler in logging.getLogger().handlers:
        handler.close()
    logging.getLogger().handlers, logging.getLogger().level = before


async def sorry(request: Request) -> Response:
    return Response("a fault", 500)


def client(log_questions: bool = False) -> TestClient:
    app = FastAPI()

    @app.get("/things/{name}")
    async def thing(request: Request, name: str) -> dict[str, str]:
        account(request).question = request.query_params.get("query", "")
        account(request).waited = 0.25
        structlog.get_logger("search_service").warning("within")
        if name == "broken":
            raise RuntimeError("secret of the house")
        return {}

    app.add_middleware(HeadRequests)
    metrics = RequestMetrics(lambda: 7, Admission(QueueLimits(processors=1)), None)
    app.add_middleware(Accounts, metrics=metrics, fault=sorry, log_questions=log_questions)
    return TestClient(app)


def lines(log: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]


def test_each_request_is_a_line_with_its_route_and_id(log: Path) -> None:
    answer = client().get("/things/spoon", params={"query": QUESTION})
    within, line = lines(log)
    assert (line["event"], line["method"], line["route"]) == ("request", "GET", "/things/{name}")
    assert (line["status"], line["waited_ms"]) == (200, 250.0)
    assert line["ms"] >= 0 and line["level"] == "info" and "timestamp" in line
    assert line["request_id"] == within["request_id"] == answer.headers["x-request-id"]


@pytest.mark.parametrize("given", ["a", "7f3c-42.B_9", "x" * 64])
def test_a_valid_id_is_taken_over(log: Path, given: str) -> None:
    answer = client().get("/things/spoon", headers={"X-Request-ID": given})
    assert answer.headers["x-request-id"] == lines(log)[-1]["request_id"] == given


@pytest.mark.parametrize(
    "given", ["", "x" * 65, "a b", 'a"b', "a;b", "ä".encode().decode("latin1")]
)
def test_another_gets_an_id_of_ours(log: Path, given: str) -> None:
    headers = {b"X-Request-ID": given.encode("latin1")}
    answer = client().get("/things/spoon", headers=headers)  # type: ignore[arg-type]
    assert answer.headers["x-request-id"] != given
    assert len(answer.headers["x-request-id"]) == 32


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "TRACE"])
@pytest.mark.parametrize("path", ["/things/spoon", "/things/broken", f"/{QUESTION}", "/nowhere"])
def test_the_question_is_in_no_line(log: Path, method: str, path: str) -> None:
    client().request(method, path, params={"query": QUESTION})
    text = log.read_text(encoding="utf-8")
    assert "naabri" not in text
    assert lines(log)[-1]["event"] == "request"
    assert lines(log)[-1]["method"] == method


def test_a_setting_lets_the_question_in(log: Path) -> None:
    client(log_questions=True).get("/things/spoon", params={"query": QUESTION})
    assert lines(log)[-1]["question"] == QUESTION


def test_a_fault_is_logged_with_its_trace_and_answered_without(log: Path) -> None:
    answer = client().get("/things/broken")
    assert (answer.status_code, answer.text) == (500, "a fault")
    _, fault, line = lines(log)
    assert fault["event"] == "fault" and "secret of the house" in str(fault["exception"])
    assert fault["request_id"] == line["request_id"] == answer.headers["x-request-id"]
    assert line["status"] == 500


def test_lines_of_libraries_look_alike(log: Path) -> None:
    logging.getLogger("uvicorn.error").error("Invalid HTTP request received.")
    (line,) = lines(log)
    assert (line["event"], line["level"]) == ("Invalid HTTP request received.", "error")


def test_a_file_that_cannot_be_written_is_told_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="SIKK_LOG_FILE") as told:
        logs.configure(tmp_path / "nowhere" / "sikk.log")
    assert "\n" not in str(told.value)
