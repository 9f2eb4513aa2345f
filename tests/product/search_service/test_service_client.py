"""What listens on this machine is reached whatever the environment says of proxies."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from search_service.index.server import ServerIndex
from search_service.service_client import announced, running_service


class Answers(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self._say({"asked": self.path, "result": {"exists": True}})

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self._say({"asked": self.path})

    def _say(self, said: dict[str, object]) -> None:
        body = json.dumps(said).encode()
        self.send_response(200)
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
