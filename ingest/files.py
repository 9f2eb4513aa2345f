"""Finds the files to ingest and tells by hashes whether one has changed.

find([Path("library")])  ->  every document under it, in sorted order
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import BadInput, DocumentError
from corpus.ids import file_digest, text_digest
from ingest.readers import formats, recognised


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file as it lies there now: `path` as it was named, `place` absolute and without links."""

    path: Path
    place: str
    source_hash: str
    content_hash: str
    description: Path | None


def find(paths: Iterable[Path]) -> list[Path]:
    """The files named, and the documents in the folders named; each once.

    Raises:
        BadInput: a path does not exist.
    """
    named = list(paths)
    for path in named:
        if not path.exists():
            raise BadInput(f"{path}: there is no such file or folder")
    found = {file.resolve(): file for path in named for file in _files(path)}
    return list(found.values())


def fingerprint(path: Path) -> FoundFile:
    """The file's place and hashes, without reading what it says.

    Raises:
        DocumentError: no reader takes it, or its name cannot be kept.
        OSError: it cannot be opened.
    """
    formats.check_known(str(path))
    place = str(path.resolve())
    try:
        place.encode()
    except UnicodeEncodeError:
        printable = os.fsencode(path).decode("utf-8", "replace")
        raise DocumentError(printable, "has a name that is not in UTF-8; rename it") from None
    if not path.is_file():
        raise DocumentError(str(path), "is no ordinary file")
    description = path.with_suffix(".yaml")
    described = formats.may_have_description(path.name) and description.is_file()
    source_hash = file_digest(path)
    beside = [description] if described else []
    if recognised.place(path).is_file():
        beside.append(recognised.place(path))
    content_hash = source_hash
    for other in beside:
        content_hash = text_digest(content_hash + file_digest(other))
    return FoundFile(path, place, source_hash, content_hash, description if described else None)


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            file = Path(folder, name)
            if formats.is_known(name) and not name.startswith((".", "~$")) and file.is_file():
                yield file
