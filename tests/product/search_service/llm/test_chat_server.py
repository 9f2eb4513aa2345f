"""A real HTTP server on this machine that behaves as good and bad model servers do."""

import json
import socket
import threading
import time

import pytest
from scripted_server import Reply, fails, says, scripted, stalls

from corpus.errors import BadInput
from search_service.llm.chat import (
    CUT_OFF,
    FAILURES,
    MALFORMED,
    REFUSED,
    TIMEOUT,
    TOO_LONG,
    UNREACHABLE,
    Message,
    ModelFailure,
)
from search_service.llm.chat_server import ChatServer

ASKED = [Message("system", "Be brief."), Message("user", "Tere! Õhtu?")]
KEY = "sk-very-secret"


def answer(url: str, seconds: float = 5, **options: str) -> str:
    return "".join(ChatServer(url, seconds=seconds, **options).stream(ASKED))


def failure(script, seconds: float = 5) -> ModelFailure:
    with scripted(script) as server, pytest.raises(ModelFailure) as caught:
        answer(server.url, seconds, model="m", key=KEY)
    assert caught.value.kind in FAILURES
    assert KEY not in str(caught.value)
    return caught.value


def test_the_pieces_joined_are_what_the_model_said() -> None:
    text = "Õppijaid oli 827.\nJa “mentoreid” 810. 🙂"
    with scripted(says(text, pieces=3)) as server:
        assert answer(server.url, model="m", key=KEY) == text
    ((path, headers, body),) = server.asked
    assert path == "/v1/chat/completions"
    assert headers["Authorization"] == f"Bearer {KEY}"
    assert body["stream"] is True and body["model"] == "m" and body["temperature"] == 0
    assert body["messages"][1] == {"role": "user", "content": "Tere! Õhtu?"}


def test_pieces_come_before_the_answer_is_whole() -> None:
    go_on = threading.Event()

    def script(reply: Reply) -> None:
        reply.head()
        reply.event("first")
        assert go_on.wait(5)
        reply.event("second")
        reply.done()

    with scripted(script) as server:
        pieces = ChatServer(server.url, "m").stream(ASKED)
        assert next(pieces) == "first"
        go_on.set()
        assert list(pieces) == ["second"]


def test_without_a_key_none_is_sent_and_without_a_model_the_first_listed_is_asked() -> None:
    with scripted(says("a"), models=("first", "second")) as server:
        chat = ChatServer(server.url)
        assert "".join(chat.stream(ASKED)) + "".join(chat.stream(ASKED)) == "aa"
        assert chat.models() == ["first", "second"]
    paths = [path for path, _, _ in server.asked]
    assert paths == ["/v1/models", *["/v1/chat/completions"] * 2, "/v1/models"]
    assert server.asked[1][2]["model"] == "first"
    assert all("Authorization" not in headers for _, headers, _ in server.asked)


def test_a_server_without_models_is_refused() -> None:
    with scripted(says("a"), models=()) as server, pytest.raises(ModelFailure) as caught:
        answer(server.url)
    assert caught.value.kind == REFUSED


@pytest.mark.parametrize("ending", ["", "/v1", "/v1/", "/v1/chat/completions"])
def test_the_address_may_be_written_as_people_write_it(ending: str) -> None:
    with scripted(says("yes")) as server:
        assert answer(server.url.removesuffix("/v1") + ending, model="m") == "yes"


@pytest.mark.parametrize(
    "url", ["ftp://host/v1", "host:8080", "", "http://", "http://h:port/v1", "http://u:pw@h/v1"]
)
def test_a_wrong_address_is_said_at_once_without_what_is_secret(url: str) -> None:
    with pytest.raises(BadInput, match="SIKK_LLM_URL") as caught:
        ChatServer(url)
    assert "pw" not in str(caught.value)


def test_a_key_that_cannot_be_sent_is_refused_without_being_shown() -> None:
    with pytest.raises(BadInput, match="SIKK_LLM_KEY") as caught:
        ChatServer("http://127.0.0.1/v1", key="secret\r\nX: y")
    assert "secret" not in str(caught.value)


def test_a_server_that_does_not_stream_is_understood() -> None:
    def script(reply: Reply) -> None:
        reply.head(kind="application/json")
        reply.raw(json.dumps({"choices": [{"message": {"role": "assistant", "content": "all"}}]}))

    with scripted(script) as server:
        assert answer(server.url, model="m") == "all"


