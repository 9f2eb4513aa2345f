"""From a raw document to one ready to be stored: cleaned, described, cut into passages."""

from __future__ import annotations

from typing import NamedTuple

from corpus.documents import Document, Page, Passage
from corpus.errors import DocumentError
from corpus.text.normalising import words
from ingest.cutting.cleaning import clean
from ingest.cutting.description import describe
from ingest.cutting.passages import passages
from ingest.files import FoundFile, incomplete
from ingest.readers.raw import RawDocument


class Assembled(NamedTuple):
    """A document with its pages and passages, as `CorpusStore.add` takes them."""

    document: Document
    pages: tuple[Page, ...]
    passages: list[Passage]


def assemble(source: FoundFile, raw: RawDocument, known_id: str | None) -> Assembled:
    """The document that the raw one makes; `known_id` is the id that the store has for the file.

    Raises:
        DocumentError: it holds no text.
        InvalidMetadata: its description breaks the schema.
    """
    cleaned = clean(raw)
    if not any(page.text for page in cleaned.pages):
        reason = "; ".join(["holds no text", *raw.warnings])
        raise DocumentError(str(source.path), reason, next(iter(raw.unread), None))
    metadata = describe(source, raw, cleaned, known_id)
    cut = passages(metadata.id, metadata.lang, cleaned.pages, cleaned.headings)
    document = Document(
        metadata=metadata,
        content_hash=incomplete(source) if raw.unread else source.content_hash,
        source_hash=source.source_hash,
        source_path=source.place,
        media_type=raw.media_type,
        pages=len(cleaned.pages),
        passages=len(cut),
        words=sum(words(page.text) for page in cleaned.pages),
    )
    return Assembled(document, cleaned.pages, cut)
