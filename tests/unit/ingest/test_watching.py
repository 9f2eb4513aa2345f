"""A watched folder: told once, when what has changed is still."""

from pathlib import Path

import pytest

from ingest.watching import Watch


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sub").mkdir()
    (tmp_path / "a.md").write_text("Tekst.")
    return tmp_path


def looks(watched: Watch, times: int = 3) -> list[bool]:
    return [watched.has_settled() for _ in range(times)]


def test_nothing_new(folder: Path) -> None:
    (folder / "sub" / ".a.part").write_text("hidden files are nobody's")
    assert looks(Watch([folder])) == [False, False, False]


@pytest.mark.parametrize("change", ["comes", "grows", "goes", "is described"])
def test_a_change_is_told_once_it_is_still(folder: Path, change: str) -> None:
    watched = Watch([folder, folder / "sub"])
    if change == "comes":
        (folder / "sub" / "b.md").write_text("Uus.")
    elif change == "grows":
        (folder / "a.md").write_text("Tekst, mis on pikem.")
    elif change == "goes":
        (folder / "a.md").unlink()
    else:
        (folder / "a.yaml").write_text("title: A")
    assert looks(watched) == [False, True, False]


def test_a_file_that_still_grows_is_waited_for(folder: Path) -> None:
    watched = Watch([folder])
    for length in range(1, 4):
        (folder / "b.md").write_text("x" * length)
        assert not watched.has_settled()
    assert looks(watched) == [True, False, False]


def test_a_share_that_is_away_is_no_change(folder: Path) -> None:
    watched = Watch([folder / "sub"])
    (folder / "sub").rename(folder / "away")
    assert looks(watched) == [False, False, False]
    (folder / "away").rename(folder / "sub")
    assert looks(watched) == [False, False, False]


def test_a_single_file(folder: Path) -> None:
    watched = Watch([folder / "a.md"])
    (folder / "a.md").write_text("Muu, pikem tekst.")
    assert looks(watched) == [False, True, False]
