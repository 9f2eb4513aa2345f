"""Finds the files to ingest and tells by hashes whether one has changed.

survey([Path("library")])  ->  every document under it, in sorted order, and what was skipped
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from corpus.catalogue import descriptions
from corpus.errors import BadInput, DocumentError
from corpus.ids import file_digest, text_digest
from ingest.readers import formats
from ingest.readers.recognition import recognised
from ingest.report import Skipped

STRAY = "describes no document beside it"
_SYSTEM = ("thumbs.db", "desktop.ini", ".ds_store", ".localized", "ehthumbs.db", "icon\r")
_LOCKS = ("~$", ".~lock.")
_COPIES = (".bak", ".tmp", ".part", ".partial", ".crdownload", ".download", ".swp")
_SECOND = "a second description: {} counts; keep one of the two"


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file as it lies there now: `path` as it was named, `place` absolute and without links."""

    path: Path
    place: str
    source_hash: str
    content_hash: str
    description: Path | None


@dataclass(slots=True)
class FolderSurvey:
    """The documents found, each once, and every other file with the reason."""

    files: list[Path] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)


def check(paths: Iterable[Path]) -> None:
    """Sees that the paths are there; what lies in the folders is not looked at.

    Raises:
        BadInput: a path does not exist.
    """
    for path in paths:
        if not path.exists():
            raise BadInput(f"{path}: there is no such file or folder")


def find(paths: Iterable[Path]) -> list[Path]:
    """The files named, and the documents in the folders named; each once.

    Raises:
        BadInput: a path does not exist.
    """
    return survey(paths).files


def survey(paths: Iterable[Path]) -> FolderSurvey:
    """As `find`, and what lies in the folders but is not read.

    Raises:
        BadInput: a path does not exist.
    """
    named = list(paths)
    check(named)
    seen = FolderSurvey()
    for path in named:
        if path.is_dir():
            _Walk(seen).add(path)
        else:
            seen.files.append(path)
    seen.files = list({file.resolve(): file for file in seen.files}.values())
    _pair(seen)
    return seen


def fingerprint(path: Path) -> FoundFile:
    """The file's place and hashes, without reading what it says.

    Raises:
        DocumentError: no reader takes it, or its name cannot be kept.
        OSError: it cannot be opened.
    """
    place = str(path.resolve())
    try:
        place.encode()
    except UnicodeEncodeError:
        raise DocumentError(
            _printable(path), "has a name that is not in UTF-8; rename it"
        ) from None
    if path.exists() and not path.is_file():
        raise DocumentError(str(path), "is no ordinary file")
    formats.check_known(path)
    described = descriptions.beside(path) if formats.may_have_description(path.name) else []
    source_hash = file_digest(path)
    beside = described[:1]
    if recognised.place(path).is_file():
        beside.append(recognised.place(path))
    content_hash = source_hash
    for other in beside:
        content_hash = text_digest(content_hash + file_digest(other))
    return FoundFile(path, place, source_hash, content_hash, next(iter(described), None))


class _Walk:
    """One pass through a folder; links to folders are not followed, so that no circle is."""

    def __init__(self, seen: FolderSurvey) -> None:
        self._seen = seen

    def add(self, root: Path) -> None:
        for place, folders, names in os.walk(root, onerror=self._unopened):
            folder = Path(place)
            for name in sorted(folders):
                self._pass_by(folder / name)
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(names):
                self._file(folder / name)

    def _unopened(self, error: OSError) -> None:
        self._skip(Path(error.filename), f"cannot be opened ({error.strerror})", True)

    def _pass_by(self, folder: Path) -> None:
        if folder.name.startswith("."):
            self._skip(folder, "a hidden folder", False)
        elif folder.is_symlink():
            self._skip(folder, "a link to a folder; name that folder to have it read", False)

    def _file(self, path: Path) -> None:
        try:
            reason = _reason(path)
        except OSError as error:
            reason = f"cannot be opened ({error.strerror})", True
        if reason is None:
            self._seen.files.append(path)
        else:
            self._skip(path, *reason)

    def _skip(self, path: Path, reason: str, is_document: bool) -> None:
        self._seen.skipped.append(Skipped(_printable(path), reason, is_document))


def _reason(path: Path) -> tuple[str, bool] | None:
    """Why the file is no document to read, and whether it looks like one; None: it is read."""
    name = path.name
    if name.lower() in _SYSTEM or name.startswith("._"):
        return Skipped.SYSTEM, False
    if name.startswith(_LOCKS):
        return "the mark of a document that is open in an office program", False
    if not path.is_file():
        return ("a link that leads nowhere" if path.is_symlink() else "is no ordinary file"), False
    if name.startswith("."):
        return "hidden; rename it to have it read", formats.is_known(name)
    if path.suffix.lower() in _COPIES or name.endswith("~"):
        is_document = formats.is_known(path.stem) or formats.is_known(name.rstrip("~"))
        return "a copy that a program left behind, or an unfinished download", is_document
    return formats.unread_reason(path)


def _pair(seen: FolderSurvey) -> None:
    """Descriptions and recognised texts go with their documents; others are told."""
    used: set[Path] = set()
    second: dict[str, str] = {}
    for file in seen.files:
        if formats.may_have_description(file.name):
            first, others = (beside := descriptions.beside(file))[:1], beside[1:]
            used.update(first)
            second |= {_printable(o): _SECOND.format(first[0].name) for o in others}
        used.add(recognised.place(file))
    told = {_printable(path) for path in used}
    kept = [each for each in seen.skipped if each.path not in told | second.keys()]
    kept = [_explained(each) for each in kept]
    seen.skipped = kept + [Skipped(path, reason) for path, reason in second.items()]


def _explained(skipped: Skipped) -> Skipped:
    stray = Path(skipped.path).suffix in descriptions.SUFFIXES and not skipped.is_document
    return Skipped(skipped.path, STRAY) if stray else skipped


def _printable(path: Path) -> str:
    return os.fsencode(path).decode("utf-8", "replace")
