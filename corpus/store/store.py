"""The corpus store: documents with their pages and passages, and the feed of their changes.

The meeting place of the house: `ingest` adds and removes here, one transaction a document;
`search_service` reads and follows `changes_since`. SQLite in the data folder by default,
PostgreSQL by URL; both behave the same.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import (
    BindParameter,
    Connection,
    Row,
    Select,
    Table,
    bindparam,
    create_engine,
    delete,
    event,
    func,
    insert,
    make_url,
    select,
    update,
)
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from corpus.documents import Document, Page, Passage
from corpus.errors import NotFound, StorageError
from corpus.gaps import Gap, may_be_kept
from corpus.store import rows, schema
from corpus.store.migrate import upgrade
from corpus.text.phrases import holding

_PRAGMAS = (
    "busy_timeout=30000",  # first: a new file's change of journal waits for others too
    "journal_mode=WAL",
    "foreign_keys=ON",
    "synchronous=FULL",
    "secure_delete=ON",
    "cache_size=-32768",  # kB: a search reads rows from all over the file
)
_FILE = "corpus.sqlite"
_IDS_A_QUERY = 500  # databases allow some thousands of parameters
_WRITERS = 0x51_4B_4B  # the number of PostgreSQL's lock that writers take


class Change(NamedTuple):
    """One step of the feed: `kind` is "put" or "remove"."""

    seq: int
    document_id: str
    kind: str


class CorpusStore:
    """Documents in a database; safe to share between threads and processes."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writer = engine.execution_options(writes=True)
        self._name = engine.url.render_as_string(hide_password=True)

    @classmethod
    def open(cls, url: str) -> CorpusStore:
        """Opens (and where needed creates or upgrades) the database at a SQLAlchemy URL.

        Raises:
            StorageError: it cannot be opened or written.
        """
        with _storage_errors(_without_password(url)):
            engine = create_engine(url)
            if engine.dialect.name == "sqlite":
                event.listen(engine, "connect", _set_pragmas)
                event.listen(engine, "begin", _begin)
            else:
                event.listen(engine, "begin", _wait_for_turn)
            try:
                upgrade(engine)
            except BaseException:
                engine.dispose()
                raise
        return cls(engine)

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
        self._engine.dispose()

    # Writing: each call is one transaction.

    def add(
        self,
        document: Document,
        pages: Sequence[Page],
        passages: Sequence[Passage],
        instead_of: str | None = None,
    ) -> None:
        """Puts a document in whole; one with the same id is replaced whole.

        `instead_of` is the id that the document had before, if it was given another.

        Raises:
            StorageError: nothing was changed.
        """
        with self._write() as connection:
            if instead_of not in (None, document.id) and _delete(connection, instead_of):
                _record(connection, instead_of, "remove")
            _delete(connection, document.id)
            connection.execute(insert(schema.documents), rows.document_row(document))
            if pages:
                connection.execute(insert(schema.pages), rows.page_rows(document.id, pages))
            if passages:
                values = [rows.passage_row(passage) for passage in passages]
                connection.execute(insert(schema.passages), values)
            _record(connection, document.id, "put")

    def remove(self, document_id: str) -> None:
        """Takes a document out, with its pages and passages.

        Raises:
            NotFound: there is no such document.
        """
        with self._write() as connection:
            if not _delete(connection, document_id):
                raise _no_document(document_id)
            _record(connection, document_id, "remove")

    def scrub(self) -> None:
        """Sees that what was removed stands in no file of the database any more.

        SQLite zeroes what it deletes, but keeps a log of former pages until it is written back.
        """
        if self._engine.dialect.name == "sqlite":
            with _storage_errors(self._name), closing(self._engine.raw_connection()) as connection:
                connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def note_gap(self, gap: Gap) -> bool:
        """Keeps a question without an answer, or counts it once more; False: it must not be kept.

        Raises:
            StorageError: nothing was changed.
        """
        if not may_be_kept(gap.question):
            return False
        values = rows.gap_row(gap)
        table = schema.gaps
        with self._write() as connection:
            same = update(table).where(table.c.key == values["key"])
            news = {n: values[n] for n in ("documents", "score", "bar", "last_asked")}
            counted = connection.execute(same.values(news | {"times": table.c.times + gap.times}))
            if not counted.rowcount:
                connection.execute(insert(table), values)
        return True

    # Reading.

    def gaps(self) -> list[Gap]:
        """The questions without an answer, the most often asked first, then the latest."""
        table = schema.gaps.c
        query = select(schema.gaps).order_by(table.times.desc(), table.last_asked.desc())
        return [rows.gap_of(row) for row in self._read(query)]

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
        found = self._read(_DOCUMENTS) if ids is None else self._read_in(_DOCUMENTS_OF, ids)
        return sorted(map(rows.document_of, found), key=lambda document: document.id)

    def document_at(self, source_path: str) -> Document | None:
        """The document that was read from that file, if any."""
        query = _select_documents().where(schema.documents.c.source_path == source_path)
        return next(map(rows.document_of, self._read(query)), None)

    def documents_of(self, source_hash: str) -> list[Document]:
        """The documents whose file has that content."""
        query = _select_documents().where(schema.documents.c.source_hash == source_hash)
        return [rows.document_of(row) for row in self._read(query)]

    def translations(self, document_id: str) -> list[Document]:
        """The document's original and the other translations of it, without itself."""
        root = self.document(document_id).metadata.translation_of or document_id
        table = schema.documents.c
        query = _select_documents().where((table.id == root) | (table.translation_of == root))
        found = map(rows.document_of, self._read(query))
        return [document for document in found if document.id != document_id]

    def passages_with(self, phrases: Sequence[str]) -> list[str]:
        """The ids of the passages that hold every phrase, as `phrases.holding` tells."""
        holds = holding(phrases)
        query = select(schema.passages.c.id, schema.passages.c.text)
        return [row.id for row in self._read(query) if holds(row.text)]

    def sample(self, passages: int) -> list[tuple[str, str]]:
        """Language and text of at most so many passages, the first of each document first."""
        table = schema.passages.c
        query = select(table.lang, table.text).order_by(table.ordinal, table.id).limit(passages)
        return [(row.lang, row.text) for row in self._read(query)]

    def pages(self, document_id: str) -> list[Page]:
        """The document's pages in order."""
        table = schema.pages.c
        query = select(schema.pages).where(table.document_id == document_id)
        return [rows.page_of(row) for row in self._read(query.order_by(table.page_index))]

    def passages_of(self, document_id: str) -> list[Passage]:
        """The document's passages in order."""
        table = schema.passages.c
        query = select(schema.passages).where(table.document_id == document_id)
        return [rows.passage_of(row) for row in self._read(query.order_by(table.ordinal))]

    def passages(self, ids: Iterable[str]) -> dict[str, Passage]:
        """Passages by id, those that exist."""
        found = self._read_in(_PASSAGES, ids)
        return {passage.id: passage for passage in map(rows.passage_of, found)}

    def changes_since(self, seq: int) -> list[Change]:
        """The last change of each document after that position of the feed, in order."""
        table = schema.changes
        last = select(func.max(table.c.seq)).where(table.c.seq > seq).group_by(table.c.document_id)
        query = select(table).where(table.c.seq.in_(last)).order_by(table.c.seq)
        return [Change(row.seq, row.document_id, row.kind) for row in self._read(query)]

    def position(self) -> int:
        """The feed's last position; 0 for a store that never changed.

        Every search asks this, so it goes to the driver itself, at a sixth of the time.
        """
        with _storage_errors(self._name), closing(self._engine.raw_connection()) as connection:
            cursor = connection.cursor()
            try:
                cursor.execute(_POSITION)
                ((position,),) = cursor.fetchall()
            except self._engine.dialect.loaded_dbapi.Error as error:
                raise SQLAlchemyError(str(error)) from None
        return int(position)

    def counts(self) -> dict[str, int]:
        """How many `documents`, `pages`, `passages` and `words` the store holds."""
        counted = (schema.documents, schema.pages, schema.passages)
        sizes = {t.name: self._number(select(func.count()).select_from(t)) for t in counted}
        words = select(func.coalesce(func.sum(schema.documents.c.words), 0))
        return sizes | {"words": self._number(words)}

    # Connections.

    @contextmanager
    def _write(self) -> Iterator[Connection]:
        with _storage_errors(self._name), self._writer.begin() as connection:
            yield connection

    def _read(self, query: Select[Any], **parameters: object) -> Sequence[Row[Any]]:
        with _storage_errors(self._name), self._engine.connect() as connection:
            return connection.execute(query, parameters).all()

    def _read_in(self, query: Select[Any], ids: Iterable[str]) -> list[Row[Any]]:
        wanted = list(dict.fromkeys(ids))
        parts = [wanted[at : at + _IDS_A_QUERY] for at in range(0, len(wanted), _IDS_A_QUERY)]
        return [row for part in parts for row in self._read(query, ids=part)]

    def _number(self, query: Select[Any]) -> int:
        return int(self._read(query)[0][0])


