"""The nouns of the house: Reference, Metadata, Note, Page, Span, Passage, Document.

Plain frozen values without behaviour beyond what follows from their own fields; the store
keeps them, `ingest` makes them, `search_service` shows them.

Text coordinates: a page's `text` is its cleaned text; a document's text is its pages' texts
joined by PAGE_BREAK. A passage holds the exact stretch `start:end` of the document's text and,
for each page it touches, the stretch of that page's text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from corpus.accounts import PLAIN, PageAccount

PAGE_BREAK = "\n\n"


@dataclass(frozen=True, slots=True)
class Reference:
    """A source that a document rests on; `url` is its full address, `seen` an ISO date."""

    title: str
    publisher: str | None = None
    year: int | None = None
    url: str | None = None
    seen: str | None = None

    def __str__(self) -> str:
        """Title, publisher, year and address in one line."""
        said = (self.title, self.publisher, str(self.year or ""), self.url)
        return ", ".join(filter(None, said))


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a curator says of a document; field names are those of the front matter.

    `verification` says how far its facts were compared with its sources, `verified` when (an ISO
    date); `authorship` who wrote the text and who of the field has read it.
    """

    id: str
    title: str
    lang: str
    type: str
    country: str | None = None
    place: str | None = None
    year: int | None = None
    organisations: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    target_groups: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    funding: tuple[str, ...] = ()
    evidence_level: str | None = None
    verification: str | None = None
    verified: str | None = None
    authorship: str | None = None
    sources: tuple[Reference, ...] = ()
    licence: str | None = None
    translation_of: str | None = None
    status: str = "published"
    facts: tuple[str, ...] = ()

    @property
    def work(self) -> str:
        """The id that a document shares with its translations: the original's."""
        return self.translation_of or self.id


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote's mark: behind the first `at` characters of a page stands `number`.

    The number is the place, from 1, of the document's source that tells what stands before it.
    """

    at: int
    number: int


@dataclass(frozen=True, slots=True)
class Page:
    """One page: `number` counts from 1 in the file, `label` is the number printed on it.

    Formats without pages have one page with number None. `notes` are in order; their marks are
    no part of the text. `account` says how the page was read.
    """

    number: int | None
    label: str | None
    text: str
    notes: tuple[Note, ...] = ()
    account: PageAccount = PLAIN


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start:end` of the text of the page at `page_index` (from 0)."""

    page_index: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document that is searched and cited as one piece.

    `section` is the path of headings as `corpus.markup` writes it ("" outside any heading).
    `text` equals the document's text[start:end], character for character.
    `page`/`page_label` are those of the first page it touches.
    """

    id: str
    document_id: str
    ordinal: int
    lang: str
    section: str
    text: str
    start: int
    end: int
    page: int | None
    page_label: str | None
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A document as it stands in the store, without its pages and passages.

    `source_hash` is the SHA-256 of the file, under which the original is kept; `content_hash` is
    one of all that was made of it: metadata, pages, passages. `data_folder` is the one whose
    ingest last saw the file at `source_path`; None where that was not noted. `read_as` names the
    files, the readers' version and the settings from which that came (`ingest.terms`). `passages`
    counts those that may be shown; `withheld` is a mark of what may not, None where all may.
    `added` and `changed` are the days on which the store first and last took it in, None where
    not known.
    """

    metadata: Metadata
    content_hash: str
    source_hash: str
    source_path: str
    media_type: str
    pages: int
    passages: int
    words: int
    data_folder: str | None = None
    read_as: str | None = None
    withheld: str | None = None
    added: date | None = field(default=None, compare=False)
    changed: date | None = field(default=None, compare=False)

    @property
    def id(self) -> str:
        """The catalogue's id."""
        return self.metadata.id
