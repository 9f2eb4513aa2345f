"""Watches folders by looking again and again, and says when it is time to ingest.

    watched = Watch([Path("reports")])
    watched.has_settled()  ->  True once, when what came, changed or went has been still for a look

No system's own notices are used: network shares do not send them. Whether a file has really
changed, its hash decides when it is ingested.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

Look = dict[str, tuple[int, int, int]]  # path: time of change, size, number on the disk


class Watch:
    """Files and folders, as they lay there at the last looks."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self._paths = list(paths)
        self._taken = self._last = self._look()

    def has_settled(self) -> bool:
        """Whether something is new since True was last said, and the same as at the last look."""
        present = self._look()
        still = present == self._last
        self._last = present
        if not still or present in (None, self._taken):
            return False
        self._taken = present
        return True

    def _look(self) -> Look | None:
        """None while a path is not there, as when a network share is away."""
        if not all(path.exists() for path in self._paths):
            return None
        return {name: seen for path in self._paths for name, seen in _files(str(path))}


def _files(path: str) -> Iterator[tuple[str, tuple[int, int, int]]]:
    with suppress(OSError):  # gone between two calls: the next look sees it
        if not Path(path).is_dir():
            yield path, _seen(os.stat(path))  # noqa: PTH116 - as of the entries below
            return
        for entry in os.scandir(path):
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _files(entry.path)
            elif entry.is_file():
                yield entry.path, _seen(entry.stat())


def _seen(status: os.stat_result) -> tuple[int, int, int]:
    return status.st_mtime_ns, status.st_size, status.st_ino
