"""`sikk eval`: from a folder to figures, runs and tables."""

import json
import re
import subprocess
from pathlib import Path

import pytest
from beir import write_beir
from click.testing import CliRunner, Result
from making import REPOSITORY

from corpus.errors import BadInput
from evals.measures.measures import NAMES
from evals.sets import runs
from search_service.cli import sikk


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_beir(tmp_path / "sets" / "tiny")


def run(data: Path, *arguments: object) -> Result:
    command = ["--data", str(data / "var"), "eval", *map(str, arguments)]
    return CliRunner().invoke(sikk, command)


def test_run_prints_one_object_and_writes_a_run(tmp_path: Path, folder: Path) -> None:
    file = tmp_path / "bm25.run"
    done = run(tmp_path, "run", folder, "--system", "bm25", "--run", file, "--json")
    assert done.exit_code == 0, done.output
    shown = json.loads(done.stdout)
    assert (shown["queries"], shown["documents"]) == (2, 3)
    assert list(runs.read(file).run["q2"]) == ["d2"]
    assert file.read_text().endswith("bm25\n")


def test_the_set_shown_in_the_documents_works_when_pasted(tmp_path: Path) -> None:
    text = (REPOSITORY / "docs" / "evaluation.md").read_text(encoding="utf-8")
    shown = re.search(r"^    mkdir .*\n(?:    .*\n)+", text, re.M)
    assert shown is not None
    lines = [line.strip() for line in shown[0].splitlines()]
    assert lines.pop() == "sikk eval run mine"
    subprocess.run(["sh", "-ec", "\n".join(lines)], cwd=tmp_path, check=True)
    done = run(tmp_path, "run", tmp_path / "mine", "--json")
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["metrics"]["Success@1"] == 1


def test_run_tells_people_the_figures(tmp_path: Path, folder: Path) -> None:
    done = run(tmp_path, "run", folder, "--system", "bm25")
    assert all(name in done.stdout for name in NAMES)


def test_an_unknown_system_is_told_with_those_there_are(tmp_path: Path, folder: Path) -> None:
    done = run(tmp_path, "run", folder, "--system", "best")
    assert isinstance(done.exception, BadInput)
    assert "'best'" in str(done.exception) and "full" in str(done.exception)


def test_compare_tells_each_measure_and_whether_it_is_chance(tmp_path: Path) -> None:
    qrels = tmp_path / "qrels.tsv"
    qrels.write_text("".join(f"q{n}\td\t1\n" for n in range(20)))
    good, bad = tmp_path / "good.run", tmp_path / "bad.run"
    runs.write({f"q{n}": {"d": 1.0, "x": 0.5} for n in range(20)}, good, "good")
    runs.write({f"q{n}": {"x": 1.0, "d": 0.5} for n in range(20)}, bad, "bad")

    done = run(tmp_path, "compare", bad, good, "--qrels", qrels, "--json")

    rows = json.loads(done.stdout)["runs"]
    assert rows[str(good)]["RR@10"] == {
        "value": 1.0, "difference": 0.5, "interval": [0.5, 0.5], "p": 0.00005,
        "wins": 20, "losses": 0, "ties": 0,
    }  # fmt: skip
    assert rows[str(bad)]["RR@10"] == {"value": 0.5, "p": None}
    assert rows[str(good)]["R@100"]["p"] == 1.0


def test_table_has_a_row_a_dataset_and_a_column_a_system(tmp_path: Path, folder: Path) -> None:
    out = tmp_path / "results" / "dev"
    done = run(
        tmp_path, "table", folder.parent, "--out", out, "--system", "dense", "--system", "full"
    )
    assert done.exit_code == 0, done.output
    header, _, row = out.with_suffix(".md").read_text().splitlines()
    assert header == "| dataset | dense | full |"
    assert row.startswith("| tiny | ")
    kept = json.loads(out.with_suffix(".json").read_text())["tiny"]
    assert 0 < kept["full"]["p_against_dense"] <= 1


def test_a_folder_without_datasets_is_told(tmp_path: Path) -> None:
    done = run(tmp_path, "table", tmp_path, "--out", tmp_path / "x")
    assert isinstance(done.exception, BadInput)
