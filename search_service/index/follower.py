"""Follows the store while the service runs, so that what is ingested is found within seconds."""

from __future__ import annotations

import threading
from collections.abc import Iterable

import structlog

from corpus.errors import SikkError
from search_service.index.indexer import Indexer

log = structlog.get_logger(__name__)


class Follower:
    """Keeps the index in step with the store while the service runs, in a thread of its own.

    What can be made ready for later requests, `afterwards`, is done step by step once the index
    is in step.
    """

    def __init__(
        self, indexer: Indexer, seconds: float = 1.0, afterwards: Iterable[object] = ()
    ) -> None:
        self._indexer = indexer
        self._seconds = seconds
        self._afterwards = iter(afterwards)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="index-follower", daemon=True)
        self.ready = threading.Event()
        self.progress = (0, 0)
        self.problem: str | None = None

    def start(self) -> None:
        """Begins to follow."""
        self._thread.start()

    def stop(self) -> None:
        """Ends after the batch in hand; the next start goes on from there."""
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stop.is_set():
            self._step()
            self._stop.wait(self._seconds)

    def _step(self) -> None:
        try:
            if self._indexer.behind():
                report = self._indexer.sync(self._show)
                log.info("index_synced", **report._asdict())
            self.problem = None
            self.ready.set()
            for _ in self._afterwards:
                if self._stop.is_set() or self._indexer.behind():
                    break
        except _Stopped:
            pass
        except SikkError as error:  # the store or server may come back
            self._fail(str(error))
        except Exception as error:  # a full disk has many names; to stop following would hide it
            self._fail(f"the index cannot be brought in step ({type(error).__name__}: {error})")

    def _fail(self, problem: str) -> None:
        self.problem = problem
        log.error("index_sync_failed", problem=problem)

    def _show(self, done: int, total: int) -> None:
        if self._stop.is_set():
            raise _Stopped
        self.progress = (done, total)


class _Stopped(Exception):
    """Leaves a sync between two batches."""
