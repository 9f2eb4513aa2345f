"""Checks a package (a ZIP of XML parts) before a library opens it, and names what it is damaged.

A package may unpack to far more than it weighs, and its XML may define entities that grow without
end; the libraries for presentations, workbooks and OpenDocument look at neither. `word.package`
reads part by part and asks here for sizes alone.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from corpus.errors import DocumentError

_PARTS = 5_000
_UNPACKED_BYTES = 300_000_000
_XML_BYTES = 60_000_000  # of all parts; an XML tree takes ten times its file
_XML = (".xml", ".rels")
_HEAD_BYTES = 2048
_BROKEN = (
    zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, ValueError, EOFError
)  # fmt: skip
_DAMAGED = "is damaged or no {}; open it in an office program, save it again and ingest that"


@contextmanager
def opened_by_a_library(path: str, noun: str) -> Iterator[None]:
    """What a library raises meanwhile says that the file is damaged.

    It raises whatever a broken part leads to: KeyError, TypeError, AttributeError, its own, lxml's.

    Raises:
        DocumentError: damaged, or as the reader itself says.
    """
    try:
        yield
    except (DocumentError, MemoryError, RecursionError):
        raise
    except Exception:
        raise DocumentError(path, _DAMAGED.format(noun)) from None


def check(path: str, content: bytes, noun: str) -> None:
    """Refuses what no such document holds; `noun` is what people call the file.

    Raises:
        DocumentError: damaged, or a bomb.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            check_sizes(path, parts)
            for part in parts:
                if part.filename.endswith(_XML):
                    with archive.open(part) as opened:
                        _check_xml(path, opened.read(_HEAD_BYTES))
    except _BROKEN:
        raise DocumentError(path, _DAMAGED.format(noun)) from None


def check_sizes(path: str, parts: list[zipfile.ZipInfo]) -> None:
    """Refuses a package of too many parts, or one that unpacks to too much.

    Raises:
        DocumentError: it does.
    """
    xml = [part.file_size for part in parts if part.filename.endswith(_XML)]
    if (
        len(parts) > _PARTS
        or sum(part.file_size for part in parts) > _UNPACKED_BYTES
        or sum(xml) > _XML_BYTES
    ):
        raise DocumentError(path, "unpacks to more than a document may hold; divide it into parts")


def part(content: bytes, name: str) -> bytes:
    """What the part of that name holds."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


def xml_bytes(content: bytes, folder: str) -> int:
    """How many bytes of XML the parts under that folder unpack to."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
    return sum(part.file_size for part in parts if part.filename.startswith(folder))


def holds(content: bytes, folder: str, mark: bytes) -> bool:
    """Whether a part under that folder holds the bytes."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = (name for name in archive.namelist() if name.startswith(folder))
        return any(mark in archive.read(name) for name in names)


def _check_xml(path: str, head: bytes) -> None:
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise DocumentError(path, "defines XML entities, which no office document does; not read")
