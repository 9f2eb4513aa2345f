"""The whole way on a corpus in PostgreSQL, as a user goes it: ingest, search, ask, remove."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from making import card

from search_service.cli import sikk


@pytest.fixture
def run(
    tmp_path: Path, postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., dict]:
    monkeypatch.setenv("SIKK_STORE_URL", postgresql_url)

    def invoke(*words: object) -> dict:
        command = ["--data", str(tmp_path / "var"), *map(str, words), "--json"]
        done = CliRunner().invoke(sikk, command)
        assert done.exit_code == 0, (done.output, done.exception)
        return json.loads(done.stdout)

    return invoke


def test_ingest_search_ask_remove(run, tmp_path: Path) -> None:
    library = tmp_path / "library"
    library.mkdir()
    asked = "Kes tõid külade elanikud ühe laua taha?"
    (library / "aed.md").write_text(card("aed", "Kogukonnaaed kasvatab porgandeid ja kapsaid."))
    run("ingest", library)
    assert not run("ask", asked)["answered"]
    assert [gap["closed_by"] for gap in run("corpus", "gaps")["gaps"]] == [None]

    text = "Loometalgud tõid külade elanikud ühe laua taha. Talgutel osales 120 inimest."
    (library / "talgud.md").write_text(card("talgud", text))
    assert run("ingest", library)["documents"]["added"] == 1
    assert run("search", "loometalgud külas")["hits"][0]["document_id"] == "talgud"
    found = run("ask", asked)
    assert found["answered"] and found["claims"][0]["citations"][0]["document_id"] == "talgud"
    assert run("corpus", "gaps")["gaps"] == []
    assert [gap["closed_by"] for gap in run("corpus", "gaps", "--all")["gaps"]] == ["talgud"]

    receipt = run("corpus", "remove", "talgud", "--with-file", "--yes")
    assert not any(receipt["left"].values()) and not (library / "talgud.md").exists()
    assert [hit["document_id"] for hit in run("search", "loometalgud külas")["hits"]] == ["aed"]
    assert [gap["closed_by"] for gap in run("corpus", "gaps")["gaps"]] == [None]
    assert not (tmp_path / "var" / "corpus.sqlite").exists()
