"""Tells what a file is from its content, never from its name.

    known_kind(b"%PDF-1.7 …")  ->  "pdf"
    known_kind(b"Plain words") ->  None          text of any kind, which only its name can tell

`ingest.readers.formats` holds this against the name. Packages (Word, OpenDocument, EPUB) are told
by their members, the old Office formats by the streams of their container.
"""

from __future__ import annotations

import io
import zipfile
from email.parser import BytesHeaderParser

import olefile  # type: ignore[import-untyped]

_HEAD_BYTES = 1024  # a PDF may begin with some foreign bytes, a page with a remark
_SAMPLE_BYTES = 65_536
_MIMETYPE_BYTES = 100
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\v\b\x1a\x1b"))
_FEW_CONTROLS = 0.002  # of the characters, by hand: a stray one in an old text file
_WIDE = 0.8  # of the bytes on one side, by hand
_FEWEST = 8  # characters by which that can be told
_CFB = olefile.MAGIC
_ZIPS = (b"PK\x03\x04", b"PK\x05\x06")
_TEXT_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_OPENDOCUMENT = "application/vnd.oasis.opendocument."
# Mark at the beginning: kind. Those that no reader takes are named by what people call them.
_MAGIC = {
    b"{\\rtf": "rtf",
    b"\x89PNG\r\n\x1a\n": "picture",
    b"\xff\xd8\xff": "picture",
    b"II*\0": "picture",
    b"MM\0*": "picture",
}
_FOREIGN = {
    b"\x1f\x8b": "a gzip archive",
    b"7z\xbc\xaf\x27\x1c": "a 7z archive",
    b"Rar!": "a RAR archive",
    b"BZh": "a bzip2 archive",
    b"\xfd7zXZ": "an xz archive",
    b"GIF8": "a GIF picture",
    b"RIFF": "a sound, a film or a WebP picture",
    b"ID3": "a sound",
    b"OggS": "a sound or a film",
    b"\x1a\x45\xdf\xa3": "a film",
    b"MZ": "a program",
    b"\x7fELF": "a program",
    b"SQLite format 3": "a database",
    b"AT&TFORM": "a DjVu scan",
    b"\xffWPC": "a WordPerfect document",
    b"%!PS": "a PostScript document",
}
_DOCUMENTS = ("a DjVu scan", "a WordPerfect document", "a PostScript document")
_FOLDERS = {"word": "docx", "ppt": "pptx", "xl": "xlsx"}  # where such a package keeps its parts
_STREAMS = {
    "EncryptedPackage": "locked",
    "WordDocument": "doc",
    "Workbook": "xls",
    "Book": "xls",
    "PowerPoint Document": "ppt",
    "__properties_version1.0": "msg",
}
# Headers of which a mail has at least two; a note may begin with "Subject:" alone.
_MAIL = ("from", "to", "date", "subject", "message-id", "mime-version", "received", "return-path")
_FEWEST_HEADERS = 3


def known_kind(content: bytes) -> str | None:
    """The kind that the content proves; None for text, and for what is not known.

    "locked" is an Office file with a password.
    """
    head = content[:_HEAD_BYTES]
    for mark, kind in _MAGIC.items():
        if head.startswith(mark):
            return kind
    if _is_pdf(content, head):
        return "pdf"
    if head.startswith(_ZIPS):
        return _package(content)
    if head.startswith(_CFB):
        return _compound(content)
    return (_markup(head) if is_text(content) else None) or _mail(content)


def is_container(head: bytes) -> bool:
    """Whether the file's kind is told by what it contains."""
    return head.startswith((*_ZIPS, _CFB))


def foreign(content: bytes) -> str | None:
    """What people call a file that no reader takes; None where its content does not tell."""
    return next((said for mark, said in _FOREIGN.items() if content.startswith(mark)), None)


def is_foreign_document(said: str | None) -> bool:
    """Whether what is called so holds text that somebody wrote."""
    return said in _DOCUMENTS


def is_text(content: bytes) -> bool:
    """Whether the bytes are characters: no NUL and next to no control characters."""
    if content.startswith(_TEXT_MARKS) or _is_wide(content[:_SAMPLE_BYTES]):
        return True
    sample = content[:_SAMPLE_BYTES]
    if b"\0" in content:
        return False
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return controls <= len(sample) * _FEW_CONTROLS


def _is_wide(sample: bytes) -> bool:
    """Latin text in UTF-16 without a mark: nearly every other byte is empty, the others are not."""
    half = len(sample) // 2
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    return half >= _FEWEST and min(even, odd) < half * _FEW_CONTROLS < half * _WIDE < max(even, odd)


def _is_pdf(content: bytes, head: bytes) -> bool:
    """A PDF begins with its mark, or is no text and has it soon."""
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"%PDF-"):
        return True
    return b"%PDF-" in head and (b"startxref" in content or not is_text(content))


def _package(content: bytes) -> str | None:
    """None where the directory is damaged: the reader for its name says so."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            if "mimetype" in names:
                with archive.open("mimetype") as member:
                    return _declared(member.read(_MIMETYPE_BYTES)) or "zip"
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError, EOFError):
        return None
    if "[Content_Types].xml" not in names:
        return "zip"
    if "xl/workbook.bin" in names:
        return "xls"  # a binary workbook, which LibreOffice reads as it does the old ones
    found = (kind for folder, kind in _FOLDERS.items() if _has_folder(names, folder))
    return next(found, "zip")


def _has_folder(names: list[str], folder: str) -> bool:
    return any(name.startswith(f"{folder}/") for name in names)


def _declared(mimetype: bytes) -> str | None:
    told = mimetype.decode("ascii", "replace").strip()
    if told == "application/epub+zip":
        return "epub"
    for name in ("text", "spreadsheet", "presentation"):
        if told.removeprefix(_OPENDOCUMENT).removesuffix("-template") == name:
            return "odf"
    return None


def _compound(content: bytes) -> str | None:
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as container:
            found = {entry[0] for entry in container.listdir()}
    except Exception:  # the library raises whatever a broken directory leads to
        return None
    return next((kind for name, kind in _STREAMS.items() if name in found), None)


def _markup(head: bytes) -> str | None:
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    while text.startswith((b"<!--", b"<?xml")):
        _, end, text = text.partition(b"-->" if text.startswith(b"<!--") else b"?>")
        text = text.lstrip()
        if not end:
            return None
    return "html" if text.startswith((b"<!doctype html", b"<html")) else None


def _mail(content: bytes) -> str | None:
    head, blank, _ = content[:_SAMPLE_BYTES].replace(b"\r\n", b"\n").partition(b"\n\n")
    if not blank or b":" not in head.split(b"\n", 1)[0] or not is_text(head):
        return None
    headers = BytesHeaderParser().parsebytes(head + b"\n\n")
    saved = "snapshot-content-location" in headers or "<saved by" in str(headers["from"]).lower()
    if saved:
        return "mhtml"
    found = sum(1 for name in _MAIL if name in headers)
    return "eml" if found >= _FEWEST_HEADERS and "from" in headers else None
