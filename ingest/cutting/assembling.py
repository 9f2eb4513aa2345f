"""From a raw document to one ready to be stored: cleaned, described, cut into passages."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from corpus.accounts import PLAIN
from corpus.documents import Document, Metadata, Page, Passage
from corpus.errors import DocumentError
from corpus.ids import text_digest
from corpus.text.normalising import words
from ingest.cutting.cleaning import clean
from ingest.cutting.description import describe
from ingest.cutting.passages import passages
from ingest.files import FoundFile
from ingest.readers.raw import PDF, RawDocument

_TITLE = 24  # characters by which a source is known in a list; the rest may break over lines


class Assembled(NamedTuple):
    """A document with its pages and passages, as `CorpusStore.add` takes them.

    `warnings` are what its text tells beyond what the reader warned of.
    """

    document: Document
    pages: tuple[Page, ...]
    passages: list[Passage]
    warnings: tuple[str, ...] = ()


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
    pages = _with_known_notes(cleaned.pages, metadata, raw.media_type)
    cut = passages(metadata.id, metadata.lang, pages, cleaned.headings)
    document = Document(
        metadata=metadata,
        content_hash=_content_hash(source, metadata, pages, cut),
        source_hash=source.source_hash,
        source_path=source.place,
        media_type=raw.media_type,
        pages=len(pages),
        passages=len(cut),
        words=sum(words(page.text) for page in pages),
    )
    return Assembled(document, pages, cut, cleaned.warnings)


def _content_hash(
    source: FoundFile, metadata: Metadata, pages: tuple[Page, ...], cut: list[Passage]
) -> str:
    """Another one whenever other text, places or metadata come out; accounts tell of the way."""
    bare = [replace(page, account=PLAIN) for page in pages]
    return text_digest(f"{source.source_hash} {metadata} {bare} {cut}")


def _with_known_notes(
    pages: tuple[Page, ...], metadata: Metadata, media_type: str
) -> tuple[Page, ...]:
    """The pages with the notes that mean a source of the description.

    A PDF's link does not tell what it leads to, so the document must list that source with
    that number.
    """
    numbers = set(range(1, len(metadata.sources) + 1))
    if media_type == PDF and any(page.notes for page in pages):
        text = " ".join(" ".join(page.text for page in pages).split())
        listed = enumerate(metadata.sources, start=1)
        numbers = {n for n, source in listed if f"{n}. {source.title}"[:_TITLE] in text}
    return tuple(
        replace(page, notes=tuple(note for note in page.notes if note.number in numbers))
        for page in pages
    )
