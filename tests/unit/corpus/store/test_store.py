"""The store on SQLite: the contract of every database, and what only a file on a disk can do."""

from pathlib import Path

import pytest
from making import make
from store_contract import *  # noqa: F403

from corpus.errors import StorageError
from corpus.store.store import CorpusStore

# What only a file on a disk can do.


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "corpus.sqlite").write_text("This is a shopping list, not a database. " * 50)
    with pytest.raises(StorageError, match=r"corpus\.sqlite: the corpus store fails"):
        CorpusStore.in_folder(tmp_path)


def test_a_data_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("")
    with pytest.raises(StorageError, match="--data"):
        CorpusStore.in_folder(tmp_path / "var")


@pytest.mark.parametrize(
    "url",
    [
        "nonsense",
        "mongodb://sikk:Secret9@localhost/x",
        "postgresql+psycopg://sikk:Secret9@127.0.0.1:1/sikk",
        "mysql+nodriver://sikk:Secret9@127.0.0.1:1/sikk",
    ],
)
def test_a_database_that_cannot_be_reached_is_named_without_its_password(url: str) -> None:
    with pytest.raises(StorageError) as caught:
        CorpusStore.open(url)
    assert "Secret9" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_what_was_removed_stands_in_no_file(tmp_path: Path) -> None:
    store = CorpusStore.in_folder(tmp_path)
    store.add(*make("a", ["Salajane lause. " * 500]))
    store.add(*make("b"))

    def standing() -> list[str]:
        return [path.name for path in tmp_path.iterdir() if b"Salajane" in path.read_bytes()]

    assert standing()
    store.remove("a")
    store.scrub()
    assert standing() == []
    assert [document.id for document in store.documents()] == ["b"]
    store.close()


def test_a_driver_that_is_missing_is_named_with_the_command_that_installs_it() -> None:
    with pytest.raises(StorageError, match=r"psycopg2.*run `make postgresql`.*postgresql\+psycopg"):
        CorpusStore.open("postgresql+psycopg2://sikk@127.0.0.1:1/sikk")
