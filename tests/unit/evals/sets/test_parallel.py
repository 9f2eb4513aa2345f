"""Parallel text: lines go together, and a folder that does not fit is told."""

from pathlib import Path

import pytest

from corpus.errors import BadInput
from evals.sets import parallel
from evals.sets.parallel import TextPair

LONG = "Pikk lõik. " * 40


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.et.txt").write_text("Üks.\n\nKolm.\n")
    (tmp_path / "a.en.txt").write_text("One.\nTwo.\nThree.\n")
    (tmp_path / "b.et.txt").write_text(f"{LONG}\n")
    (tmp_path / "b.en.txt").write_text(f"{LONG}\n")
    return tmp_path


def test_lines_go_together_and_long_ones_are_passages(folder: Path) -> None:
    found = parallel.load(folder)
    assert found.sentences == [TextPair("Üks.", "One."), TextPair("Kolm.", "Three.")]
    assert found.passages == [TextPair(LONG, LONG)]
    assert found.running == []


def test_lines_of_a_sentences_length_are_running_text(folder: Path) -> None:
    lines = "".join(
        f"Lause number {n} on tavalise pikkusega lause, mis jätkab eelmist.\n" for n in (1, 2)
    )
    for lang in ("et", "en"):
        (folder / f"c.{lang}.txt").write_text(lines)
    found = parallel.load(folder)
    assert [pair.et for pair in found.running] == lines.splitlines()
    assert set(found.running) < set(found.sentences)


def test_the_fingerprint_names_the_text(folder: Path) -> None:
    before = parallel.load(folder).fingerprint
    assert parallel.load(folder).fingerprint == before
    (folder / "a.en.txt").write_text("One.\nTwo.\nFour.\n")
    assert parallel.load(folder).fingerprint != before


@pytest.mark.parametrize(
    ("file", "content", "told"),
    [
        ("a.en.txt", "One.\n", "lines, but"),
        ("a.en.txt", None, r"a\.en\.txt: cannot be read"),
        ("b.et.txt", None, "at least one file"),
    ],
)
def test_a_folder_that_does_not_fit_is_told(
    folder: Path, file: str, content: str | None, told: str
) -> None:
    if content is None:
        (folder / file).unlink()
    else:
        (folder / file).write_text(content)
    with pytest.raises(BadInput, match=told) as caught:
        parallel.load(folder)
    assert "\n" not in str(caught.value)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="nowhere"):
        parallel.load(tmp_path / "nowhere")
