"""A service with more to do than it can: who is turned away, how, and that it gets over it."""

from __future__ import annotations

import asyncio
import json
import queue
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from search_service.engine import Engine
from search_service.web.admission import Admission, QueueLimits
from search_service.web.app import create_app
from search_service.web.problems import CLIENT_GONE

PATIENCE = 30
LIMITS = QueueLimits(processors=2, search_wait=0.01, long_wait=0.01, seconds=PATIENCE)


class Gate:
    """Stands before a part of the engine: calls wait until it is opened."""

    def __init__(self, part: object, method: str) -> None:
        self._part, self._method = part, method
        self.open = threading.Event()
        self.calls = threading.Semaphore(0)

    def __getattr__(self, name: str) -> object:
        found = getattr(self._part, name)
        return self._gated(found) if name == self._method else found

    def _gated(self, call: Callable[..., object]) -> Callable[..., object]:
        def gated(*args: object, **named: object) -> object:
            self.calls.release()
            assert self.open.wait(PATIENCE)
            return call(*args, **named)

        return gated


class Busy:
    """A site whose searches and comparisons wait at a gate."""

    def __init__(self, site, limits: QueueLimits = LIMITS) -> None:
        self.searcher = Gate(site.engine.searcher, "search")
        self.comparer = Gate(site.engine.comparer, "compare")
        self.engine: Engine = replace(site.engine, searcher=self.searcher, comparer=self.comparer)
        self.admission = Admission(limits)
        app = create_app(self.engine, site.follower, self.admission)
        self.client = TestClient(app, raise_server_exceptions=False, client=("127.0.0.1", 1))
        self._threads = ThreadPoolExecutor(16)

    def ask(self, method: str, url: str, **how) -> Future:
        return self._threads.submit(self.client.request, method, url, **how)

    def wait_for(self, work: str, running: int, waiting: int) -> None:
        """Returns once so many run and wait; what is asked for is on its way already."""
        for _ in range(PATIENCE * 100):
            found = self.admission.counts()[work]
            if (found.running, found.waiting) == (running, waiting):
                return
            threading.Event().wait(0.01)
        raise AssertionError(self.admission.counts())

    def close(self) -> None:
        self.searcher.open.set()
        self.comparer.open.set()
        self._threads.shutdown()
        self.admission.close()


@pytest.fixture
def busy(site) -> Iterator[Busy]:
    site.add("camps", ["Külas peeti loometalgud ja kutsuti kõik elanikud kohale."])
    site.engine.indexer.sync()
    busy = Busy(site)
    with busy.client:
        yield busy
        busy.close()


SEARCH = ("POST", "/api/v1/search", {"json": {"query": "loometalgud"}})
ASK = ("POST", "/api/v1/ask", {"json": {"question": "Mida peeti?"}})
STREAM = ("POST", "/api/v1/ask", {"json": {"question": "Mida peeti?", "stream": True}})
BRIEF = ("POST", "/api/v1/brief", {"json": {"question": "Mida peeti?", "format": "md"}})
COMPARE = ("POST", "/api/v1/compare", {"json": {"query": "talgud", "for_country": "FI"}})
PAGE = ("GET", "/?query=loometalgud", {})
COMPARE_PAGE = ("GET", "/compare?query=loometalgud", {})


def fill(busy: Busy, work: str, request: tuple) -> list[Future]:
    """Such requests until the places are taken and one waits."""
    method, url, how = request
    running = 2 if work == "search" else 1
    asked = [busy.ask(method, url, **how) for _ in range(running + 1)]
    busy.wait_for(work, running, 1)
    return asked


@pytest.mark.parametrize(
    ("work", "request_"),
    [
        ("search", SEARCH), ("answer", ASK), ("answer", STREAM), ("answer", BRIEF),
        ("answer", PAGE), ("comparison", COMPARE), ("comparison", COMPARE_PAGE),
    ],
)  # fmt: skip
def test_above_the_queue_a_request_is_turned_away_and_later_answered(busy, work, request_) -> None:
    before = fill(busy, work, request_)
    method, url, how = request_
    away = busy.client.request(method, url, **how)
    assert away.status_code == 503
    assert int(away.headers["retry-after"]) >= 1
    assert away.json()["title"] == "Service Unavailable" and work in away.json()["detail"]
    assert away.headers["content-type"] == "application/problem+json"
    assert f'sikk_turned_away_total{{work="{work}"}} 1.0' in busy.client.get("/metrics").text
    busy.searcher.open.set()
    busy.comparer.open.set()
    assert [each.result(PATIENCE).status_code for each in before] == [200] * len(before)
    assert busy.client.request(method, url, **how).status_code == 200


@pytest.mark.parametrize(
    ("lang", "said"), [("et", "Teenusel on praegu kiire"), ("en", "The service is busy just now")]
)
@pytest.mark.parametrize("request_", [PAGE, COMPARE_PAGE])
def test_a_browser_gets_a_page_in_its_language(busy, lang, said, request_) -> None:
    fill(busy, "answer" if request_ is PAGE else "comparison", request_)
    headers = {"Accept": "text/html", "Accept-Language": lang}
    away = busy.client.get(request_[1], headers=headers)
    assert away.status_code == 503 and int(away.headers["retry-after"]) >= 1
    assert said in away.text and f'<html lang="{lang}">' in away.text


