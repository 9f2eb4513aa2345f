"""Chooses the reader of a file by its name, and says what is wrong where content and name differ.

"a/Report.PDF"  ->  ingest.readers.pdf
"""

from __future__ import annotations

from importlib import import_module
from pathlib import PurePath

from corpus.errors import DocumentError
from ingest.readers.raw import Limits, RawDocument, Reader

# Readers are loaded at first use: no file needs more than one of them.
_READERS = {
    ".pdf": "pdf",
    ".docx": "docx",
    ".docm": "docx",
    ".dotx": "docx",
    ".dotm": "docx",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".mhtml": "mhtml",
    ".mht": "mhtml",
    ".epub": "epub",
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "plain",
    ".text": "plain",
}
_HEAD_BYTES = 1024  # a PDF may begin with some foreign bytes
_OLD_WORD = b"\xd0\xcf\x11\xe0"
_LOCKED = "EncryptedPackage".encode("utf-16-le")  # in the directory of an old Office file
_ZIP = b"PK\x03\x04"


def is_known(name: str) -> bool:
    """Whether files of that name can be read."""
    return PurePath(name).suffix.lower() in _READERS


def may_have_description(name: str) -> bool:
    """Whether `NAME.yaml` beside the file describes it; Markdown carries its own."""
    return is_known(name) and _READERS[PurePath(name).suffix.lower()] != "markdown"


def check_known(path: str) -> None:
    """Refuses a file that no reader takes.

    Raises:
        DocumentError: says which kinds can be read.
    """
    if not is_known(path):
        suffix = PurePath(path).suffix
        kind = f"files ending in '{suffix}'" if suffix else "files without an ending"
        raise DocumentError(path, f"{kind} are not read; known are {', '.join(_READERS)}")


def read(path: str, content: bytes, limits: Limits) -> RawDocument:
    """What the reader for that name makes of the content; `path` is for messages.

    Raises:
        DocumentError: no reader takes it, or it is broken.
    """
    check_known(path)
    suffix = PurePath(path).suffix.lower()
    found = _found_inside(content)
    if content.startswith(_OLD_WORD) and _LOCKED in content:
        raise DocumentError(
            path, "is locked with a password; save a copy without one and ingest that"
        )
    if found is not None and _READERS[suffix] not in found[1]:
        raise DocumentError(path, f"is named {suffix} but holds {found[0]}")
    reader: Reader = import_module(f"ingest.readers.{_READERS[suffix]}").read
    return reader(path, content, limits)


def _found_inside(content: bytes) -> tuple[str, tuple[str, ...]] | None:
    """What the first bytes say, with the readers for it; None where they say nothing."""
    head = content[:_HEAD_BYTES]
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"%PDF-" in head:
        return "a PDF; name it .pdf", ("pdf", "markdown", "html", "plain")
    if head.startswith(_OLD_WORD):
        return "an old Office file; save it as .docx or PDF", ()
    if head.startswith(_ZIP):
        return "a ZIP archive", ("docx", "epub")
    if text.startswith((b"<!doctype html", b"<html")):
        return "a web page; name it .html", ("html", "markdown")
    return None
