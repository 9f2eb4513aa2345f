"""A first start is measured over the library that the settings name, in a folder of its own."""

from pathlib import Path

from making import card

from corpus.settings import read
from evals.library.first_start import measure


def test_a_small_library_is_read_and_indexed(tmp_path: Path) -> None:
    library = tmp_path / "library"
    library.mkdir()
    for name in ("a", "b"):
        (library / f"{name}.md").write_text(card(name, f"Lause {name} algatusest."))
    found = measure(read(data=tmp_path / "var", library=library))
    assert (found["documents"], found["passages"]) == (2, 2)
    whole, reading = found["together"], found["reading and storing"]
    assert isinstance(whole, dict) and isinstance(reading, dict)
    assert whole["seconds"] >= reading["seconds"] >= 0
    assert not (tmp_path / "var").exists()