def test_comments_empty_events_and_a_count_of_tokens_are_passed_over() -> None:
    def script(reply: Reply) -> None:
        reply.head()
        reply.raw(": ping\n\nevent: x\n\n")
        reply.raw('data: {"choices": [{"delta": {"role": "assistant"}}]}\n\n')
        reply.event("a")
        reply.event("b", finish_reason="stop")
        reply.raw('data: {"choices": [], "usage": {"total_tokens": 3}}\n\n')

    with scripted(script) as server:
        assert answer(server.url, model="m") == "ab"


def test_a_dead_server_is_unreachable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(ModelFailure) as caught:
        answer(f"http://127.0.0.1:{port}/v1", model="m")
    assert caught.value.kind == UNREACHABLE


def test_a_server_that_never_answers_is_given_up_in_time() -> None:
    assert failure(stalls(3), seconds=0.3).kind == TIMEOUT


def test_a_server_that_drips_is_given_up_in_time() -> None:
    def script(reply: Reply) -> None:
        reply.head()
        for _ in range(100):
            reply.event("a")
            time.sleep(0.05)

    assert failure(script, seconds=0.4).kind == TIMEOUT


@pytest.mark.parametrize("status", [400, 401, 404, 429, 500, 503])
def test_an_error_is_a_refusal(status: int) -> None:
    found = failure(fails(status))
    assert found.kind == REFUSED and str(status) in str(found)


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_not_followed(status: int) -> None:
    with scripted(says("stolen")) as other:

        def script(reply: Reply) -> None:
            reply.head(status, Location=other.url + "/chat/completions")

        assert failure(script).kind == REFUSED
    assert other.asked == []


def test_a_proxy_of_the_environment_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    with scripted(says("stolen")) as proxy, scripted(says("own")) as server:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.url)
        assert answer(server.url, model="m") == "own"
    assert proxy.asked == []


@pytest.mark.parametrize(
    "data",
    [
        "data: nonsense\n\n", "data: [1, 2]\n\n", 'data: {"other": 1}\n\n',
        'data: {"choices": ["x"]}\n\n', 'data: {"choices": [{"delta": {"content": 7}}]}\n\n',
        "data: " + "[" * 100_000 + "\n\n", b"data: \xff\xfe\n\n",
    ],
)  # fmt: skip
def test_what_is_no_chat_is_malformed(data: str | bytes) -> None:
    def script(reply: Reply) -> None:
        reply.head()
        reply.raw(data)

    assert failure(script).kind == MALFORMED


def test_a_page_instead_of_a_chat_is_malformed() -> None:
    def script(reply: Reply) -> None:
        reply.head(kind="text/html")
        reply.raw("<html>Welcome</html>")

    assert failure(script).kind == MALFORMED


def test_what_is_not_http_is_malformed() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            client, _ = listener.accept()
            with client:
                client.recv(1 << 16)
                client.sendall(b"garbage\r\n\r\n")

        thread = threading.Thread(target=serve)
        thread.start()
        with pytest.raises(ModelFailure) as caught:
            answer(f"http://127.0.0.1:{listener.getsockname()[1]}/v1", model="m")
        thread.join()
    assert caught.value.kind in (MALFORMED, UNREACHABLE)


def test_an_error_in_the_stream_is_a_refusal() -> None:
    def script(reply: Reply) -> None:
        reply.head()
        reply.event("a")
        reply.raw('data: {"error": {"message": "out of memory"}}\n\n')

    assert failure(script).kind == REFUSED


def test_a_stream_that_ends_in_the_middle_is_cut_off_and_keeps_what_came() -> None:
    def script(reply: Reply) -> None:
        reply.head()
        reply.event("half of a sen")

    with scripted(script) as server:
        pieces = ChatServer(server.url, "m").stream(ASKED)
        assert next(pieces) == "half of a sen"
        with pytest.raises(ModelFailure) as caught:
            list(pieces)
    assert caught.value.kind == CUT_OFF


def test_a_flood_is_stopped() -> None:
    def words(reply: Reply) -> None:
        reply.head()
        while True:
            reply.event("very long " * 100)

    def silence(reply: Reply) -> None:
        reply.head()
        while True:
            reply.raw(": " + "x" * 10_000 + "\n")

    assert failure(words).kind == TOO_LONG
    assert failure(silence).kind == TOO_LONG


def test_a_reader_who_leaves_closes_the_connection() -> None:
    gone = threading.Event()

    def script(reply: Reply) -> None:
        reply.head()
        try:
            while True:
                reply.event("more ")
                time.sleep(0.01)
        except OSError:
            gone.set()

    with scripted(script) as server:
        pieces = ChatServer(server.url, "m").stream(ASKED)
        next(pieces)
        pieces.close()
        assert gone.wait(5)
