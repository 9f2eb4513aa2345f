"""A file is deleted with its document only where it is surely this data folder's own."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from making import make

from corpus.curators_files import deletable
from corpus.documents import Document
from corpus.ids import file_digest

NOWHERE = Path("/nowhere")


class Home:
    """A project folder: `var` is its data folder, `library` lies beside it or anywhere."""

    def __init__(self, folder: Path, library: Path | None = None, name: str = "a.txt") -> None:
        self.data = folder / "var"
        self.file = (library or folder / "library") / name
        self.data.mkdir(parents=True)
        self.file.parent.mkdir(parents=True, exist_ok=True)
        self.file.write_text("Tekst.")
        self.file.with_suffix(".yaml").write_text("id: a\n")

    def document(self, **changes: object) -> Document:
        known = {
            "source_path": str(self.file),
            "source_hash": file_digest(self.file),
            "data_folder": str(self.data),
            "media_type": "text/plain",
        }
        return replace(make("a").document, **(known | changes))


def test_what_this_folder_read_goes_with_its_description(tmp_path: Path) -> None:
    home = Home(tmp_path / "a")
    own = deletable(home.document(), home.data, NOWHERE)
    assert own == ((home.file, home.file.with_suffix(".yaml")), "")
    markdown = deletable(home.document(media_type="text/markdown"), home.data, NOWHERE)
    assert markdown.paths == (home.file,)


@pytest.mark.parametrize("library", [None, "shared"])
def test_a_copied_data_folder_leaves_the_files_of_the_first(
    tmp_path: Path, library: str | None
) -> None:
    home = Home(tmp_path / "a", tmp_path / library if library else None)
    document = home.document()
    for place in (tmp_path / "b" / "var", tmp_path / "a" / "copy", tmp_path / "c" / "d" / "var"):
        shutil.copytree(home.data, place)
        paths, reason = deletable(document, place, home.file.parent)
        assert paths == () and str(home.file) in reason and str(home.data) in reason


def test_a_project_copied_whole_deletes_its_own_copy(tmp_path: Path) -> None:
    home = Home(tmp_path / "a")
    document = home.document()
    shutil.copytree(tmp_path / "a", tmp_path / "b")
    own = deletable(document, tmp_path / "b" / "var", NOWHERE)
    assert own.paths[0] == tmp_path / "b" / "library" / "a.txt"


@pytest.mark.parametrize("library", [None, "shared", "a/var/inbox"])
def test_a_moved_folder_still_works(tmp_path: Path, library: str | None) -> None:
    home = Home(tmp_path / "a", tmp_path / library if library else None)
    document = home.document()
    (tmp_path / "a").rename(tmp_path / "b")
    own = deletable(document, tmp_path / "b" / "var", NOWHERE)
    assert len(own.paths) == 2 and all(path.is_file() for path in own.paths)


def test_a_data_folder_moved_alone_still_works(tmp_path: Path) -> None:
    home = Home(tmp_path / "a")
    document = home.document()
    home.data.rename(tmp_path / "elsewhere")
    assert deletable(document, tmp_path / "elsewhere", NOWHERE).paths[0] == home.file


@pytest.mark.parametrize("moved", [False, True])
def test_a_file_that_says_something_else_now_is_left(tmp_path: Path, moved: bool) -> None:
    home = Home(tmp_path / "a")
    document = home.document()
    home.file.write_text("Hoopis muu tekst.")
    if moved:
        (tmp_path / "a").rename(tmp_path / "b")
        home.data = tmp_path / "b" / "var"
    paths, reason = deletable(document, home.data, NOWHERE)
    assert paths == () and "no longer the file that was read" in reason


def test_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    home = Home(tmp_path / "a")
    document = home.document()
    home.file.unlink()
    assert deletable(document, home.data, NOWHERE) == ((), f"{home.file} is not there any more")


def test_a_store_of_a_former_version_frees_only_what_lies_in_folder_or_library(
    tmp_path: Path,
) -> None:
    home = Home(tmp_path / "a")
    document = home.document(data_folder=None)
    assert deletable(document, home.data, home.file.parent).paths
    inside = Home(tmp_path / "c", tmp_path / "c" / "var" / "inbox")
    assert deletable(inside.document(data_folder=None), inside.data, NOWHERE).paths
    paths, reason = deletable(document, home.data, NOWHERE)
    assert paths == () and str(home.file) in reason
