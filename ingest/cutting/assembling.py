"""From a reading to a document ready to be stored: cleaned, described, cut into passages."""

from __future__ import annotations

from typing import NamedTuple

from corpus.documents import Document, Page, Passage
from corpus.errors import DocumentError
from corpus.text.normalising import words
from ingest.cutting.cleaning import clean
from ingest.cutting.description import describe
from ingest.cutting.passages import passages
from ingest.files import Source, incomplete
from ingest.readers.reading import Reading


class Assembled(NamedTuple):
    """A document with its pages and passages, as `CorpusStore.add` takes them."""

    document: Document
    pages: tuple[Page, ...]
    passages: list[Passage]


def assemble(source: Source, reading: Reading, known_id: str | None) -> Assembled:
    """The document that the reading makes; `known_id` is the id that the store has for the file.

    Raises:
        DocumentError: it holds no text.
        InvalidMetadata: its description breaks the schema.
    """
    cleaned = clean(reading)
    if not any(page.text for page in cleaned.pages):
        reason = "; ".join(["holds no text", *reading.warnings])
        raise DocumentError(str(source.path), reason, next(iter(reading.unread), None))
    metadata = describe(source, reading, cleaned, known_id)
    cut = passages(metadata.id, metadata.lang, cleaned.pages, cleaned.headings)
    document = Document(
        metadata=metadata,
        content_hash=incomplete(source) if reading.unread else source.content_hash,
        source_hash=source.source_hash,
        source_path=source.place,
        media_type=reading.media_type,
        pages=len(cleaned.pages),
        passages=len(cut),
        words=sum(words(page.text) for page in cleaned.pages),
    )
    return Assembled(document, cleaned.pages, cut)
