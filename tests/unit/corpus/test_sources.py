"""The originals: kept whole under their content's name, or not at all."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from corpus.errors import NotFound
from corpus.ids import digest
from corpus.sources import SourceFiles

CONTENT = b"%PDF-1.4 \x00\xff"
HASH = digest(CONTENT)


@pytest.fixture
def original(tmp_path: Path) -> Path:
    path = tmp_path / "Õppereis.pdf"
    path.write_bytes(CONTENT)
    return path


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def used(_source_hash: str) -> bool:
    return True


def test_a_kept_file_outlives_the_curators_own(tmp_path: Path, original: Path) -> None:
    sources = SourceFiles(tmp_path / "sources")
    sources.keep(original, HASH)
    original.unlink()
    assert sources.path(HASH).read_bytes() == CONTENT


def test_the_same_content_is_kept_once(tmp_path: Path, original: Path) -> None:
    sources = SourceFiles(tmp_path / "sources")
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: sources.keep(original, HASH), range(50)))
    assert files(tmp_path / "sources") == [sources.path(HASH)]
    assert sources.path(HASH).read_bytes() == CONTENT


def test_a_file_that_cannot_be_copied_leaves_nothing(tmp_path: Path) -> None:
    sources = SourceFiles(tmp_path / "sources")
    with pytest.raises(OSError):
        sources.keep(tmp_path / "nowhere.pdf", HASH)
    assert files(tmp_path / "sources") == []


def test_a_copy_that_a_kill_cut_short_is_cleared(tmp_path: Path, original: Path) -> None:
    sources = SourceFiles(tmp_path / "sources")
    sources.clear_unfinished(used)  # nothing there yet
    sources.keep(original, HASH)
    part = sources.path(HASH).with_suffix(".0123456789abcdef.part")
    part.write_bytes(CONTENT[:3])
    sources.clear_unfinished(used)
    assert files(tmp_path / "sources") == [sources.path(HASH)]


def test_a_copy_that_is_being_made_is_not_cleared(tmp_path: Path, original: Path) -> None:
    sources = SourceFiles(tmp_path / "sources")
    original.write_bytes(CONTENT * 10_000)
    names = [digest(str(n).encode()) for n in range(300)]

    def keep_all() -> None:
        for name in names:
            sources.keep(original, name)

    with ThreadPoolExecutor(2) as pool:
        keeping = [pool.submit(keep_all) for _ in range(2)]
        while not all(each.done() for each in keeping):
            SourceFiles(tmp_path / "sources").clear_unfinished(used)
    for each in keeping:
        each.result()  # a copy whose file was taken away would have failed
    assert {path.name for path in files(tmp_path / "sources")} == set(names)


def test_a_forgotten_file_is_gone(tmp_path: Path, original: Path) -> None:
    sources = SourceFiles(tmp_path / "sources")
    sources.keep(original, HASH)
    sources.forget(HASH)
    sources.forget(HASH)
    with pytest.raises(NotFound, match=f"{HASH[:12]}.*ingest the document again"):
        sources.path(HASH)
    assert files(tmp_path / "sources") == []


# Originals of documents that come and go.


@pytest.mark.parametrize("is_used", [True, False])
def test_an_original_stays_as_long_as_a_document_uses_it(
    is_used: bool, tmp_path: Path, original: Path
) -> None:
    sources = SourceFiles(tmp_path / "sources")
    with sources.changing([HASH], lambda _: is_used):
        sources.keep(original, HASH)
    assert files(tmp_path / "sources") == ([sources.path(HASH)] if is_used else [])


def test_what_is_being_changed_is_not_cleared(tmp_path: Path, original: Path) -> None:
    sources = SourceFiles(tmp_path / "sources")
    with sources.changing([HASH], used):
        sources.keep(original, HASH)
        SourceFiles(tmp_path / "sources").clear_unfinished(lambda _: False)
        assert sources.path(HASH).exists()


def test_what_a_kill_left_undone_is_found_by_its_mark(tmp_path: Path, original: Path) -> None:
    sources, other = SourceFiles(tmp_path / "sources"), digest(b"other")
    for name in (HASH, other):
        sources.keep(original, name)
        sources.path(name).with_name(f"{name}.0123.part").touch()
    sources.clear_unfinished(lambda source_hash: source_hash == HASH)
    assert files(tmp_path / "sources") == [sources.path(HASH)]
