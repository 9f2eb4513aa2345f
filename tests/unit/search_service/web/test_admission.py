"""Queues: who is let in, who is turned away, who goes first, and what is dropped."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextvars import ContextVar

import pytest

from corpus.errors import BadInput, Overloaded
from search_service.web.admission import (
    ANSWER,
    COMPARISON,
    DRAWING,
    KINDS,
    LONG,
    SEARCH,
    WRITING,
    Admission,
    Dropped,
    Kind,
    QueueLimits,
    Ticket,
)

PATIENCE = 30  # seconds that nothing here takes; a test that hangs ends with it


class Works:
    """Work that stays until it is let go, and tells in which order it began."""

    def __init__(self, admission: Admission) -> None:
        self.admission = admission
        self.begun: list[str] = []
        self.gates: dict[str, threading.Event] = {}
        self.starts: dict[str, threading.Event] = {}
        self.tickets: dict[str, Ticket[str]] = {}

    def enter(self, kind: Kind, name: str) -> Ticket[str]:
        self.gates[name], self.starts[name] = threading.Event(), threading.Event()

        def work(go_on: object) -> str:
            self.begun.append(name)
            self.starts[name].set()
            assert self.gates[name].wait(PATIENCE)
            return name

        self.tickets[name] = self.admission.enter(kind, work)
        return self.tickets[name]

    def has_begun(self, name: str) -> bool:
        return self.starts[name].wait(PATIENCE)

    def end(self, name: str) -> None:
        self.gates[name].set()
        assert self.tickets[name].future.result(PATIENCE) == name

    def end_all(self) -> None:
        for gate in self.gates.values():
            gate.set()


@pytest.fixture
def works() -> Iterator[Works]:
    works = Works(Admission(QueueLimits(processors=2, search_wait=0.5, long_wait=2.0)))
    yield works
    works.end_all()
    works.admission.close()


def counts(works: Works, kind: Kind) -> tuple[int, int, int]:
    found = works.admission.counts()[kind.name]
    return found.waiting, found.running, found.turned_away


def fill(works: Works, kind: Kind) -> int:
    """Lets such work in until one is turned away; how many waited then."""
    for n in range(1000):
        try:
            works.enter(kind, f"{kind.name}-{n}")
        except Overloaded:
            return counts(works, kind)[0]
    raise AssertionError("nobody was turned away")


@pytest.mark.parametrize("processors", [1, 2, 3, 8])
def test_no_more_is_computed_at_once_than_there_are_processors(processors: int) -> None:
    works = Works(Admission(QueueLimits(processors=processors)))
    for kind in (SEARCH, *LONG):
        fill(works, kind)
    running = {kind: counts(works, kind)[1] for kind in (SEARCH, *LONG)}
    assert sum(running.values()) == max(2, processors)
    assert running[SEARCH] >= 1
    works.end_all()
    works.admission.close()


@pytest.mark.parametrize("kind", [SEARCH, *LONG])
def test_whoever_would_wait_too_long_is_turned_away_at_once(works: Works, kind: Kind) -> None:
    waiting = fill(works, kind)
    bound = 0.5 if kind is SEARCH else 2.0
    places = 2 if kind is SEARCH else 1
    assert waiting * kind.seconds / places <= bound + kind.seconds
    assert counts(works, kind) == (waiting, places, 1)
    with pytest.raises(Overloaded) as away:
        works.enter(kind, "one more")
    assert (away.value.status, away.value.exit_code) == (503, 4)
    assert away.value.retry_after >= 1 and kind.name in str(away.value)


def test_one_may_always_wait_however_long_one_takes(works: Works) -> None:
    slow = Admission(QueueLimits(processors=2, search_wait=0.001, long_wait=0.001))
    own = Works(slow)
    for kind in (SEARCH, ANSWER):
        assert fill(own, kind) == 1
    own.end_all()
    slow.close()


def test_what_one_takes_is_measured_and_bounds_the_queue() -> None:
    now = [0.0]
    works = Works(Admission(QueueLimits(processors=2), clock=lambda: now[0]))
    short = fill(works, ANSWER)
    works.end_all()
    for ticket in works.tickets.values():
        ticket.future.result(PATIENCE)
    for n in range(30):  # each takes a tenth of a second
        works.enter(ANSWER, f"quick-{n}")
        works.has_begun(f"quick-{n}")
        now[0] += 0.1
        works.end(f"quick-{n}")
    assert fill(works, ANSWER) > 3 * short
    works.end_all()
    works.admission.close()


@pytest.mark.parametrize("kind", LONG)
def test_a_search_begins_while_long_work_waits(works: Works, kind: Kind) -> None:
    for n in range(3):
        works.enter(kind, f"long-{n}")
    works.enter(SEARCH, "search")
    assert works.has_begun("long-0") and works.has_begun("search")
    assert counts(works, kind)[:2] == (2, 1)


def test_long_work_gets_on_while_searches_wait(works: Works) -> None:
    for n in range(4):
        works.enter(SEARCH, f"search-{n}")
    works.enter(ANSWER, "answer")
    works.has_begun("search-0")
    works.end("search-0")
    assert works.has_begun("answer")
    assert counts(works, SEARCH)[:2] == (2, 1)


def test_kinds_of_long_work_take_turns_as_they_came(works: Works) -> None:
    order = [(ANSWER, "a"), (DRAWING, "b"), (COMPARISON, "c"), (ANSWER, "d")]
    for kind, name in order[:3]:
        works.enter(kind, name)
    for _, name in order[:3]:
        assert works.has_begun(name)
        works.end(name)
    assert works.begun == ["a", "b", "c"]


def test_waiting_for_a_language_model_takes_no_place(works: Works) -> None:
    for n in range(8):
        works.enter(WRITING, f"writing-{n}")
    works.enter(ANSWER, "answer")
    works.enter(SEARCH, "search")
    assert works.has_begun("answer") and works.has_begun("search")


def test_what_nobody_waits_for_never_begins(works: Works) -> None:
    for name in ("first", "second", "third"):
        works.enter(ANSWER, name)
    works.admission.drop(works.tickets["second"])
    works.has_begun("first")
    works.end("first")
    works.has_begun("third")
    assert works.begun == ["first", "third"]
    assert works.tickets["second"].future.cancelled()
    assert works.admission.counts()["answer"].dropped == 1


def test_what_has_begun_ends_at_its_next_step_once_nobody_waits(works: Works) -> None:
    begun, dropped = threading.Event(), threading.Event()
    after: list[str] = []

    def in_steps(go_on) -> None:
        begun.set()
        assert dropped.wait(PATIENCE)
        go_on()
        after.append("went on")

    ticket = works.admission.enter(ANSWER, in_steps)
    assert begun.wait(PATIENCE)
    works.admission.drop(ticket)
    dropped.set()
    with pytest.raises(Dropped):
        ticket.future.result(PATIENCE)
    assert after == []
    works.enter(ANSWER, "next")
    assert works.has_begun("next"), "its place is free again"


@pytest.mark.parametrize("kind", KINDS)
def test_an_error_reaches_whoever_waits_and_frees_the_place(works: Works, kind: Kind) -> None:
    def wrong(go_on: object) -> None:
        raise BadInput("no such thing")

    for _ in range(5):
        with pytest.raises(BadInput, match="no such thing"):
            works.admission.enter(kind, wrong).future.result(PATIENCE)
    assert counts(works, kind) == (0, 0, 0)


def test_work_knows_the_context_of_whoever_asked(works: Works) -> None:
    asked: ContextVar[str] = ContextVar("asked", default="nobody")
    asked.set("request-7")
    ticket = works.admission.enter(SEARCH, lambda _: asked.get())
    assert ticket.future.result(PATIENCE) == "request-7"


def test_what_waits_when_the_service_stops_is_cancelled(works: Works) -> None:
    for name in ("first", "second"):
        works.enter(ANSWER, name)
    works.has_begun("first")
    works.gates["first"].set()
    works.tickets["second"].future.cancel()
    works.admission.close()
    assert works.tickets["second"].future.cancelled()


@pytest.mark.skipif(sys.platform != "linux", reason="a thread has no priority of its own here")
@pytest.mark.parametrize("kind", KINDS)
def test_long_work_and_what_it_starts_gives_way(works: Works, kind: Kind) -> None:
    def priority() -> int:
        return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())

    def both(go_on: object) -> tuple[int, int]:
        with ThreadPoolExecutor(1) as started:
            return priority(), started.submit(priority).result(PATIENCE)

    own = priority()
    lower = min(own + 5, 19) if kind in LONG else own
    assert works.admission.enter(kind, both).future.result(PATIENCE) == (lower, lower)
    assert priority() == own
