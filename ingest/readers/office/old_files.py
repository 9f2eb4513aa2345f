"""Reads old Office files (DOC, XLS, PPT, XLSB) as what LibreOffice makes of them.

The conversion writes files, which a reader may not: `ingest.confinement.conversion` does it in a
process of its own, and the file is read again with the outcome.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from corpus.errors import DocumentError
from corpus.ids import digest
from ingest.readers.contents import known_kind
from ingest.readers.office import docx, pptx, xlsx
from ingest.readers.raw import ConversionNeeded, Limits, RawDocument, Reader

_MEDIA_TYPES = {
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "ppt": "application/vnd.ms-powerpoint",
}
_WANTED = {"doc": "docx", "xls": "xlsx", "ppt": "pptx"}
_READERS: Mapping[str, Reader] = MappingProxyType(
    {"doc": docx.read, "xls": xlsx.read, "ppt": pptx.read}
)
_MOST_BYTES = 100_000_000
_DAMAGED = "is damaged or no Office document; open it in an office program and save it again"


def read(path: str, content: bytes, limits: Limits) -> RawDocument:
    """The converted file's text, with the kind of the file itself.

    Raises:
        DocumentError: damaged, or it could not be converted.
        ConversionNeeded: it has not been converted yet.
    """
    kind = known_kind(content)
    if kind not in _WANTED:
        raise DocumentError(path, _DAMAGED)
    if len(content) > _MOST_BYTES:
        raise DocumentError(path, "is too large to be converted; save it as .docx, .xlsx or .pptx")
    made = limits.converted.get(digest(content))
    if made is None:
        raise ConversionNeeded(content, kind, _WANTED[kind])
    if isinstance(made, str):
        raise DocumentError(path, made)
    raw = _READERS[kind](path, made, limits)
    return replace(raw, media_type=_MEDIA_TYPES[kind])
