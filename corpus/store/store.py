"""The corpus store: documents with their pages and passages, and the feed of their changes.

The meeting place of the house: `ingest` adds and removes here, one transaction a document;
`search_service` reads and follows its `position`. What is withheld because of personal data is
read only by those who ask for the whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Select,
    Table,
    bindparam,
    delete,
    func,
    insert,
    select,
)

from corpus.documents import Document, Page, Passage
from corpus.errors import NotFound, StorageError
from corpus.ids import tombstone
from corpus.store import days, feedback_list, gap_list, personal_list, rows, schema
from corpus.store.database import Database
from corpus.store.failure_list import FailureList
from corpus.store.feedback_list import FeedbackList
from corpus.store.gap_list import GapList
from corpus.store.personal_list import PersonalList
from corpus.store.read_files import ReadFiles
from corpus.store.withholding import PersonalFinding
from corpus.text.phrases import holding, within_numbers

_FILE = "corpus.sqlite"


class Change(NamedTuple):
    """One step of the feed: `kind` is "put" or "remove".

    A document that was removed is named by its `tombstone` alone, so that the feed does not keep
    what was taken out.
    """

    seq: int
    document_id: str
    kind: str


class CorpusStore:
    """Documents in a database; safe to share between threads and processes."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.gaps = GapList(database)
        self.feedback = FeedbackList(database)
        self.personal = PersonalList(database)
        self.failures = FailureList(database)
        self.files = ReadFiles(database)

    @classmethod
    def open(cls, url: str) -> CorpusStore:
        """Opens (and where needed creates or upgrades) the database at a SQLAlchemy URL.

        Raises:
            StorageError: it cannot be opened or written.
        """
        return cls(Database.open(url))

    @classmethod
    def in_folder(cls, data: Path) -> CorpusStore:
        """The SQLite store of a data folder, `DATA/corpus.sqlite`; both are made where missing."""
        try:
            data.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StorageError(
                f"{data}: the data folder cannot be made ({error.strerror}); "
                "choose another with --data"
            ) from None
        return cls.open(cls.url_in(data))

    @classmethod
    def url_in(cls, data: Path) -> str:
        """The SQLAlchemy URL of a data folder's SQLite store."""
        return f"sqlite:///{data / _FILE}"

    @classmethod
    def is_in_folder(cls, data: Path) -> bool:
        """Whether a data folder has a SQLite store already."""
        return (data / _FILE).exists()

    def close(self) -> None:
        """Gives back the database connections."""
        self._database.close()

    # Writing: each call is one transaction.

    def add(
        self,
        document: Document,
        pages: Sequence[Page],
        passages: Sequence[Passage],
        instead_of: str | None = None,
        findings: Sequence[PersonalFinding] = (),
        day: date | None = None,
    ) -> None:
        """Puts a document in whole; one with the same id is replaced whole.

        `instead_of` is the id that it had before, if it was given another; `findings` are its
        personal data. What a curator decided before of a value stays, and so does the day on which
        the document came in; `day` is the present one, today where it is not said.

        Raises:
            StorageError: nothing was changed.
        """
        with self._database.write() as connection:
            former = [document.id, instead_of or document.id]
            decided = personal_list.decisions(connection, former)
            put = days.of_put(connection, former, day)
            if instead_of and instead_of != document.id:
                _take_out(connection, instead_of, instead=document.id)
            _delete(connection, document.id)
            connection.execute(insert(schema.documents), rows.document_row(document) | put)
            if pages:
                connection.execute(insert(schema.pages), rows.page_rows(document.id, pages))
            if passages:
                values = [rows.passage_row(passage) for passage in passages]
                connection.execute(insert(schema.passages), values)
            if findings:
                personal_list.put(connection, document.id, pages, passages, findings, decided)
            _record(connection, document.id, "put")

    def remove(self, document_id: str) -> None:
        """Takes a document out, with its pages and passages; a gap that it closed is open again.

        Raises:
            NotFound: there is no such document.
        """
        with self._database.write() as connection:
            if not _take_out(connection, document_id):
                raise _no_document(document_id)

    def scrub(self) -> None:
        """Sees that what was removed stands in no file of the database any more.

        Raises:
            StorageError: others read or write without a pause.
        """
        self._database.scrub()

    # Reading.

    def document(self, document_id: str) -> Document:
        """The document of that id.

        Raises:
            NotFound: there is none.
        """
        found = self.documents([document_id])
        if not found:
            raise _no_document(document_id)
        return found[0]

    def documents(self, ids: Iterable[str] | None = None) -> list[Document]:
        """All documents, or those of the ids that exist; ordered by id."""
        base = self._database
        found = base.read(_DOCUMENTS) if ids is None else base.read_in(_DOCUMENTS_OF, ids)
        return sorted(map(rows.document_of, found), key=lambda document: document.id)

    def document_at(self, source_path: str) -> Document | None:
        """The document that was read from that file, if any."""
        found = self._database.read(_DOCUMENTS_AT, place=source_path)
        return next(map(rows.document_of, found), None)

    def documents_of(self, source_hash: str) -> list[Document]:
        """The documents whose file has that content."""
        found = self._database.read(_DOCUMENTS_WITH, source_hash=source_hash)
        return [rows.document_of(row) for row in found]

    def translations(self, document_id: str) -> list[Document]:
        """The document's original and the other translations of it, without itself."""
        root = self.document(document_id).metadata.translation_of or document_id
        table = schema.documents.c
        query = _select_documents().where((table.id == root) | (table.translation_of == root))
        found = map(rows.document_of, self._database.read(query))
        return [document for document in found if document.id != document_id]

    def passages_with(self, phrases: Sequence[str]) -> list[str]:
        """The ids of the passages that hold every phrase, as `phrases.holding` tells.

        Of numbers that none holds, the passages that have them within longer ones.
        """
        table = schema.passages.c
        query = select(table.id, table.text, table.masks).where(_SHOWN)
        texts = [(row.id, rows.shown_text(row)) for row in self._database.read(query)]
        for holds in filter(None, (holding(phrases), within_numbers(phrases))):
            if found := [passage_id for passage_id, text in texts if holds(text)]:
                return found
        return []

    def sample(self, passages: int) -> list[tuple[str, str]]:
        """Language and text of at most so many passages, the first of each document first."""
        table = schema.passages.c
        query = select(table.lang, table.text, table.masks).where(_SHOWN)
        first = query.order_by(table.ordinal, table.id).limit(passages)
        return [(row.lang, rows.shown_text(row)) for row in self._database.read(first)]

    def pages(self, document_id: str, *, whole: bool = False) -> list[Page]:
        """The document's pages in order; whole, with what is withheld."""
        table = schema.pages.c
        query = select(schema.pages).where(table.document_id == document_id)
        ordered = query.order_by(table.page_index)
        return [rows.page_of(row, whole) for row in self._database.read(ordered)]

    def passages_of(self, document_id: str, *, whole: bool = False) -> list[Passage]:
        """The document's passages in order; whole, with what is withheld."""
        table = schema.passages.c
        of_this = table.document_id == document_id
        query = select(schema.passages).where(of_this if whole else of_this & _SHOWN)
        ordered = query.order_by(table.ordinal)
        return [rows.passage_of(row, whole) for row in self._database.read(ordered)]

    def passages(self, ids: Iterable[str]) -> dict[str, Passage]:
        """Passages by id, those that exist and are not held back."""
        found = self._database.read_in(_PASSAGES, ids)
        return {passage.id: passage for passage in map(rows.passage_of, found)}

    def changes_since(self, seq: int) -> list[Change]:
        """The last change of each document after that position of the feed, in order."""
        table = schema.changes
        last = select(func.max(table.c.seq)).where(table.c.seq > seq).group_by(table.c.document_id)
        query = select(table).where(table.c.seq.in_(last)).order_by(table.c.seq)
        return [Change(row.seq, row.document_id, row.kind) for row in self._database.read(query)]

    def position(self) -> int:
        """The feed's last position; 0 for a store that never changed."""
        return self._database.number(_POSITION)

    def counts(self) -> dict[str, int]:
        """How many `documents`, `pages`, `passages` and `words` the store holds."""
        return {name: self._database.number(statement) for name, statement in _COUNTS.items()}


