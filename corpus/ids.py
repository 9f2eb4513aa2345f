"""Ids and hashes made from content, so that the same content has the same name everywhere.

document_id("Noorte Tugila.pdf", "9f86d0…") -> "noorte-tugila-9f86d081"
passage_id("vunki-mano", "Some text", 0)    -> "vunki-mano~1f2e3d4c5b"
tombstone("vunki-mano")                     -> "#5d41402abc…"
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from pathlib import Path

_FOLD = str.maketrans({"ł": "l", "ø": "o", "æ": "ae", "ß": "ss", "đ": "d"})


def digest(data: bytes) -> str:
    """SHA-256 as 64 hex digits."""
    return hashlib.sha256(data).hexdigest()


def file_digest(path: Path) -> str:
    """SHA-256 of a file's content, read in parts."""
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def text_digest(text: str) -> str:
    """SHA-256 of a text's UTF-8 bytes."""
    return digest(text.encode())


def slug(name: str) -> str:
    """Lower-case ASCII words joined by hyphens: "Õppereis Taani" -> "oppereis-taani"."""
    folded = unicodedata.normalize("NFKD", name.lower().translate(_FOLD))
    ascii_only = folded.encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-") or "document"


def document_id(path: str, source_hash: str) -> str:
    """An id for a file that brings none: its name, and eight digits of its content."""
    return f"{slug(Path(path).stem)[:60]}-{source_hash[:8]}"


def passage_id(document_id: str, text: str, repeat: int) -> str:
    """The document's id and ten digits of the passage's text.

    The same text keeps its id over re-ingests, so a link to it stays good; `repeat` tells
    apart equal passages of one document (0 for the first).
    """
    return f"{document_id}~{text_digest(text)[:10]}" + (f".{repeat}" if repeat else "")


def tombstone(document_id: str) -> str:
    """What may stay of a removed document's id: whoever knows the id can tell it, no one else."""
    return f"#{text_digest(document_id)}"
