"""Chooses the reader of a file by its content, and by its name where the content is plain text.

    a PDF named "Report.html"  ->  ingest.readers.pdf.document, with a warning
    a web page named "a.pdf"   ->  refused: it is the page of an error more often than the report

What proves itself by its first bytes (`contents.known_kind`) is read as what it is. Text proves
nothing: under the name of a text format it is that, under the name of any other it is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from importlib import import_module
from pathlib import Path, PurePath
from typing import NamedTuple

from corpus.errors import DocumentError
from ingest.readers.contents import foreign, is_container, is_foreign_document, is_text, known_kind
from ingest.readers.raw import Limits, RawDocument, Reader


class _Kind(NamedTuple):
    """A kind of file: its reader's module, what people call it, the endings of its names."""

    reader: str
    noun: str
    endings: tuple[str, ...]
    is_text: bool = False


# Readers are loaded at first use: no file needs more than one or two of them.
_KINDS: Mapping[str, _Kind] = {
    "pdf": _Kind("pdf.document", "a PDF", (".pdf",)),
    "docx": _Kind("office.docx", "a Word document", (".docx", ".docm", ".dotx", ".dotm")),
    "odf": _Kind("office.odf", "an OpenDocument file", (".odt", ".ods", ".odp", ".ott")),
    "rtf": _Kind("office.rtf", "an RTF document", (".rtf",)),
    "pptx": _Kind("office.pptx", "a PowerPoint presentation", (".pptx", ".pptm", ".ppsx")),
    "xlsx": _Kind("office.xlsx", "an Excel workbook", (".xlsx", ".xlsm", ".xltx")),
    "csv": _Kind("csv_table", "a table of text", (".csv",), True),
    "html": _Kind("web.html", "a web page", (".html", ".htm", ".xhtml"), True),
    "markdown": _Kind("web.markdown", "Markdown", (".md", ".markdown"), True),
    "plain": _Kind("plain", "plain text", (".txt", ".text"), True),
    "epub": _Kind("web.epub", "an EPUB book", (".epub",)),
    "mhtml": _Kind("web.mhtml", "a saved web page", (".mhtml", ".mht"), True),
    "eml": _Kind("mail.eml", "a mail", (".eml",), True),
    "msg": _Kind("mail.msg", "an Outlook mail", (".msg",)),
    "picture": _Kind("picture", "a picture", (".tif", ".tiff", ".png", ".jpg", ".jpeg")),
    "zip": _Kind("archive", "a ZIP archive", (".zip",)),
    "doc": _Kind("office.old_files", "an old Word document", (".doc", ".dot")),
    "xls": _Kind("office.old_files", "an old Excel workbook", (".xls", ".xlsb", ".xlt")),
    "ppt": _Kind("office.old_files", "an old PowerPoint presentation", (".ppt", ".pps")),
}
_BY_ENDING = {ending: kind for kind, known in _KINDS.items() for ending in known.endings}
# Markdown may hold web pages and mails; a web page saved by old Office is named as its document.
_TAKES = {
    "markdown": ("html", "eml"),
    "mhtml": ("eml",),
    "doc": ("html",),
    "xls": ("html",),
    "ppt": ("html",),
    "msg": ("eml",),
}
_KEEPS = ("markdown", "mhtml")  # what they take they read themselves
_MAILS = ("eml", "mhtml")  # their parts may be bytes of any kind
# Text that another program or reader of ours keeps beside documents.
_BESIDE = (".yaml", ".yml", ".ocr")
_OFFICE_NAMES = frozenset((".pages", ".numbers", ".key", ".wpd", ".djvu", ".ps", ".xps", ".one"))
_ARCHIVE = "zip"  # programs and data are archives too, under endings of their own
_PACKAGES = ("docx", "pptx", "xlsx", "odf")
_HEAD_BYTES = 65_536
_CONTAINER_BYTES = 300_000_000
_LOCKED = "is locked with a password; save a copy without one and ingest that"


def is_known(name: str) -> bool:
    """Whether files of that name can be read."""
    return _named(name) is not None


def may_have_description(name: str) -> bool:
    """Whether `NAME.yaml` beside the file describes it; Markdown carries its own."""
    return _named(name) != "markdown" and not is_description(name)


def is_description(name: str) -> bool:
    """Whether the file belongs to another one beside it: its description, its recognised text."""
    return PurePath(name).suffix.lower() in _BESIDE


