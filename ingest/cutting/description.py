"""What the catalogue says of a document: its own description, or what its text tells.

a file without a description  ->  title from its first heading, language detected, a report

Differs from `ingest.readers.titles`, which knows what a program leaves for a title.
"""

from __future__ import annotations

from pathlib import PurePath

from corpus.catalogue import catalogue
from corpus.documents import Metadata
from corpus.ids import document_id
from corpus.text import language
from ingest.cutting.cleaning import Cleaned
from ingest.files import FoundFile
from ingest.readers.raw import RawDocument
from ingest.readers.titles import is_named

_DEFAULT_TYPE = "report"
_LANGUAGE_SAMPLE = 20_000  # characters; a title page alone may mislead
_LONGEST_TITLE = 300


def describe(
    source: FoundFile, raw: RawDocument, cleaned: Cleaned, known_id: str | None
) -> Metadata:
    """The document's metadata; `known_id` is the id that the store has for that file.

    Raises:
        InvalidMetadata: its description breaks the schema.
    """
    if raw.description is not None:
        return catalogue.parse(raw.description, str(source.description or source.path))
    text = "\n".join(page.text for page in cleaned.pages)[:_LANGUAGE_SAMPLE]
    return Metadata(
        id=known_id or document_id(source.place, source.source_hash),
        title=_title(raw, cleaned) or PurePath(source.place).stem,
        lang=language.detect(text[len(text) // 4 :]),
        type=_DEFAULT_TYPE,
    )


def _title(raw: RawDocument, cleaned: Cleaned) -> str:
    """The file's own title, or the first heading of its text; never one that a program left."""
    told = [raw.title or "", *(heading.text for heading in cleaned.headings)]
    return next(filter(is_named, told), "")[:_LONGEST_TITLE].strip()
