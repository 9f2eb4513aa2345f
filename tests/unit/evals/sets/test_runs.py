"""Runs: what is written as TREC is read back the same."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import BadInput
from evals.sets import runs

IDS = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=9)
SCORES = st.floats(-10, 10).map(lambda score: round(score, 6) + 0.0)


@st.composite
def ranked(draw: st.DrawFn) -> runs.Run:
    run = draw(st.dictionaries(IDS, st.dictionaries(IDS, SCORES, min_size=1)))
    return {q: dict(sorted(found.items(), key=lambda pair: -pair[1])) for q, found in run.items()}


@given(ranked())
def test_a_run_comes_back_as_it_was(tmp_path_factory: pytest.TempPathFactory, run) -> None:
    path = tmp_path_factory.mktemp("runs") / "full.run"
    runs.write(run, path, "full")
    again = runs.read(path)
    assert again == run
    assert [list(found) for found in again.values()] == [list(found) for found in run.values()]


def test_the_form_is_trecs(tmp_path: Path) -> None:
    runs.write({"q1": {"b": 2.5, "a": 2.5}}, tmp_path / "r", "full")
    assert (tmp_path / "r").read_text() == "q1 Q0 b 1 2.500000 full\nq1 Q0 a 2 2.500000 full\n"


def test_ranks_say_the_order_of_another_tools_run(tmp_path: Path) -> None:
    (tmp_path / "r").write_text("q1 Q0 b 2 1.0 x\nq1 Q0 a 1 1.0 x\n")
    assert list(runs.read(tmp_path / "r")["q1"]) == ["a", "b"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"q1 Q0 a 1 1.0 x\nq1 a 1\n", "line 2: not a line of a TREC run"),
        (b"q1 Q0 a first 1.0 x\n", "line 1: not a line"),
        (b"\xff\n", "cannot be read"),
        (None, "cannot be read"),
    ],
)
def test_a_broken_run_is_one_sentence(tmp_path: Path, content: bytes | None, told: str) -> None:
    path = tmp_path / "broken.run"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(BadInput, match=rf"broken\.run.*{told}") as caught:
        runs.read(path)
    assert "\n" not in str(caught.value)


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be written"):
        runs.write({"q": {"d": 1.0}}, tmp_path / "no" / "such" / "folder.run", "full")
