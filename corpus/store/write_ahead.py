"""SQLite files that are read while they are written: the log beside them, turned on."""

from __future__ import annotations

import sqlite3
import time

PATIENCE_SECONDS = 30.0  # that a writer or a change of journal waits for others; chosen
_STEP_SECONDS = 0.01


def write_ahead(connection: sqlite3.Connection) -> None:
    """Lets a connection wait for others, and its file keep a write-ahead log.

    SQLite does not wait for others where a new file changes its journal, whatever `busy_timeout`
    says: of processes that open one file at once, some are told "locked". So it is tried again.

    Raises:
        sqlite3.OperationalError: others held the file for `PATIENCE_SECONDS`.
    """
    connection.execute(f"PRAGMA busy_timeout={PATIENCE_SECONDS * 1000:.0f}")
    end = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise
        time.sleep(_STEP_SECONDS)
