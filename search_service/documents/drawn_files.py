"""What confined processes make of a kept PDF, each made once and kept in a folder of fixed size.

    files.drawn(f"{mark}-3-4.picture", "search_service.documents.drawing", {"page": 3})  ->  b"…"

A PDF may be hostile, so it is opened in a process with limits (`corpus.sandbox`). Differs from
`pictures` and `cited_pages`, which say what is wanted; this runs and keeps. The folder can be
deleted at any time.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
import threading
from collections.abc import Iterable, Mapping
from pathlib import Path

from corpus import sandbox

_AT_ONCE = 2  # processes that draw
_MOST_BYTES = 1 << 30  # of all that is kept; by hand: 500 pictures take a tenth of it
_SUFFIX = ".picture"
_MARK_DIGITS = 16  # of a file's hash, at the beginning of the names of what was made of it


class Undrawn(Exception):
    """Says in one clause why the process made nothing."""


class DrawnFiles:
    """Runs what draws, and keeps the last files that came of it."""

    def __init__(self, folder: Path, *, seconds: float, most_kept: int) -> None:
        self._folder = folder
        self._seconds = seconds
        self._most_kept = most_kept
        self._drawing = threading.Semaphore(_AT_ONCE)

    def name(self, source_hash: str, pages: str, wanted: str) -> str:
        """The name of what is made of those pages of a file; `wanted` tells apart the rest."""
        return f"{source_hash[:_MARK_DIGITS]}-{pages}-{wanted}{_SUFFIX}"

    def kept(self, name: str) -> bytes | None:
        """What was made before under that name, where it is still kept."""
        try:
            os.utime(self._folder / name)
            return (self._folder / name).read_bytes()
        except FileNotFoundError:
            return None

    def drawn(self, name: str, module: str, request: Mapping[str, object]) -> bytes:
        """What one of our modules writes when it is given the request; kept under the name.

        Raises:
            Undrawn: it took too long, or failed.
        """
        with self._drawing:
            made = self._run(module, request)
        self._keep(self._folder / name, made)
        return made

    def count(self, source_hash: str) -> int:
        """How many files are kept that were made of the file of that content."""
        return len(list(self._folder.glob(f"{source_hash[:_MARK_DIGITS]}-*{_SUFFIX}")))

    def forget_all_but(self, source_hashes: Iterable[str]) -> None:
        """Deletes what was made of all other files, earlier versions of a document too."""
        kept = {source_hash[:_MARK_DIGITS] for source_hash in source_hashes}
        for made in self._folder.glob("*"):
            if made.name[:_MARK_DIGITS] not in kept:
                made.unlink(missing_ok=True)

    def _run(self, module: str, request: Mapping[str, object]) -> bytes:
        with tempfile.TemporaryFile() as output:
            try:
                subprocess.run(  # noqa: S603  (our own module, no shell)
                    sandbox.command(module),
                    input=json.dumps(request).encode(),
                    stdout=output,
                    stderr=subprocess.DEVNULL,
                    timeout=self._seconds,
                    env=sandbox.environment(),
                    check=True,
                )
            except subprocess.TimeoutExpired:
                raise Undrawn(f"took over {self._seconds:g} s") from None
            except subprocess.CalledProcessError:
                raise Undrawn("the file is damaged or too large") from None
            output.seek(0)
            return output.read()

    def _keep(self, target: Path, made: bytes) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        part = target.with_suffix(f".{os.getpid()}-{threading.get_ident()}.part")
        part.write_bytes(made)
        part.replace(target)
        kept = sorted(self._folder.glob(f"*{_SUFFIX}"), key=_last_used, reverse=True)
        room = _MOST_BYTES
        for place, file in enumerate(kept):
            room -= _size(file)
            if place >= self._most_kept or (place and room < 0):
                file.unlink(missing_ok=True)


def _last_used(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:  # another request took it away
        return 0.0


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
