"""Who may compute now: a bounded queue for each kind of work, over as many places as processors.

    ticket = admission.enter(SEARCH, lambda go_on: engine.searcher.search("talgud"))
    ticket.future.result()

Who comes is let in as long as the wait to be expected stays under the kind's bound, else turned
away at once, which costs next to nothing; so those let in are answered in good time whatever the
load. A search always has a place: long work (answers, comparisons, drawing) has half of them at
most, on threads of lower priority. Work that nobody waits for any more is dropped: before it
starts, or at its next call of `go_on`. `serving` joins this to requests.
"""

from __future__ import annotations

import contextvars
import math
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, TypeVar

from corpus.errors import Overloaded
from corpus.machine import give_way, processors
from search_service.engine import GoOn

T = TypeVar("T")


class Kind(NamedTuple):
    """A kind of work, and what one takes until the first are measured."""

    name: str
    seconds: float


# Taken on two cores with the shipped library, one at a time (docs/architecture.md).
SEARCH = Kind("search", 0.05)
ANSWER = Kind("answer", 0.75)
COMPARISON = Kind("comparison", 0.75)
DRAWING = Kind("drawing", 0.25)
WRITING = Kind("writing", 5.0)  # by a language model elsewhere: it waits, and needs no place
LONG = (ANSWER, COMPARISON, DRAWING)
KINDS = (SEARCH, *LONG, WRITING)

_WRITERS = 16  # threads that wait for a model; `llm.writer` lets fewer through, the others at once
_NEW_SHARE = 0.2  # of the latest in the mean time; some ten of them tell a change


@dataclass(frozen=True, slots=True)
class QueueLimits:
    """What may be done at once, and how long it may wait and take; seconds."""

    processors: int = field(default_factory=processors)
    search_wait: float = 0.5
    long_wait: float = 2.0
    seconds: float = 30.0
    writing_seconds: float = 60.0

    @property
    def places(self) -> int:
        """Computations at once; two on one processor, so that a search need not wait for more."""
        return max(2, self.processors)

    @property
    def long_places(self) -> int:
        """Of them for long work: an answer alone keeps several processors busy."""
        return self.places // 2


class Dropped(Exception):
    """Ends work that nobody waits for any more."""


@dataclass(eq=False, slots=True)
class Ticket(Generic[T]):
    """One piece of work on its way; `waited` is set when it starts."""

    kind: Kind
    work: Callable[[GoOn], T]
    entered: float
    future: Future[T] = field(default_factory=Future)
    context: contextvars.Context = field(default_factory=contextvars.copy_context)
    waited: float = 0.0
    dropped: bool = False

    def go_on(self) -> None:
        """Returns while somebody waits for the work.

        Raises:
            Dropped: nobody does.
        """
        if self.dropped:
            raise Dropped


class Count(NamedTuple):
    """How a kind of work stands, and what has become of it so far."""

    waiting: int
    running: int
    turned_away: int
    dropped: int


class _Line:
    """The work of one kind: who waits, how many run, and how long one takes."""

    def __init__(self, kind: Kind, threads: int) -> None:
        self.kind = kind
        self.waiting: deque[Ticket[object]] = deque()
        self.running = 0
        self.turned_away = 0
        self.dropped = 0
        self.seconds = kind.seconds
        first = give_way if kind in LONG else None
        self.pool = ThreadPoolExecutor(threads, kind.name, initializer=first)

    def took(self, seconds: float) -> None:
        """Takes the time of one that is done into the mean."""
        self.seconds += _NEW_SHARE * (seconds - self.seconds)


