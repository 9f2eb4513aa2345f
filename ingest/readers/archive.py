"""Reads ZIP archives: each document in one becomes further pages, headed by its name."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import PurePath

from corpus.errors import DocumentError
from ingest.readers.legacy_encodings import guess_name
from ingest.readers.members import Members
from ingest.readers.raw import Limits, RawDocument

MEDIA_TYPE = "application/zip"
_DAMAGED = "is damaged or no ZIP archive; pack it again and ingest that"
_MEMBER_BYTES = 200_000_000  # unpacked
_LOCKED = 0x1  # bit of a member's flags
_UTF_8 = 0x800


def read(path: str, content: bytes, limits: Limits) -> RawDocument:
    """The archive's documents in order of their names.

    Raises:
        DocumentError: damaged, or nothing in it can be read.
    """
    members = Members(path, limits)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = [part for part in archive.infolist() if not part.is_dir()]
            for part in sorted(parts, key=_name):
                _add(archive, part, members)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        raise DocumentError(path, _DAMAGED) from None
    return members.document(MEDIA_TYPE, PurePath(path).stem)


def _add(archive: zipfile.ZipFile, part: zipfile.ZipInfo, members: Members) -> None:
    name = _name(part)
    if members.is_system(name):
        return
    if part.flag_bits & _LOCKED:
        members.leave(name, "is locked with a password")
    elif part.file_size > _MEMBER_BYTES:
        members.leave(name, "unpacks to more than a document may hold")
    else:
        try:
            content = archive.read(part)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
            members.leave(name, "is damaged")
            return
        members.add(name, content)


def _name(part: zipfile.ZipInfo) -> str:
    """The member's name; programs do not always say that it is UTF-8, or part folders by `\\`."""
    name = part.filename
    if not part.flag_bits & _UTF_8 and not name.isascii():
        own = name.encode("cp437", "replace")  # as zipfile took it to be
        try:
            name = own.decode("utf-8")
        except UnicodeError:
            name = guess_name(own)
    return name.replace("\\", "/")