@pytest.mark.parametrize("long", [ASK, STREAM, PAGE, COMPARE])
def test_a_search_is_answered_while_long_work_is_under_way(site, busy, long) -> None:
    kind = "comparison" if long is COMPARE else "answer"
    answerer = Gate(site.engine.answerer, "answer")
    engine = replace(site.engine, answerer=answerer, comparer=busy.comparer)
    admission = Admission(LIMITS)
    app = create_app(engine, site.follower, admission)
    with TestClient(app) as client, ThreadPoolExecutor(4) as threads:
        method, url, how = long
        asked = [threads.submit(client.request, method, url, **how) for _ in range(2)]
        gate = busy.comparer if long is COMPARE else answerer
        assert gate.calls.acquire(timeout=PATIENCE)
        found = client.post("/api/v1/search", json={"query": "loometalgud"})
        assert found.status_code == 200 and found.json()["hits"]
        assert admission.counts()[kind].running == 1
        assert not any(each.done() for each in asked)
        gate.open.set()
    admission.close()


@pytest.mark.parametrize("request_", [SEARCH, ASK, COMPARE, BRIEF])
def test_a_request_that_takes_too_long_is_given_up(site, request_) -> None:
    site.add("camps", ["Külas peeti loometalgud."])
    site.engine.indexer.sync()
    busy = Busy(site, replace(LIMITS, seconds=0.05))
    method, url, how = request_
    with busy.client:
        late = busy.client.request(method, url, **how)
        assert late.status_code == 503 and "took more than" in late.json()["detail"]
        assert "retry-after" in late.headers
        busy.close()


def test_light_addresses_are_served_whatever_waits(busy) -> None:
    fill(busy, "answer", ASK)
    for url in ("/", "/documents", "/documents/camps", "/glossary", "/health/live", "/compare"):
        assert busy.client.get(url).status_code == 200, url


@pytest.mark.parametrize("bad", [{"query": "  "}, {"query": "a", "country": "XX"}, {}])
def test_what_cannot_be_carried_out_needs_no_place(busy, bad) -> None:
    fill(busy, "search", SEARCH)
    assert busy.client.post("/api/v1/search", json=bad).status_code == 422


class Caller:
    """One request straight to the application, whose client may go away."""

    def __init__(self, busy: Busy, url: str, body: dict[str, object]) -> None:
        self._content = json.dumps(body).encode()
        self._scope = {
            "type": "http", "method": "POST", "path": url, "raw_path": url.encode(),
            "query_string": b"", "scheme": "http", "server": ("127.0.0.1", 80),
            "headers": [(b"content-type", b"application/json")], "client": ("127.0.0.1", 1),
        }  # fmt: skip
        self._app = busy.client.app
        self._told: queue.Queue[dict[str, object]] = queue.Queue()
        self._told.put({"type": "http.request", "body": self._content, "more_body": False})
        self.statuses: list[int] = []
        self._thread = threading.Thread(target=lambda: asyncio.run(self._call()))
        self._thread.start()

    def goes_away(self) -> None:
        self._told.put({"type": "http.disconnect"})
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive()

    async def _call(self) -> None:
        async def receive() -> dict[str, object]:
            while self._told.empty():
                await asyncio.sleep(0.01)
            return self._told.get()

        async def send(message: dict[str, object]) -> None:
            if message["type"] == "http.response.start":
                self.statuses.append(message["status"])

        await self._app(self._scope, receive, send)


@pytest.mark.parametrize(
    ("work", "url", "body"),
    [
        ("search", "/api/v1/search", {"query": "loometalgud"}),
        ("answer", "/api/v1/ask", {"question": "Mida peeti?"}),
        ("comparison", "/api/v1/compare", {"query": "talgud", "for_country": "FI"}),
    ],
)
def test_work_of_a_client_that_has_gone_never_begins(site, work, url, body) -> None:
    busy = Busy(site)
    places = 2 if work == "search" else 1
    callers = [Caller(busy, url, body) for _ in range(places)]
    busy.wait_for(work, places, 0)
    waiting = Caller(busy, url, body)
    busy.wait_for(work, places, 1)
    waiting.goes_away()
    busy.wait_for(work, places, 0)
    assert waiting.statuses == [CLIENT_GONE]
    for caller in callers:  # these have begun, and end at their next step
        caller.goes_away()
    busy.close()
    assert busy.admission.counts()[work].dropped == places + 1


def test_an_answer_for_nobody_ends_after_its_search(site) -> None:
    answerer = Gate(site.engine.answerer, "answer")
    busy = Busy(replace(site, engine=replace(site.engine, answerer=answerer)))
    caller = Caller(busy, "/api/v1/ask", {"question": "Mida peeti?"})
    assert busy.searcher.calls.acquire(timeout=PATIENCE)
    caller.goes_away()
    busy.close()
    assert not answerer.calls.acquire(blocking=False), "it went on to the answer"