def _no_document(document_id: str) -> NotFound:
    return NotFound(f"document '{document_id}': not in the corpus; see `sikk corpus list`")


def _select_documents() -> Select[Any]:
    return select(
        schema.documents,
        _count_of(schema.pages).label("pages"),
        _count_of(schema.passages, _SHOWN).label("passages"),
    )


def _count_of(table: Table, which: ColumnElement[bool] | None = None) -> Any:
    owned = select(func.count()).where(table.c.document_id == schema.documents.c.id)
    return (owned if which is None else owned.where(which)).scalar_subquery()


def _take_out(connection: Connection, document_id: str, instead: str | None = None) -> int:
    """Deletes the document, and its id from feed, gaps and feedback."""
    deleted = _delete(connection, document_id)
    if deleted:
        table = schema.changes
        connection.execute(delete(table).where(table.c.document_id == document_id))
        _record(connection, tombstone(document_id), "remove")
        gap_list.answered_by(connection, document_id, instead)
        feedback_list.gone_with(connection, document_id, instead)
    return deleted


def _record(connection: Connection, document_id: str, kind: str) -> None:
    connection.execute(insert(schema.changes), {"document_id": document_id, "kind": kind})


def _delete(connection: Connection, document_id: str) -> int:
    table = schema.documents
    return connection.execute(delete(table).where(table.c.id == document_id)).rowcount


# Built once: building a statement takes longer than a small read.
_SHOWN = schema.passages.c.held.is_(False)
_IDS: BindParameter[str] = bindparam("ids", expanding=True)
_PASSAGES = select(schema.passages).where(schema.passages.c.id.in_(_IDS) & _SHOWN)
_DOCUMENTS = _select_documents()
_DOCUMENTS_OF = _DOCUMENTS.where(schema.documents.c.id.in_(_IDS))
_DOCUMENTS_AT = _DOCUMENTS.where(schema.documents.c.source_path == bindparam("place"))
_DOCUMENTS_WITH = _DOCUMENTS.where(schema.documents.c.source_hash == bindparam("source_hash"))
_POSITION = "SELECT coalesce(max(seq), 0) FROM changes"
_COUNTS = {
    "documents": "SELECT count(*) FROM documents",
    "pages": "SELECT count(*) FROM pages",
    "passages": "SELECT count(*) FROM passages WHERE NOT held",
    "words": "SELECT coalesce(sum(words), 0) FROM documents",
}
