"""Runs: what is written as TREC is read back the same."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import BadInput
from evals.sets import runs

IDS = st.text(
    st.one_of(st.characters(exclude_categories=["Cs"], exclude_characters="\t\r\n"), st.just(" ")),
    min_size=1,
    max_size=9,
)
SCORES = st.floats(-10, 10, width=32)


@st.composite
def ranked(draw: st.DrawFn) -> runs.Run:
    """As search gives it: mostly by score, but not always, and with equal scores."""
    return draw(st.dictionaries(IDS, st.dictionaries(IDS, SCORES, min_size=1), min_size=1))


@settings(max_examples=40)
@given(ranked())
def test_a_run_comes_back_in_its_order(tmp_path_factory: pytest.TempPathFactory, run) -> None:
    path = tmp_path_factory.mktemp("runs") / "full.run"
    runs.write(run, path, "full")
    again = runs.read(path)
    assert again.warnings == ()
    assert {q: list(found) for q, found in again.run.items()} == {q: list(run[q]) for q in run}


@settings(max_examples=40)
@given(ranked())
def test_scores_that_fall_come_back_as_they_were(
    tmp_path_factory: pytest.TempPathFactory, run
) -> None:
    falling = {
        query: dict(zip(found, sorted(set(found.values()), reverse=True), strict=False))
        for query, found in run.items()
    }
    path = tmp_path_factory.mktemp("runs") / "full.run"
    runs.write(falling, path, "full")
    again = runs.read(path).run
    assert all(again[query] == pytest.approx(found) for query, found in falling.items())


def test_the_form_is_trecs_and_each_score_is_below_the_one_before(tmp_path: Path) -> None:
    runs.write({"q1": {"b": 2.5, "a": 2.5, "c": 3.0}}, tmp_path / "r", "full")
    assert (tmp_path / "r").read_text() == (
        "q1 Q0 b 1 2.5 full\nq1 Q0 a 2 2.4999998 full\nq1 Q0 c 3 2.4999995 full\n"
    )


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"q1 Q0 a 1 1.0 x\nq1 a 1\n", "line 2: not a line of a TREC run"),
        (b"q1 Q0 a 1 best x\n", "line 1: not a line"),
        (b"q1 Q0 a 1 nan x\n", "line 1: not a line"),
        (b"q1 Q0 a b 1 1.0 x\n", "line 1: not a line"),
        (b"\n", "no line of a run"),
        (b"\xff\n", "is not in UTF-8"),
        (None, "there is no such file"),
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