@contextmanager
def _storage_errors(name: str) -> Iterator[None]:
    """Turns what a database says of disks and rights into one sentence."""
    try:
        yield
    except (SQLAlchemyError, ImportError) as error:
        cause = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        raise StorageError(f"{name}: the corpus store fails ({cause}); {_advice(cause)}") from error


def _without_password(url: str) -> str:
    try:
        return make_url(url).render_as_string(hide_password=True)
    except SQLAlchemyError:
        return "SIKK_STORE_URL"


def _advice(cause: str) -> str:
    if "No module named" in cause:
        return "install the database's driver beside this program, such as `pip install psycopg`"
    if "full" in cause or "disk I/O" in cause:
        return "free some disk space and run the same command again"
    if "readonly" in cause or "unable to open" in cause or "denied" in cause:
        return "give yourself write access there or choose another folder with --data"
    return "see that the database is there and is one of this product's"


def _set_pragmas(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # transactions are begun by `_begin`, not by the driver
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    # A transaction that reads first and writes later cannot wait for another writer, so a
    # writer takes the lock at once; readers take none.
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _wait_for_turn(connection: Connection) -> None:
    # PostgreSQL lets writers pass each other: a follower of the feed would see a later number
    # first and miss the earlier one for ever. So writers go one by one here too.
    if connection.get_execution_options().get("writes"):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITERS})")


def _no_document(document_id: str) -> NotFound:
    return NotFound(f"document '{document_id}': not in the corpus; see `sikk corpus list`")


def _select_documents() -> Select[Any]:
    return select(
        schema.documents,
        _count_of(schema.pages).label("pages"),
        _count_of(schema.passages).label("passages"),
    )


def _count_of(table: Table) -> Any:
    owned = select(func.count()).where(table.c.document_id == schema.documents.c.id)
    return owned.scalar_subquery()


def _record(connection: Connection, document_id: str, kind: str) -> None:
    connection.execute(insert(schema.changes), {"document_id": document_id, "kind": kind})


def _delete(connection: Connection, document_id: str) -> int:
    table = schema.documents
    return connection.execute(delete(table).where(table.c.id == document_id)).rowcount


# Built once: building a statement takes longer than a small read.
_IDS: BindParameter[str] = bindparam("ids", expanding=True)
_PASSAGES = select(schema.passages).where(schema.passages.c.id.in_(_IDS))
_DOCUMENTS = _select_documents()
_DOCUMENTS_OF = _DOCUMENTS.where(schema.documents.c.id.in_(_IDS))
_POSITION = "SELECT coalesce(max(seq), 0) FROM changes"