def check_known(path: Path) -> None:
    """Refuses a file that no reader takes.

    Raises:
        DocumentError: says which kinds can be read.
        OSError: it cannot be opened.
    """
    reason = unread_reason(path)
    if reason is not None:
        raise DocumentError(str(path), f"{reason[0]}; known are {', '.join(_BY_ENDING)}")


def unread_reason(path: Path) -> tuple[str, bool] | None:
    """Why a reader will not take the file, and whether it looks like a document; None: one will.

    Only files whose name says nothing are opened.

    Raises:
        OSError: it cannot be opened.
    """
    if is_known(path.name):
        return None
    suffix = path.suffix.lower()
    reason = _unknown(suffix)
    if is_description(path.name):
        return reason, False
    return _unread(suffix, reason, _looked_into(path))


def _looked_into(path: Path) -> bytes:
    """As much of the file as tells its kind; containers have their directory at the end."""
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
        whole = is_container(head) and path.stat().st_size <= _CONTAINER_BYTES
        return head + (file.read() if whole else b"")


def _unread(suffix: str, reason: str, content: bytes) -> tuple[str, bool] | None:
    kind, said = known_kind(content), foreign(content)
    if _proved(kind) and kind != _ARCHIVE:
        return None
    if said is not None:
        return f"is {said}, which is not read", is_foreign_document(said)
    if not content:
        return "is empty", False
    is_named = kind not in (None, "html", _ARCHIVE)  # programs keep pages and archives of their own
    looks = is_named or suffix in _OFFICE_NAMES or (not suffix and is_text(content))
    return (_LOCKED if kind == "locked" else reason), looks


def read(path: str, content: bytes, limits: Limits) -> RawDocument:
    """What the reader for that content makes of it; `path` is for its name and for messages.

    Raises:
        DocumentError: no reader takes it, or it is broken.
    """
    named, found = _named(path), known_kind(content)
    if not content and (named is None or not _KINDS[named].is_text):
        raise DocumentError(path, "is empty")
    kind = _chosen(path, named, found, content, is_within=limits.depth > 0)
    reader: Reader = import_module(f"ingest.readers.{_KINDS[kind].reader}").read
    raw = reader(path, content, limits)
    if named == kind:
        return raw
    suffix = PurePath(path).suffix
    ending = f"is named {suffix}" if suffix else "has no ending"
    noun = _KINDS[kind].noun
    warning = f"{ending} but is {noun}; read as {noun}"
    return replace(raw, warnings=(warning, *raw.warnings))


def _chosen(
    path: str, named: str | None, found: str | None, content: bytes, is_within: bool
) -> str:
    suffix = PurePath(path).suffix
    if found == "locked":
        raise DocumentError(path, _LOCKED)
    if found == _ARCHIVE and named in _PACKAGES:
        return named  # a damaged one: its reader says so
    if found and _proved(found) and (named or found != _ARCHIVE):
        return found
    if named is None:
        said = foreign(content)
        told = f"is {said}, which is not read" if said else _unknown(suffix)
        raise DocumentError(
            path, told if is_within else f"{told}; known are {', '.join(_BY_ENDING)}"
        )
    if found is None and not is_text(content) and named not in _MAILS:
        return _binary(path, named, content)
    if found in _TAKES.get(named, ()):
        return named if found is None or named in _KEEPS else found
    if _KINDS[named].is_text:
        return found if found and _is_marked(found) else named
    holds = _KINDS[found].noun if found and found in _KINDS else "plain text"
    raise DocumentError(
        path, f"is named {suffix} but holds {holds}; get the file again or name it so"
    )


def _proved(kind: str | None) -> bool:
    """Whether the content alone tells that it is such a file, which its name cannot deny."""
    return kind is not None and kind in _KINDS and not _KINDS[kind].is_text


def _is_marked(kind: str) -> bool:
    """Whether text of that kind has marks by which it is known under any name of a text."""
    return kind in ("html", "eml", "mhtml") and kind in _KINDS


def _binary(path: str, named: str, content: bytes) -> str:
    """Content that is no text and proves nothing: damaged, or of a kind that nobody reads."""
    said = foreign(content)
    if said is None and not _KINDS[named].is_text:
        return named  # its reader says what is wrong
    if said is None:
        raise DocumentError(path, "is not text; save it as UTF-8 text and ingest that")
    raise DocumentError(path, f"is named {PurePath(path).suffix} but is {said}, which is not read")


def _unknown(suffix: str) -> str:
    return (
        f"files ending in '{suffix}' are not read"
        if suffix
        else "files without an ending are not read"
    )


def _named(name: str) -> str | None:
    return _BY_ENDING.get(PurePath(name).suffix.lower())
