"""The store's list of failures: files that are not in the corpus, or not whole, and why.

    failures.note(failed)          noted, or counted once more
    failures.forget("/a/b.pdf")    it is in
    failures.all()

It outlives the run, so that nobody needs to have seen its report. Not part of the change feed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, delete, insert, select, update

from corpus.store import rows, schema
from corpus.store.database import Database


@dataclass(frozen=True, slots=True)
class FailedFile:
    """A file, absolute and without links; `first` and `last` say since when and when last.

    `read_as` is set where only another file, reader or setting can help: it names them as they
    were.
    """

    path: str
    reason: str
    page: int | None
    first: datetime
    last: datetime
    times: int = 1
    read_as: str | None = None

    def as_json(self) -> dict[str, object]:
        """What `sikk ingest --failed --json` prints of it."""
        times = {"first": self.first.isoformat(), "last": self.last.isoformat()}
        return {name: value for name, value in (asdict(self) | times).items() if name != "read_as"}


class FailureList:
    """The failures of one store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def note(self, failed: FailedFile) -> None:
        """Keeps a failure; where the file failed before, its first time stays.

        Raises:
            StorageError: nothing was changed.
        """
        table = schema.failures
        values = asdict(failed) | {"first": rows.utc(failed.first), "last": rows.utc(failed.last)}
        news = {name: values[name] for name in ("reason", "page", "last", "read_as")}
        with self._database.write() as connection:
            same = update(table).where(table.c.path == failed.path)
            counted = connection.execute(same.values(news | {"times": table.c.times + 1}))
            if not counted.rowcount:
                connection.execute(insert(table), values)

    def forget(self, paths: Iterable[str]) -> None:
        """Strikes files off; those that are not on the list are nothing to do.

        Raises:
            StorageError: nothing was changed.
        """
        table = schema.failures
        with self._database.write() as connection:
            for path in paths:
                connection.execute(delete(table).where(table.c.path == path))

    def all(self) -> list[FailedFile]:
        """In order of their paths."""
        found = self._database.read(select(schema.failures))
        return sorted(map(_failed_of, found), key=lambda failed: failed.path)


def _failed_of(row: Row[Any]) -> FailedFile:
    values = dict(row._mapping)
    times = {name: values[name].replace(tzinfo=UTC) for name in ("first", "last")}
    return FailedFile(**(values | times))
