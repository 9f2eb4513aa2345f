"""`sikk corpus` over a store: what stands in the lists, which gaps are shown, what may be deleted."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from making import make

from corpus.gaps import Gap
from corpus.store.store import CorpusStore
from search_service.cli import sikk

NOW = datetime(2026, 5, 6, 7, tzinfo=UTC)


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., Result]:
    def invoke(*words: object, data: Path = tmp_path / "var") -> Result:
        return CliRunner().invoke(sikk, ["--data", str(data), *map(str, words)])

    return invoke


@pytest.fixture
def store(tmp_path: Path):
    opened = CorpusStore.in_folder(tmp_path / "var")
    yield opened
    opened.close()


@pytest.mark.parametrize("status", ["published", "withdrawn", "draft"])
def test_the_list_tells_the_status(run, store: CorpusStore, status: str) -> None:
    store.add(*make("talgud", status=status))
    (line,) = run("corpus", "list").stdout.splitlines()
    assert status in line.split()
    (listed,) = json.loads(run("corpus", "list", "--json").stdout)["documents"]
    assert listed["status"] == status


def note(store: CorpusStore, question: str) -> None:
    store.gaps.note(Gap(question, "et", {}, 7, 0.2, 0.4, NOW, NOW))


@pytest.mark.parametrize(
    ("words", "shown"),
    [((), ["avatud"]), (("--closed",), ["suletud"]), (("--all",), ["avatud", "suletud"])],
)
def test_gaps_are_listed_by_whether_they_are_open(
    run, store: CorpusStore, words: tuple[str, ...], shown: list[str]
) -> None:
    note(store, "avatud")
    note(store, "suletud")
    store.gaps.close("suletud", "et", {}, "talgud", NOW)
    found = json.loads(run("corpus", "gaps", *words, "--json").stdout)["gaps"]
    assert sorted(gap["question"] for gap in found) == shown
    closed = {gap["question"]: (gap["closed_by"], gap["closed_at"]) for gap in found}
    assert closed.get("avatud", (None, None)) == (None, None)
    assert closed.get("suletud", ("talgud", NOW.isoformat())) == ("talgud", NOW.isoformat())
    plain = run("corpus", "gaps", *words).stdout
    assert ("→ talgud, 2026-05-06" in plain) == ("suletud" in shown)


def test_settings_come_as_json(run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    secret = "Sala9"
    monkeypatch.setenv(
        "SIKK_STORE_URL", f"postgresql+psycopg://sikk:{secret}@h/db?password={secret}"
    )
    monkeypatch.setenv("SIKK_LLM_KEY", secret)
    monkeypatch.setenv("SIKK_LLM_URL", f"http://u:{secret}@h:1/v1?api_key={secret}&x=1")
    monkeypatch.setenv("SIKK_VECTORS", str(tmp_path / "v.sqlite"))
    done = run("doctor", "--settings", "--json")
    assert done.exit_code == 0, done.exception
    told = json.loads(done.stdout)
    assert told["port"] == {**told["port"], "value": 8000, "default": 8000, "origin": "default"}
    assert told["vectors"]["value"] == str(tmp_path / "v.sqlite")
    assert told["data"]["origin"] == "command line"
    assert secret not in done.stdout and secret not in run("doctor", "--settings").stdout


def test_a_copy_of_a_data_folder_leaves_the_first_ones_file(run, tmp_path: Path) -> None:
    file = tmp_path / "library" / "talgud.txt"
    file.parent.mkdir()
    file.write_text("Loometalgud tõid külade elanikud ühe laua taha.")
    assert run("ingest", file.parent).exit_code == 0
    (document,) = json.loads(run("corpus", "list", "--json").stdout)["documents"]
    copy = tmp_path / "copy"
    shutil.copytree(tmp_path / "var", copy)
    removing = ("corpus", "remove", document["id"], "--with-file", "--yes", "--json")

    done = run(*removing, data=copy)
    assert done.exit_code == 0, done.output
    assert file.exists() and f"{file} is left" in done.stderr
    receipt = json.loads(done.stdout)
    assert datetime.fromisoformat(receipt["date"]).tzinfo and receipt["file"]["exists"]

    assert run(*removing).exit_code == 0
    assert not file.exists()


def test_a_table_of_questions_about_what_is_removed_is_named(
    run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "library" / "talgud.txt"
    file.parent.mkdir()
    file.write_text("Loometalgud tõid külade elanikud ühe laua taha.")
    assert run("ingest", file.parent).exit_code == 0
    (document,) = json.loads(run("corpus", "list", "--json").stdout)["documents"]
    monkeypatch.setenv("SIKK_QUESTIONS", str(tmp_path))
    table = tmp_path / f"{document['id']}.tsv"
    table.write_text("kind\tet\ten\tanswer\nfact\tKes tulid?\tWho came?\tLoometalgud …\n")
    index = tmp_path / "subjects.tsv"
    index.write_text(f"et\ten\tworks\ttold_by\ntalgud\tcamps\t\t{document['id']}\n")
    monkeypatch.setenv("SIKK_SUBJECTS", str(index))
    done = run("corpus", "remove", document["id"])
    assert done.exit_code == 0, done.output
    assert f"{table} holds questions about it" in done.stderr
    assert f"{index} names it; take it out" in done.stderr
    assert table.exists()
