"""Sets as other tools write them: a run over them ends with values, and says what is odd."""

import json
from pathlib import Path

import pytest
from beir import write_beir
from click.testing import CliRunner, Result

from corpus.errors import BadInput
from search_service.cli import sikk

ROWS = [
    {"_id": "food bank 1", "text": "Toidupank jagab annetatud toitu.", "lang": "et"},
    {"_id": "camp", "text": "The village held a co-creation camp.", "lang": "en"},
    {"_id": "school", "text": "The school teaches children to read.", "lang": "en"},
]
QUERIES = [
    {"_id": "my query", "text": "annetatud toit", "lang": "et"},
    {"_id": "long", "text": "camp " + "Should every village have one? " * 100, "lang": "en"},
    {"_id": "bare", "text": "?!", "lang": "en"},
]
QRELS = (
    "my query\tfood bank 1\t1\nlong\tcamp\t1\nlong\tgone\t1\nbare\tschool\t1\nlost\tschool\t1\n"
    "my query\tcamp\t1\nmy query\tcamp\t0\n"
)


def called(place: Path, *words: object) -> Result:
    return CliRunner().invoke(sikk, ["--data", str(place / "var"), "eval", *map(str, words)])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = write_beir(tmp_path / "set", ROWS, QUERIES, QRELS)
    for name in ("corpus.jsonl", "queries.jsonl", "qrels/test.tsv"):
        (made / name).write_bytes(b"\xef\xbb\xbf" + (made / name).read_bytes())
    return made


def test_the_run_goes_on_and_names_what_is_odd(tmp_path: Path, folder: Path) -> None:
    done = called(tmp_path, "run", folder, "--system", "bm25", "--json")
    assert done.exit_code == 0, done.output
    shown = json.loads(done.stdout)
    assert shown["queries"] == 3
    assert shown["metrics"]["RR@10"] == pytest.approx(2 / 3, abs=1e-4)
    told = "\n".join(shown["warnings"])
    for named in ("judged twice", "queries.jsonl", "lost", "no letter", "bare", "lacks 1", "gone"):
        assert named in told
    assert done.stderr.count("warning: ") == len(shown["warnings"]) == 4


def test_a_run_with_blanks_in_its_ids_compares_to_itself(tmp_path: Path, folder: Path) -> None:
    file = tmp_path / "bm25.run"
    done = called(tmp_path, "run", folder, "--system", "bm25", "--run", file, "--json")
    ran = json.loads(done.stdout)
    done = called(tmp_path, "compare", file, "--qrels", folder / "qrels" / "test.tsv", "--json")
    assert done.exit_code == 0, done.output
    compared = json.loads(done.stdout)
    assert compared["queries"] == 4, "the query without a text is judged too"
    assert any("nothing for 2 of the 4" in warning for warning in compared["warnings"])
    for measure, cell in compared["runs"][str(file)].items():
        assert 4 * cell["value"] == pytest.approx(3 * ran["metrics"][measure], abs=1e-3)


def test_judgements_of_another_library_are_refused(tmp_path: Path, folder: Path) -> None:
    (folder / "corpus.jsonl").unlink()
    done = called(tmp_path, "run", folder, "--system", "bm25")
    assert isinstance(done.exception, BadInput)
    assert str(done.exception).startswith("the library: holds none of the 4 judged documents")


@pytest.mark.parametrize("name", ["parity", "cost"])
def test_other_commands_tell_it_too(tmp_path: Path, folder: Path, name: str) -> None:
    words: tuple[object, ...] = (folder, "--passages", 4)
    if name == "parity":
        for direction in ("et-et", "et-en"):
            write_beir(tmp_path / "sets" / f"tiny_{direction}", ROWS, QUERIES, QRELS)
        words = (tmp_path / "sets",)
    done = called(tmp_path, name, *words, "--system", "hybrid", "--json")
    assert done.exit_code == 0, done.output
    assert "warning: " in done.stderr and len(json.loads(done.stdout)["warnings"]) >= 4
