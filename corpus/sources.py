"""The originals: a copy of every ingested file, kept under the hash of its content.

The store holds what was read from a file; this folder holds the file itself, so that a cited
page can be shown as it is printed even after the curator's own copy has moved.
"""

from __future__ import annotations

import fcntl
import shutil
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from corpus.errors import NotFound, StorageError


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
        part = self._part(source_hash)
        with self._locked(fcntl.LOCK_SH):
            try:
                shutil.copyfile(path, part)
                part.replace(target)
            finally:
                part.unlink(missing_ok=True)

    @contextmanager
    def changing(self, hashes: Iterable[str], is_used: Callable[[str], bool]) -> Iterator[None]:
        """While documents of these originals are put in or taken out; then those unused go.

        Each leaves a mark meanwhile, by which `clear_unfinished` finds what a kill left undone.

        Raises:
            OSError: no space or no right to write.
        """
        marks = list(map(self._part, hashes))
        try:
            with self._locked(fcntl.LOCK_SH):
                for mark in marks:
                    mark.touch()
                yield
        finally:
            with suppress(OSError, StorageError):  # a mark or a copy too many harms nobody
                self._settle(marks, is_used)

    def clear_unfinished(self, is_used: Callable[[str], bool]) -> None:
        """Deletes what killed processes left behind, unless something is being changed now.

        That is copies in part, and originals that no document uses.

        Raises:
            OSError: no right to delete.
        """
        if not (unfinished := list(self._folder.glob("*/*.part"))):
            return
        with suppress(BlockingIOError), self._locked(fcntl.LOCK_EX | fcntl.LOCK_NB):
            self._forget_unused(unfinished, is_used)

    def _settle(self, marks: list[Path], is_used: Callable[[str], bool]) -> None:
        if all(is_used(_hash_of(mark)) for mark in marks):
            for mark in marks:
                mark.unlink(missing_ok=True)
            return
        with self._locked(fcntl.LOCK_EX):  # once nobody is about to use them
            self._forget_unused(marks, is_used)

    def _forget_unused(self, marks: list[Path], is_used: Callable[[str], bool]) -> None:
        for mark in marks:
            if not is_used(_hash_of(mark)):
                self.forget(_hash_of(mark))
            mark.unlink(missing_ok=True)

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

    def _part(self, source_hash: str) -> Path:
        """A new name beside the original's; its folder is made."""
        target = self._path(source_hash)
        target.parent.mkdir(parents=True, exist_ok=True)
        return target.with_suffix(f".{uuid.uuid4().hex}.part")

    def _path(self, source_hash: str) -> Path:
        return self._folder / source_hash[:2] / source_hash


def _hash_of(part: Path) -> str:
    return part.name.partition(".")[0]
