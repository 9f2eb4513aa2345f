"""Has the next file read while the one before is cut up and stored.

    ahead = ReadAhead(reader, is_new)
    source = ahead.fingerprint(path)
    raw = ahead.read(source)
    ahead.begin(next_path)

The reader is a process of its own, so both go on at once. Nothing is decided here: what was read
too soon is thrown away, and what goes wrong is told when that file's turn comes.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from corpus.errors import SikkError
from ingest import files
from ingest.files import FoundFile
from ingest.readers.raw import FileReader, RawDocument


class ReadAhead:
    """At most one file ahead; `is_new` says which files will be read at all."""

    def __init__(self, reader: FileReader, is_new: Callable[[FoundFile], bool]) -> None:
        self._reader = reader
        self._is_new = is_new
        self._begun: FoundFile | None = None

    def begin(self, path: Path) -> None:
        """Begins to read that file, if it is there and new."""
        with suppress(SikkError, OSError):
            source = files.fingerprint(path)
            if self._is_new(source):
                self._reader.begin(source.path, source.description)
                self._begun = source

    def fingerprint(self, path: Path) -> FoundFile:
        """The file as it lay there when its reading began, else as it lies there now.

        Raises:
            DocumentError, OSError: as `files.fingerprint`.
        """
        begun, self._begun = self._begun, None
        return begun if begun and begun.path == path else files.fingerprint(path)

    def read(self, source: FoundFile) -> RawDocument:
        """What stands in the file.

        Raises:
            DocumentError: as the reader.
        """
        return self._reader.read(source.path, source.description)
