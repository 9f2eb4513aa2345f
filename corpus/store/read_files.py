"""The store's files: from which each document was read, how, and by whom.

    files.all()["/a/b.pdf"]                     ReadFile(document_id="b", …)
    files.claim("b", "/data")                   that data folder's ingest has seen it
    files.note_reading("b", read_as, pages)     read again, and it came out the same

Nothing here changes a document's content, so the change feed hears nothing of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Update, bindparam, select, update

from corpus.documents import Page
from corpus.store import schema
from corpus.store.database import Database


class ReadFile(NamedTuple):
    """What is noted of a file that a document was read from; fields as in `Document`."""

    document_id: str
    source_hash: str
    read_as: str | None
    data_folder: str | None


class ReadFiles:
    """The files of one store's documents."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> dict[str, ReadFile]:
        """Every file by its place."""
        return {
            place: ReadFile(*noted) for place, *noted in map(tuple, self._database.read(_FILES))
        }

    def has(self, source_hash: str) -> bool:
        """Whether a document was read from a file of that content."""
        return bool(self._database.read(_WITH, source_hash=source_hash))

    def claim(self, document_id: str, data_folder: str) -> None:
        """Notes that the ingest of that data folder has seen the document's file where it lies.

        Raises:
            StorageError: nothing was changed.
        """
        with self._database.write() as connection:
            connection.execute(_of(document_id).values(data_folder=data_folder))

    def note_reading(self, document_id: str, read_as: str | None, pages: Sequence[Page]) -> None:
        """Notes how a document was read that came out as it stands here.

        Raises:
            StorageError: nothing was changed.
        """
        accounts = [{"at": at, "read": page.account.as_json()} for at, page in enumerate(pages)]
        page = schema.pages.c
        same = (page.document_id == document_id) & (page.page_index == bindparam("at"))
        with self._database.write() as connection:
            connection.execute(_of(document_id).values(read_as=read_as))
            noted = update(schema.pages).where(same).values(account=bindparam("read"))
            connection.execute(noted, accounts)


def _of(document_id: str) -> Update:
    return update(schema.documents).where(schema.documents.c.id == document_id)


_FILES = select(
    *(
        schema.documents.c[name]
        for name in ("source_path", "id", "source_hash", "read_as", "data_folder")
    )
)
_WITH = (
    select(schema.documents.c.id)
    .where(schema.documents.c.source_hash == bindparam("source_hash"))
    .limit(1)
)