class Admission:
    """Lets work in, starts it in turn, and counts; safe to share between threads."""

    def __init__(
        self, limits: QueueLimits | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.limits = limits or QueueLimits()
        self._clock = clock
        self._lock = threading.Lock()
        threads = {SEARCH: self.limits.places, WRITING: _WRITERS}
        self._lines = {
            kind: _Line(kind, threads.get(kind, self.limits.long_places)) for kind in KINDS
        }

    def enter(self, kind: Kind, work: Callable[[GoOn], T]) -> Ticket[T]:
        """Starts the work, now or when its turn comes; its `future` tells the outcome.

        Raises:
            Overloaded: it would wait too long.
        """
        ticket = Ticket(kind, work, self._clock())
        with self._lock:
            line = self._lines[kind]
            wait = self._expected_wait(kind)
            # One may always wait, so that a long mean cannot shut the door for good.
            if line.waiting and wait > self._longest_wait(kind):
                line.turned_away += 1
                raise Overloaded(f"too many requests wait ({kind.name})", math.ceil(wait))
            line.waiting.append(ticket)  # type: ignore[arg-type]
            self._start()
        return ticket

    def drop(self, ticket: Ticket[T]) -> None:
        """Says that nobody waits for the work any more."""
        with self._lock:
            line = self._lines[ticket.kind]
            ticket.dropped = True
            line.dropped += 1
            if ticket in line.waiting:
                line.waiting.remove(ticket)  # type: ignore[arg-type]
                ticket.future.cancel()

    def seconds_for(self, kind: Kind) -> float:
        """After how long a request for such work is given up."""
        return self.limits.writing_seconds if kind is WRITING else self.limits.seconds

    def counts(self) -> Mapping[str, Count]:
        """How each kind of work stands, by name."""
        with self._lock:
            return {
                kind.name: Count(len(line.waiting), line.running, line.turned_away, line.dropped)
                for kind, line in self._lines.items()
            }

    def close(self) -> None:
        """Waits for what runs; what waits is cancelled."""
        with self._lock:
            for line in self._lines.values():
                while line.waiting:
                    line.waiting.popleft().future.cancel()
        for line in self._lines.values():
            line.pool.shutdown()

    # What follows is called with the lock held.

    def _longest_wait(self, kind: Kind) -> float:
        if kind is WRITING:
            return math.inf  # the writer itself says when it has no room, and the quotes stand
        return self.limits.search_wait if kind is SEARCH else self.limits.long_wait

    def _expected_wait(self, kind: Kind) -> float:
        """How long one that comes now would wait, were all before it of the mean length."""
        if kind is SEARCH:
            line = self._lines[SEARCH]
            places = self.limits.places - self._running(LONG)
            return (len(line.waiting) + 1) * line.seconds / places
        ahead = [self._lines[each] for each in (LONG if kind in LONG else (kind,))]
        work = sum((len(line.waiting) + line.running) * line.seconds for line in ahead)
        return work / self.limits.long_places

    def _start(self) -> None:
        while ticket := self._next():
            line = self._lines[ticket.kind]
            if ticket.future.set_running_or_notify_cancel():
                line.running += 1
                line.pool.submit(self._run, ticket)

    def _next(self) -> Ticket[object] | None:
        """The next to start, if there is a place for it."""
        writing = self._lines[WRITING]
        if writing.waiting and writing.running < _WRITERS:
            return writing.waiting.popleft()
        long_running = self._running(LONG)
        if long_running + self._running((SEARCH,)) >= self.limits.places:
            return None
        long = self._longest_waiting(LONG) if long_running < self.limits.long_places else None
        search = self._longest_waiting((SEARCH,))
        # Searches go before, but long work always gets on: it has one place.
        chosen = long if long and (not long_running or not search) else search
        return chosen.waiting.popleft() if chosen else None

    def _running(self, kinds: Sequence[Kind]) -> int:
        return sum(self._lines[kind].running for kind in kinds)

    def _longest_waiting(self, kinds: Sequence[Kind]) -> _Line | None:
        lines = [self._lines[kind] for kind in kinds if self._lines[kind].waiting]
        return min(lines, key=lambda line: line.waiting[0].entered, default=None)

    # On the thread of the work, without the lock.

    def _run(self, ticket: Ticket[object]) -> None:
        started = self._clock()
        ticket.waited = started - ticket.entered
        found: object = None
        fault: BaseException | None = None
        try:
            ticket.go_on()
            found = ticket.context.run(ticket.work, ticket.go_on)
        except BaseException as error:  # goes to whoever waits for it
            fault = error
        with self._lock:
            line = self._lines[ticket.kind]
            line.running -= 1
            if fault is None:  # what was refused or dropped took less than such work does
                line.took(self._clock() - started)
            self._start()
        if fault is None:
            ticket.future.set_result(found)
        else:
            ticket.future.set_exception(fault)
