"""A language model behind an OpenAI-compatible server: `POST …/chat/completions`, streaming.

    ChatServer("http://127.0.0.1:8080/v1", "gemma").stream([Message("user", "Tere!")])

The standard library's HTTP client is enough, and gives what this needs: no redirect is followed
(the key goes nowhere else), no proxy of the environment is used, and every read has only the
time that is left, so a server that drips cannot hold a reader. The key is in no message or log.
"""

from __future__ import annotations

import http.client
import json
import socket
import ssl
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from urllib.parse import urlsplit

from corpus.errors import BadInput
from search_service.llm.chat import (
    CUT_OFF,
    MALFORMED,
    REFUSED,
    TIMEOUT,
    TOO_LONG,
    UNREACHABLE,
    Message,
    ModelFailure,
)

MOST_TOKENS = 600  # asked for; by hand: an answer is a few sentences
_MOST_BYTES = 1 << 20  # read of a response; by hand: each token comes in some 250 bytes of JSON
_MOST_CHARACTERS = 12_000  # of an answer; by hand: five times what the tokens asked for come to
_CONNECT_SECONDS = 5.0  # by hand: a server beside us answers at once
_PIECE = 1 << 14  # bytes of one read; by hand
_CHAT = "/chat/completions"

Json = dict[str, object]


