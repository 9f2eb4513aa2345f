"""Has the next files read by several processes while the one before is cut up and stored.

    with ReadAhead(readers, is_wanted) as ahead:
        for turn in ahead.in_turn(paths):
            source = turn.fingerprint()
            raw = turn.read(source)

Files come in their own order, whoever is done first. Nothing is decided here: what was read too
soon is thrown away, and what goes wrong is told when that file's turn comes.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType
from typing import Self

from corpus.errors import SikkError
from ingest import files
from ingest.confinement.confined import ConfinedReader
from ingest.files import FoundFile
from ingest.readers.raw import RawDocument

_AHEAD = 2  # files for each reader: one is being read, one waits to be stored


class Turn:
    """One file: begun before its turn, if it was there and wanted."""

    def __init__(self, ahead: ReadAhead, path: Path) -> None:
        self.path = path
        self._ahead = ahead
        self._begun: FoundFile | None = None
        self._reading: Future[RawDocument] | None = None
        with suppress(SikkError, OSError):
            source = files.fingerprint(path)
            if ahead.is_wanted(source):
                self._reading = ahead.begin(source)
            self._begun = source

    def fingerprint(self) -> FoundFile:
        """The file as it lay there when its turn was prepared.

        Raises:
            DocumentError, OSError: as `files.fingerprint`.
        """
        return self._begun or files.fingerprint(self.path)

    def read(self, source: FoundFile) -> RawDocument:
        """What stands in the file.

        Raises:
            DocumentError: as the reader.
        """
        return (self._reading or self._ahead.begin(source)).result()


class ReadAhead:
    """Some files ahead; `is_wanted` says which files will be read at all."""

    def __init__(
        self, readers: Sequence[ConfinedReader], is_wanted: Callable[[FoundFile], bool]
    ) -> None:
        self.is_wanted = is_wanted
        self._readers = readers
        self._free: SimpleQueue[ConfinedReader] = SimpleQueue()
        for reader in readers:
            self._free.put(reader)
        self._pool = ThreadPoolExecutor(len(readers))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        """Ends what is still being read; a reader's process ends with the thread that began it."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        for _ in range(2):  # again, should a thread have been about to start one
            for reader in self._readers:
                reader.close()
            self._pool.shutdown(wait=True)

    def in_turn(self, paths: Iterable[Path]) -> Iterator[Turn]:
        """Each file, once it is its turn."""
        waiting: deque[Turn] = deque()
        for path in paths:
            waiting.append(Turn(self, path))
            if len(waiting) > _AHEAD * len(self._readers):
                yield waiting.popleft()
        yield from waiting

    def begin(self, source: FoundFile) -> Future[RawDocument]:
        """Has the file read as soon as a reader is free."""
        return self._pool.submit(self._read, source)

    def _read(self, source: FoundFile) -> RawDocument:
        reader = self._free.get()
        try:
            return reader.read(source.path, source.description)
        finally:
            self._free.put(reader)
