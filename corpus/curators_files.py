"""The curator's own file of a document: which one may be deleted together with it.

    deletable(document, Path("var"), library)  ->  OwnFiles((…/toidupank.pdf, …/toidupank.yaml), "")

The store knows a file by the place where it was read, but folders are copied and moved. A file
may be deleted only where it is surely this data folder's own:

1. its content is still what was read (SHA-256), and
2. it was read there by this data folder's ingest; or the data folder that read it is gone, so
   this is that folder, moved; or it lies where the file lay as seen from the former data folder
   and is another file, so it was moved or copied along with it.

What a data folder that is still there read is that folder's business. Where it was never noted
which folder read the file (stores of former versions), it must lie in the data folder or in the
library. Differs from `corpus.sources`, which keeps copies of its own.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from corpus.catalogue import descriptions
from corpus.documents import Document
from corpus.ids import file_digest


class OwnFiles(NamedTuple):
    """The files to delete; or none, and in `reason` one clause about the file that says why."""

    paths: tuple[Path, ...]
    reason: str


def deletable(document: Document, data: Path, library: Path) -> OwnFiles:
    """The document's file, and the description beside it, where they may be deleted."""
    read_at = Path(document.source_path)
    for place in _places(document, read_at, data.resolve(), library.resolve()):
        if place.is_file():
            if file_digest(place) != document.source_hash:
                return OwnFiles((), f"{place} is left: it is no longer the file that was read")
            return OwnFiles((place, *_descriptions(document, place)), "")
    if not read_at.exists():
        return OwnFiles((), f"{read_at} is not there any more")
    return OwnFiles((), f"{read_at} is left: {_not_ours(document)}")


def _places(document: Document, read_at: Path, data: Path, library: Path) -> list[Path]:
    """Where a file of this data folder's own may lie, the likeliest first."""
    reader = document.data_folder
    if reader is None:
        return [read_at] if any(map(read_at.is_relative_to, (data, library))) else []
    if reader == str(data):
        return [read_at]
    # As seen from the data folder the file lies where it lay: both were moved, or copied.
    along = Path(os.path.normpath(data / os.path.relpath(read_at, reader)))
    if Path(reader).is_dir():
        return [along] if along != read_at else []
    return [along, read_at]


def _not_ours(document: Document) -> str:
    if document.data_folder is None:
        return "it lies neither in the data folder nor in the library; delete it there yourself"
    return f"the data folder {document.data_folder} has it, of which this one is a copy"


def _descriptions(document: Document, file: Path) -> list[Path]:
    # Markdown carries its own description; a YAML file of that name is another's.
    if document.media_type == "text/markdown":
        return []
    return descriptions.beside(file)
