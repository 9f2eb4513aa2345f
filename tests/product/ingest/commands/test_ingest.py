"""`sikk ingest` on the command line: what it prints, and its exit codes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from corpus.errors import BadInput
from corpus.settings import read
from ingest.commands.ingest import ingest

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, library: Path) -> Run:
    settings = read(data=tmp_path / "var", library=library)

    def invoke(*words: str) -> Result:
        return CliRunner().invoke(ingest, words, obj=settings)

    return invoke


def test_the_default_is_the_library(run: Run, library: Path, card: Callable[..., str]) -> None:
    (library / "a.md").write_text(card("aed"), encoding="utf-8")
    result = run()
    assert result.exit_code == 0
    assert result.stdout.startswith("1 added; 1 passage written in ")
    assert run("--json").stdout.count("\n") > 1
    assert json.loads(run("--json").stdout)["documents"]["unchanged"] == 1


def test_failures_are_named_and_give_code_3(run: Run, library: Path) -> None:
    (library / "a.txt").write_text("Tekst.", encoding="utf-8")
    (library / "b.txt").write_text(" ", encoding="utf-8")
    result = run()
    assert result.exit_code == 3
    assert f"failed: {library / 'b.txt'}: holds no text" in result.stderr
    assert "1 added, 1 failed" in result.stdout


def test_json_is_one_object_even_with_failures(run: Run, library: Path) -> None:
    (library / "b.txt").write_text(" ", encoding="utf-8")
    result = run("--json")
    assert result.exit_code == 3
    assert json.loads(result.stdout)["failures"][0]["reason"] == "holds no text"


def test_a_wrong_path_makes_no_data_folder(run: Run, tmp_path: Path) -> None:
    result = run("no-such")
    assert isinstance(result.exception, BadInput)
    assert result.exception.exit_code == 2
    assert not (tmp_path / "var").exists()


def test_help_has_an_example(run: Run) -> None:
    assert "sikk ingest reports/" in run("--help").stdout


def test_what_a_folder_holds_and_is_not_read_is_named(run: Run, library: Path) -> None:
    (library / "a.txt").write_text("Tekst.", encoding="utf-8")
    (library / "a.xyz").write_text("Tekst.", encoding="utf-8")
    (library / "b.xyz").write_text("Tekst.", encoding="utf-8")
    (library / "Thumbs.db").write_bytes(b"\0")
    result = run()
    assert result.exit_code == 0
    named = "skipped: a.xyz, b.xyz: files ending in '.xyz' are not read"
    assert named in result.stderr.splitlines()
    assert "Thumbs" not in result.stderr
    skipped = json.loads(run("--json").stdout)["skipped"]
    assert {Path(each["path"]).name: each["is_document"] for each in skipped} == {
        "a.xyz": False, "b.xyz": False, "Thumbs.db": False,
    }  # fmt: skip


def test_a_skipped_document_gives_code_3(run: Run, library: Path) -> None:
    (library / "a.txt").write_text("Tekst.", encoding="utf-8")
    (library / "aruanne.pages").write_text("Tekst.", encoding="utf-8")
    result = run()
    assert result.exit_code == 3
    assert f"skipped: {library / 'aruanne.pages'}: files ending in '.pages'" in result.stderr
    assert "1 added" in result.stdout


def test_a_description_that_says_a_field_twice_is_told(run: Run, library: Path) -> None:
    (library / "a.txt").write_text("Tekst.", encoding="utf-8")
    (library / "a.yml").write_text("id: a\ntitle: Üks\ntitle: Kaks\n", encoding="utf-8")
    result = run()
    assert result.exit_code == 3
    assert "line 3" in result.stderr and "keep one of the two" in result.stderr


def test_failed_files_are_listed_and_tried_again(run: Run, library: Path, tmp_path: Path) -> None:
    assert json.loads(run("--failed", "--json").stdout) == {"failed": []}
    assert not (tmp_path / "var").exists(), "to ask makes nothing"
    (library / "b.txt").write_text(" ", encoding="utf-8")
    run()
    (failed,) = json.loads(run("--failed", "--json").stdout)["failed"]
    assert failed["path"] == str(library / "b.txt") and failed["reason"] == "holds no text"
    assert failed.keys() == {"path", "reason", "page", "first", "last", "times"}
    assert "holds no text (since " in run("--failed").stdout
    (library / "b.txt").write_text("Tekst.", encoding="utf-8")
    assert run("--retry").stdout.startswith("1 added")
    assert run("--failed").stdout == "0 files failed\n"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--failed", "x"), "leave PATH out"),
        (("--retry", "x"), "leave PATH out"),
        (("--watch", "--json"), "leave --json out"),
    ],
)
def test_ways_that_do_not_go_together(run: Run, words: tuple[str, ...], told: str) -> None:
    assert told in str(run(*words).exception)


@pytest.mark.parametrize("workers", ["1", "3"])
def test_however_many_read_the_report_is_in_order(run: Run, library: Path, workers: str) -> None:
    for number in range(9):
        text = "Tekst." if number % 3 else " "
        (library / f"{number}.txt").write_text(f"{text * number}", encoding="utf-8")
    failures = json.loads(run("--json", "--workers", workers).stdout)["failures"]
    assert [Path(failure["path"]).name for failure in failures] == ["0.txt", "3.txt", "6.txt"]
