"""What listens on this machine is reached past proxies; what it refuses is an error of ours."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from corpus.errors import BadInput, Overloaded, SikkError
from search_service.index.server import ServerIndex
from search_service.service_client import ServiceClient, announced, running_service

BUSY = Overloaded("too many requests wait (search)", 3)
WRONG = BadInput("the query is empty")
REFUSED: dict[str, tuple[int, str, dict[str, str]]] = {
    "/busy": (BUSY.status, str(BUSY), {"Retry-After": str(BUSY.retry_after)}),
    "/wrong": (WRONG.status, str(WRONG), {}),
}


class Answers(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self._say({"asked": self.path, "result": {"exists": True}})

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        if refused := REFUSED.get(self.path):
            status, detail, headers = refused
            self._say({"detail": detail}, status, headers)
        else:
            self._say({"asked": self.path})

    def _say(
        self, said: dict[str, object], status: int = 200, headers: Mapping[str, str] | None = None
    ) -> None:
        body = json.dumps(said).encode()
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def url() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("name", ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"])
def test_loopback_never_goes_through_a_proxy(
    url: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for each in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(each, raising=False)
    monkeypatch.setenv(name, "http://127.0.0.1:9")  # nobody answers there
    with announced(tmp_path, url):
        service = running_service(tmp_path)
        assert service is not None
        assert service.get("/a")["asked"] == "/a"
        assert service.post("/b", {"question": "Küsimus?"}) == {"asked": "/b"}
        index = ServerIndex.open(url, "sikk-test", 8)
        assert index is not None
        index.close()
    assert running_service(tmp_path) is None


@pytest.mark.parametrize(("path", "error"), [("/busy", BUSY), ("/wrong", WRONG)])
def test_a_refusal_is_told_as_the_service_would_tell_it(
    url: str, path: str, error: SikkError
) -> None:
    with pytest.raises(type(error)) as told:
        ServiceClient(url).post(path, {})
    assert type(told.value) is type(error)
    assert str(told.value) == str(error)
    assert told.value.exit_code == error.exit_code


def test_a_busy_service_says_when_to_come_back(url: str) -> None:
    with pytest.raises(Overloaded) as told:
        ServiceClient(url).fetch("/busy", {})
    assert told.value.retry_after == 3
    assert told.value.exit_code == 4
