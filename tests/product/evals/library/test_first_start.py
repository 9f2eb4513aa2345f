"""A first start is measured over the library that the settings name."""

from pathlib import Path

from making import card

from corpus.settings import read
from evals.library.first_start import measure


def test_a_small_library_is_read_indexed_and_compared(tmp_path: Path) -> None:
    library = tmp_path / "library"
    library.mkdir()
    for name in ("a", "b"):
        (library / f"{name}.md").write_text(card(name, f"Lause {name} algatusest."))
    found = measure(read(data=tmp_path / "var", library=library))
    assert (found["documents"], found["passages"]) == (2, 2)
    whole, bare = found["together"], found["bare encoder"]
    assert isinstance(whole, dict) and isinstance(bare, dict)
    assert whole["seconds"] >= bare["seconds"] >= 0
    assert found["of it, the scan"] == {"seconds": 0, "processor_seconds": 0}, "there is none in it"
    assert not (tmp_path / "var").exists()
