"""A file's journal is changed as soon as others let go of it."""

import sqlite3
import threading
from pathlib import Path

import pytest

from corpus.store.write_ahead import write_ahead


def test_a_file_that_another_is_writing_is_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "new.sqlite"
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    other.execute("CREATE TABLE held (number INTEGER)")
    letting_go = threading.Timer(0.3, other.execute, ["COMMIT"])
    letting_go.start()
    connection = sqlite3.connect(path)
    write_ahead(connection)
    letting_go.join()
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert connection.execute("SELECT count(*) FROM held").fetchone() == (0,)
    connection.close()
    other.close()


def test_what_is_no_database_is_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "list.sqlite").write_text("This is a shopping list, not a database. " * 50)
    connection = sqlite3.connect(tmp_path / "list.sqlite")
    with pytest.raises(sqlite3.DatabaseError, match="not a database"):
        write_ahead(connection)
    connection.close()