class ChatServer:
    """One server and one model on it; holds no connection between answers."""

    def __init__(
        self, url: str, model: str | None = None, key: str | None = None, seconds: float = 30.0
    ) -> None:
        """Nothing is asked yet.

        Raises:
            BadInput: the address is not that of an HTTP server, or the key is none.
        """
        if key is not None and not (key.isascii() and key.isprintable()):
            raise BadInput("SIKK_LLM_KEY: a key has only printable ASCII characters")
        self._secure, self._host, self._port, self._base = _parts(url)
        self._model = model
        self._key = key
        self._seconds = seconds

    def stream(self, messages: Sequence[Message]) -> Iterator[str]:
        """The pieces of the model's answer, as they come.

        Raises:
            ModelFailure: the server cannot be reached, is too slow, refuses or talks nonsense.
        """
        deadline = time.monotonic() + self._seconds
        body = {
            "model": self._model or self._first_model(deadline),
            "messages": [{"role": role, "content": text} for role, text in messages],
            "stream": True,
            "temperature": 0,
            "max_tokens": MOST_TOKENS,
        }
        with self._exchange("POST", self._base + _CHAT, deadline, body) as exchange:
            yield from _limited(exchange.pieces())

    def models(self) -> list[str]:
        """The names of the models that the server lists.

        Raises:
            ModelFailure: as for `stream`.
        """
        deadline = time.monotonic() + min(self._seconds, 2 * _CONNECT_SECONDS)
        return self._models(deadline)

    def _models(self, deadline: float) -> list[str]:
        with self._exchange("GET", self._base + "/models", deadline) as exchange:
            listed = _json(b"".join(exchange.chunks())).get("data")
        if not isinstance(listed, list):
            raise ModelFailure(MALFORMED, "the list of models is not one")
        return [str(model["id"]) for model in listed if isinstance(model, dict) and "id" in model]

    def _first_model(self, deadline: float) -> str:
        names = self._models(deadline)
        if not names:
            raise ModelFailure(REFUSED, "the server lists no model; set SIKK_LLM_MODEL")
        self._model = names[0]
        return names[0]

    @contextmanager
    def _exchange(
        self, method: str, path: str, deadline: float, body: Mapping[str, object] | None = None
    ) -> Iterator[_Exchange]:
        headers = {"Accept": "text/event-stream, application/json", "Connection": "close"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        if body is not None:
            headers["Content-Type"] = "application/json"
        connection = self._connection(deadline)
        try:
            connection.connect()
            own = connection.sock  # the connection forgets it once the response has begun
            _allow(own, deadline)
            sent = None if body is None else json.dumps(body, ensure_ascii=False).encode()
            connection.request(method, path, sent, headers)
            _allow(own, deadline)
            with connection.getresponse() as response:
                yield _Exchange(response, own, deadline)
        except TimeoutError:
            raise ModelFailure(TIMEOUT, f"no answer within {self._seconds:g} s") from None
        except http.client.HTTPException as error:
            kind = CUT_OFF if isinstance(error, http.client.IncompleteRead) else MALFORMED
            raise ModelFailure(kind, f"not HTTP as it should be: {type(error).__name__}") from None
        except OSError as error:
            raise ModelFailure(UNREACHABLE, error.strerror or type(error).__name__) from None
        finally:
            connection.close()

    def _connection(self, deadline: float) -> http.client.HTTPConnection:
        seconds = min(_CONNECT_SECONDS, max(deadline - time.monotonic(), 0.01))
        if self._secure:
            context = ssl.create_default_context()
            return http.client.HTTPSConnection(
                self._host, self._port, timeout=seconds, context=context
            )
        return http.client.HTTPConnection(self._host, self._port, timeout=seconds)


class _Exchange:
    """One response that is being read, never past its deadline."""

    def __init__(
        self, response: http.client.HTTPResponse, socket_: socket.socket, deadline: float
    ) -> None:
        self._response = response
        self._socket = socket_
        self._deadline = deadline
        if response.status != http.client.OK:
            raise ModelFailure(REFUSED, f"HTTP status {response.status}")

    def chunks(self) -> Iterator[bytes]:
        """The body as it comes."""
        received = 0
        while True:
            _allow(self._socket, self._deadline)
            chunk = self._response.read1(_PIECE)
            if not chunk:
                return
            received += len(chunk)
            if received > _MOST_BYTES:
                raise ModelFailure(TOO_LONG, f"more than {_MOST_BYTES} bytes")
            yield chunk

    def pieces(self) -> Iterator[str]:
        """The text in it: of server-sent events, or of one whole completion."""
        if "event-stream" not in (self._response.getheader("Content-Type") or ""):
            yield _content(_json(b"".join(self.chunks())), "message")
            return
        finished = False
        for line in _lines(self.chunks()):
            if not line.startswith(b"data:"):
                continue  # a comment, or an event's name
            data = line[5:].strip()
            if data == b"[DONE]":
                return
            event = _json(data)
            finished = finished or _finished(event)
            yield _content(event, "delta")
        if not finished:
            raise ModelFailure(CUT_OFF, "the stream ended in the middle")


def _parts(url: str) -> tuple[bool, str, int | None, str]:
    """Whether it is HTTPS, the host, the port, and the path below which the API lies."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise BadInput(f"SIKK_LLM_URL: {error}; give http://HOST:PORT/v1") from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise BadInput("SIKK_LLM_URL: not an http or https address; give http://HOST:PORT/v1")
    if parts.username or parts.password:
        raise BadInput("SIKK_LLM_URL: leave the password out; a key goes into SIKK_LLM_KEY")
    base = parts.path.rstrip("/").removesuffix(_CHAT)
    return parts.scheme == "https", parts.hostname, port, base or "/v1"


def _allow(socket_: socket.socket, deadline: float) -> None:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    if socket_.fileno() >= 0:  # closed already: the rest of the answer is in the buffer
        socket_.settimeout(left)


def _lines(chunks: Iterator[bytes]) -> Iterator[bytes]:
    rest = b""
    for chunk in chunks:
        *whole, rest = (rest + chunk).split(b"\n")
        yield from whole
    yield rest


def _json(data: bytes) -> Json:
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        raise ModelFailure(MALFORMED, "not JSON") from None
    if not isinstance(found, dict):
        raise ModelFailure(MALFORMED, "not a JSON object")
    if "error" in found:
        raise ModelFailure(REFUSED, "the server reports an error")
    return found


def _choice(event: Json) -> Json:
    choices = event.get("choices")
    if not isinstance(choices, list):
        raise ModelFailure(MALFORMED, "no choices")
    if not choices:
        return {}  # such as the last event of some servers, which counts tokens
    if not isinstance(choices[0], dict):
        raise ModelFailure(MALFORMED, "the choice is not an object")
    return choices[0]


def _content(event: Json, key: str) -> str:
    said = _choice(event).get(key)
    if said is None:
        return ""
    content = said.get("content") if isinstance(said, dict) else said
    if content is not None and not isinstance(content, str):
        raise ModelFailure(MALFORMED, "the text is not one")
    return content or ""


def _finished(event: Json) -> bool:
    return bool(_choice(event).get("finish_reason"))


def _limited(pieces: Iterator[str]) -> Iterator[str]:
    written = 0
    for piece in pieces:
        written += len(piece)
        if written > _MOST_CHARACTERS:
            raise ModelFailure(TOO_LONG, f"more than {_MOST_CHARACTERS} characters")
        yield piece
