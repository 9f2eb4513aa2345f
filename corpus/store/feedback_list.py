"""The store's list of feedback: written by readers of the pages, read by curators and evaluators.

    feedback.keep(said)          one more
    feedback.all()               the latest first

Not part of the change feed. When a document is removed, what was said of it goes too.
"""

from __future__ import annotations

from sqlalchemy import Connection, delete, func, insert, select, update

from corpus.feedback import Feedback, keepable
from corpus.store import rows, schema
from corpus.store.database import Database

_MOST = 20_000  # rows: more than any curator reads; by hand, so that nobody fills the disk


class FeedbackList:
    """The feedback of one store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, said: Feedback) -> bool:
        """Keeps what may be kept of it; False: the list is full.

        Raises:
            BadInput: it says something that cannot be said, or too much.
            StorageError: nothing was changed.
        """
        values = rows.feedback_row(keepable(said))
        with self._database.write() as connection:
            if _count(connection) >= _MOST:
                return False
            connection.execute(insert(schema.feedback), values)
        return True

    def all(self) -> list[Feedback]:
        """The latest first."""
        query = select(schema.feedback).order_by(schema.feedback.c.id.desc())
        return [rows.feedback_of(row) for row in self._database.read(query)]

    def of_document(self, document_id: str) -> list[Feedback]:
        """What was said of the document, its passages and answers from it; the latest first."""
        return [each for each in self.all() if each.document_id == document_id]


def _count(connection: Connection) -> int:
    return int(connection.execute(select(func.count()).select_from(schema.feedback)).scalar_one())


def gone_with(connection: Connection, document_id: str, instead: str | None) -> None:
    """Follows a document that has another id now; without one, takes out what was said of it."""
    table = schema.feedback
    of_it = table.c.document_id == document_id
    if instead:
        connection.execute(update(table).where(of_it).values(document_id=instead))
    else:
        connection.execute(delete(table).where(of_it))
