"""The days of a document in the store: on which it came in, and on which it was last put.

Differs from the change feed, which knows an order but no days.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

from sqlalchemy import Connection, select

from corpus.store import schema


def of_put(
    connection: Connection, former: Sequence[str], day: date | None
) -> dict[str, date | None]:
    """The days of a document that is put on that day (today), which had one of these ids before.

    Of one that came in before days were kept, the first is not known and stays so.
    """
    now = day or datetime.now(UTC).date()
    table = schema.documents.c
    known = connection.execute(select(table.added).where(table.id.in_(former))).scalars().all()
    first = min((each for each in known if each), default=None)
    return {"added": first if known else now, "changed": now}
