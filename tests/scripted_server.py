"""A language model's server that says what a test tells it to: real sockets, real HTTP.

with scripted(says('It helped. [1] "It helped."')) as server:
    ChatServer(server.url).stream(...)
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Script = Callable[["Reply"], None]


@dataclass
class Server:
    """Where it listens, and what it was asked: (path, headers, body) each."""

    url: str
    asked: list[tuple[str, dict[str, str], dict]] = field(default_factory=list)

    @property
    def prompts(self) -> list[str]:
        """The text of all turns of each chat."""
        return [
            "\n".join(turn["content"] for turn in body["messages"])
            for path, _, body in self.asked
            if path.endswith("/chat/completions")
        ]


class Reply(BaseHTTPRequestHandler):
    """What a script answers with; `body` is the request's JSON."""

    protocol_version = "HTTP/1.1"
    body: dict

    def head(self, status: int = 200, kind: str = "text/event-stream", **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Connection", "close")
        self.end_headers()

    def event(self, text: str, **choice: object) -> None:
        part = {"choices": [{"index": 0, "delta": {"content": text}, **choice}]}
        self.raw(f"data: {json.dumps(part)}\n\n")

    def done(self) -> None:
        self.raw("data: [DONE]\n\n")

    def raw(self, text: str | bytes) -> None:
        self.wfile.write(text.encode() if isinstance(text, str) else text)
        self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:
        pass


def says(text: str, pieces: int = 7) -> Script:
    """A script that streams this text, so many characters at a time."""

    def script(reply: Reply) -> None:
        reply.head()
        for at in range(0, len(text), pieces):
            reply.event(text[at : at + pieces])
        reply.done()

    return script


def stalls(seconds: float, before: str = "") -> Script:
    """A script that says something, then nothing for so long."""

    def script(reply: Reply) -> None:
        reply.head()
        if before:
            reply.event(before)
        time.sleep(seconds)

    return script


def fails(status: int) -> Script:
    """A script that answers with an error."""

    def script(reply: Reply) -> None:
        reply.head(status, "application/json")
        reply.raw('{"error": {"message": "no"}}')

    return script


@contextmanager
def scripted(script: Script, models: tuple[str, ...] = ("small",)) -> Iterator[Server]:
    """The server, while the block runs."""
    known: Server

    class Handler(Reply):
        def do_GET(self) -> None:
            known.asked.append((self.path, dict(self.headers), {}))
            self.head(200, "application/json")
            self.raw(json.dumps({"object": "list", "data": [{"id": name} for name in models]}))

        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            self.body = json.loads(self.rfile.read(length))
            known.asked.append((self.path, dict(self.headers), self.body))
            with suppress(OSError):  # the other side has gone, as some tests want
                script(self)
            self.close_connection = True

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    known = Server(f"http://127.0.0.1:{server.server_port}/v1")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield known
    finally:
        server.shutdown()
        thread.join()
        server.socket.close()
