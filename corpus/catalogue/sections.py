"""The fixed sections of described documents: what stands under which heading, in both languages.

    role("Who pays and how much")  ->  "money"
    wanted("practice", "et")       ->  [DocumentSection("what", "Mis see on"), …]

`sections.tsv` is the list; a role with `?` may be left out. Papers and reports are free but for
the last section, what is not known.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from corpus import tables

_FILE = Path(__file__).with_name("sections.tsv")
UNKNOWN = "unknown"


class DocumentSection(NamedTuple):
    """A section's part in the document, and its heading in one language."""

    role: str
    heading: str
    optional: bool = False


def role(heading: str) -> str | None:
    """What a section with that heading tells; None for a heading of the writer's own."""
    return _roles().get(heading)


def wanted(kind: str, lang: str) -> list[DocumentSection]:
    """The sections of documents of that type, in order; none where the form is free."""
    return [
        DocumentSection(row["role"].rstrip("?"), row[lang], row["role"].endswith("?"))
        for row in _rows()
        if row["type"] == kind
    ]


@cache
def _rows() -> tuple[dict[str, str], ...]:
    return tuple(tables.rows(_FILE, ("type", "role", "et", "en")))


@cache
def _roles() -> dict[str, str]:
    return {row[lang]: row["role"].rstrip("?") for row in _rows() for lang in ("et", "en")}
