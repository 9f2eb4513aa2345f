"""The database under the corpus store: opened, read and written by the same rules everywhere.

    database = Database.open("sqlite:///var/corpus.sqlite")
    with database.write() as connection: ...

SQLite in the data folder by default, PostgreSQL by URL; both behave the same. Differs from
`corpus.store.store`, which knows what documents are: here are only connections and faults.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Any

from sqlalchemy import Connection, Row, Select, create_engine, event, make_url
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from corpus.errors import StorageError
from corpus.store.migrate import upgrade
from corpus.store.write_ahead import PATIENCE_SECONDS, write_ahead

_PRAGMAS = (
    "foreign_keys=ON",
    "synchronous=FULL",
    "secure_delete=ON",
    "cache_size=-32768",  # kB: a search reads rows from all over the file
)
_IDS_A_QUERY = 500  # databases allow some thousands of parameters
_WRITERS = 0x51_4B_4B  # the number of PostgreSQL's lock that writers take
_STEP_SECONDS = 0.1


class Database:
    """A pool of connections; safe to share between threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writer = engine.execution_options(writes=True)
        self._name = engine.url.render_as_string(hide_password=True)

    @classmethod
    def open(cls, url: str) -> Database:
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

    def close(self) -> None:
        """Gives back the connections."""
        self._engine.dispose()

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction that writes; whoever writes next waits for its end.

        Raises:
            StorageError: nothing was changed.
        """
        with _storage_errors(self._name), self._writer.begin() as connection:
            yield connection

    def read(self, query: Select[Any], **parameters: object) -> Sequence[Row[Any]]:
        """All rows of a query."""
        with _storage_errors(self._name), self._engine.connect() as connection:
            return connection.execute(query, parameters).all()

    def read_in(self, query: Select[Any], ids: Iterable[str]) -> list[Row[Any]]:
        """The rows of a query whose parameter `ids` takes any number of them, in parts."""
        wanted = list(dict.fromkeys(ids))
        parts = [wanted[at : at + _IDS_A_QUERY] for at in range(0, len(wanted), _IDS_A_QUERY)]
        return [row for part in parts for row in self.read(query, ids=part)]

    def number(self, statement: str) -> int:
        """The one number that a statement gives.

        It goes to the driver itself, at a sixth of the time: every search asks for one.
        """
        with _storage_errors(self._name), closing(self._engine.raw_connection()) as connection:
            cursor = connection.cursor()
            try:
                cursor.execute(statement)
                ((number,),) = cursor.fetchall()
            except self._engine.dialect.loaded_dbapi.Error as error:
                raise SQLAlchemyError(str(error)) from None
        return int(number)

    def scrub(self) -> None:
        """Sees that what was deleted stands in no file of the database any more.

        SQLite zeroes what it deletes, but moves rows between pages and keeps a log of former
        pages: so the file is written anew, and the log is emptied. PostgreSQL does it in its own
        time (autovacuum), in files that only its server reads.

        Raises:
            StorageError: others read or write without a pause.
        """
        if self._engine.dialect.name != "sqlite":
            return
        with _storage_errors(self._name), closing(self._engine.raw_connection()) as connection:
            cursor = connection.cursor()
            end = time.monotonic() + PATIENCE_SECONDS
            cursor.execute("VACUUM")
            while cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
                if time.monotonic() > end:
                    raise SQLAlchemyError("what was removed still stands in its log; others use it")
                time.sleep(_STEP_SECONDS)


@contextmanager
def _storage_errors(name: str) -> Iterator[None]:
    """Turns what a database says of disks and rights into one sentence."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error, ImportError) as error:
        cause = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        raise StorageError(f"{name}: the corpus store fails ({cause}); {_advice(cause)}") from error


def _without_password(url: str) -> str:
    try:
        return make_url(url).render_as_string(hide_password=True)
    except SQLAlchemyError:
        return "SIKK_STORE_URL"


def _advice(cause: str) -> str:
    if "No module named 'psycopg" in cause:
        return "run `make postgresql`, which installs the driver; the URL begins postgresql+psycopg"
    if "No module named" in cause:
        return "install that database's driver beside this program"
    if "full" in cause or "disk I/O" in cause:
        return "free some disk space and run the same command again"
    if "readonly" in cause or "unable to open" in cause or "denied" in cause:
        return "give yourself write access there or choose another folder with --data"
    if "locked" in cause or "others use it" in cause:
        return "wait for the other command or stop the service, and run the same command again"
    return "see that the database is there and is one of this product's"


def _set_pragmas(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # transactions are begun by `_begin`, not by the driver
    write_ahead(connection)
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
