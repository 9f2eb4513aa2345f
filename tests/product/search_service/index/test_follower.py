"""The follower: keeps going through trouble, tells it, and ends when it is told to."""

import itertools
import threading
from collections.abc import Callable

from making import until

from corpus.errors import StorageError
from search_service.index.follower import Follower
from search_service.index.indexer import SyncReport


class Indexer:
    """Behind until a sync comes through; each sync takes the next of the steps."""

    def __init__(self, *steps: Callable[..., object]) -> None:
        self.steps = list(steps)

    def behind(self) -> bool:
        return bool(self.steps)

    def sync(self, progress: Callable[[int, int], None]) -> SyncReport:
        self.steps.pop(0)(progress)
        return SyncReport(1, 0, 1)


def failing(error: Exception) -> Callable[..., object]:
    def step(progress: object) -> None:
        raise error

    return step


def test_it_is_ready_once_the_index_is_in_step() -> None:
    follower = Follower(Indexer(lambda progress: progress(3, 7)), seconds=0.01)
    assert not follower.ready.is_set()
    follower.start()
    assert follower.ready.wait()
    follower.stop()
    assert follower.progress == (3, 7)
    assert follower.problem is None


def test_trouble_is_told_and_then_forgotten() -> None:
    go_on = threading.Event()

    def wait(progress: object) -> None:
        assert go_on.wait()

    for error in (StorageError("the disk is full"), RuntimeError("the disk is full")):
        go_on.clear()
        follower = Follower(Indexer(failing(error), wait), seconds=0.01)
        follower.start()
        until(lambda f=follower: f.problem and "the disk is full" in f.problem)
        assert not follower.ready.is_set()
        go_on.set()
        assert follower.ready.wait()
        until(lambda f=follower: f.problem is None)
        follower.stop()


def test_it_ends_between_two_batches() -> None:
    begun = threading.Event()

    def long(progress: Callable[[int, int], None]) -> None:
        for batch in itertools.count():
            begun.set()
            progress(batch, batch + 1)

    follower = Follower(Indexer(long), seconds=0.01)
    follower.start()
    assert begun.wait()
    follower.stop()
    assert follower.problem is None


def test_what_can_wait_is_done_once_the_index_is_in_step_and_left_when_it_stops() -> None:
    done: list[int] = []
    synced = Indexer(lambda progress: done.append(-1))
    follower = Follower(synced, seconds=0.01, afterwards=(done.append(n) for n in range(3)))
    follower.start()
    until(lambda: len(done) == 4)
    follower.stop()
    assert done == [-1, 0, 1, 2]

    going_on = threading.Event()
    endless = Follower(Indexer(), seconds=0.01, afterwards=iter(going_on.set, object()))
    endless.start()
    until(going_on.is_set)
    endless.stop()  # returns, though there would always be more to do
