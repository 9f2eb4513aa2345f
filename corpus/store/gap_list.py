"""The store's list of gaps: noted when nothing was found, closed when something is.

    gaps.note(gap)                                   the question is open
    gaps.close("kus on ajapank", "et", {}, "ajapank", now)    that document answers it
    gaps.all()

Not part of the change feed: a gap is no change of the corpus.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from corpus.gaps import Gap, may_be_kept
from corpus.store import rows, schema
from corpus.store.database import Database

_OPEN = {"closed_by": None, "closed_at": None}


class GapList:
    """The gaps of one store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def note(self, gap: Gap) -> bool:
        """Keeps a question without an answer, or counts it once more; False: it must not be kept.

        One that was closed is open again.

        Raises:
            StorageError: nothing was changed.
        """
        if not may_be_kept(gap.question):
            return False
        values = rows.gap_row(gap)
        table = schema.gaps
        with self._database.write() as connection:
            same = update(table).where(table.c.key == values["key"])
            news = {n: values[n] for n in ("documents", "score", "bar", "last_asked")} | _OPEN
            counted = connection.execute(same.values(news | {"times": table.c.times + gap.times}))
            if not counted.rowcount:
                connection.execute(insert(table), values)
        return True

    def close(
        self,
        question: str,
        lang: str,
        filters: Mapping[str, object],
        document_id: str,
        at: datetime,
    ) -> bool:
        """Says which document answers the question now; False where it is no open gap.

        Every answer asks this, so a question that was never a gap costs one look by its key.

        Raises:
            StorageError: nothing was changed.
        """
        table = schema.gaps.c
        key = rows.gap_key(question, lang, filters)
        is_open = (table.key == key) & table.closed_by.is_(None)
        if not self._database.read(select(table.key).where(is_open)):
            return False
        closing = {"closed_by": document_id, "closed_at": rows.utc(at)}
        with self._database.write() as connection:
            done = connection.execute(update(schema.gaps).where(is_open).values(closing))
        return bool(done.rowcount)

    def all(self) -> list[Gap]:
        """Open and closed, the most often asked first, then the latest."""
        table = schema.gaps.c
        query = select(schema.gaps).order_by(table.times.desc(), table.last_asked.desc())
        return [rows.gap_of(row) for row in self._database.read(query)]


def answered_by(connection: Connection, document_id: str, instead: str | None) -> None:
    """Names another document where this one answered; without another the gaps open again."""
    table = schema.gaps
    now = {"closed_by": instead} if instead else _OPEN
    connection.execute(update(table).where(table.c.closed_by == document_id).values(now))
