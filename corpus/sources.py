"""The originals: a copy of every ingested file, kept under the hash of its content.

The store holds what was read from a file; this folder holds the file itself, so that a cited
page can be shown as it is printed even after the curator's own copy has moved.
"""

from __future__ import annotations

import fcntl
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from corpus.errors import NotFound


class SourceFiles:
    """A folder of files named by their SHA-256; never changes a file once it is there."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @classmethod
    def in_folder(cls, data: Path) -> SourceFiles:
        """The originals of a data folder, `DATA/sources`."""
        return cls(data / "sources")

    def keep(self, path: Path, source_hash: str) -> None:
        """Copies the file in, whole or not at all.

        Raises:
            OSError: no space or no right to write.
        """
        target = self._path(source_hash)
        if target.exists():
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_suffix(f".{uuid.uuid4().hex}.part")
        with self._locked(fcntl.LOCK_SH):
            try:
                shutil.copyfile(path, part)
                part.replace(target)
            finally:
                part.unlink(missing_ok=True)

    def clear_unfinished(self) -> None:
        """Deletes what killed processes had copied in part, unless something is being copied now.

        Raises:
            OSError: no right to delete.
        """
        if not (unfinished := list(self._folder.glob("*/*.part"))):
            return
        with suppress(BlockingIOError), self._locked(fcntl.LOCK_EX | fcntl.LOCK_NB):
            for part in unfinished:
                part.unlink(missing_ok=True)

    def path(self, source_hash: str) -> Path:
        """Where the kept file of that content lies.

        Raises:
            NotFound: it is not kept here.
        """
        target = self._path(source_hash)
        if not target.exists():
            raise NotFound(
                f"source {source_hash[:12]}…: not in {self._folder}; ingest the document again"
            )
        return target

    def forget(self, source_hash: str) -> None:
        """Deletes the kept file, if it is there."""
        self._path(source_hash).unlink(missing_ok=True)

    @contextmanager
    def _locked(self, kind: int) -> Iterator[None]:
        """A lock on all copying; it ends with the process, however that ends."""
        with self._folder.with_suffix(".lock").open("a+") as file:
            fcntl.flock(file, kind)
            yield

    def _path(self, source_hash: str) -> Path:
        return self._folder / source_hash[:2] / source_hash
