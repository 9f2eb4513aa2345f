"""Runs are ordered as trec_eval orders them: by score, then by document id, never by rank."""

from pathlib import Path

import ir_measures
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import BadInput
from evals.measures.measures import MEASURES, evaluate
from evals.sets import runs

QRELS = {"q1": {"b": 1}, "q2": {"d": 1}}
DOCUMENTS = st.text("abcdefgõ1", min_size=1, max_size=3)
SCORES = st.sampled_from([0.0, 0.5, 0.5000000001, 1.0, -2.0, 30.25, 1e-9])


def read(path: Path, *lines: str) -> runs.RunFile:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return runs.read(path)


@pytest.mark.parametrize("ranks", ["0 0 0 0", "4 3 2 1", "- - - -", "1 1 1 1"])
def test_whatever_the_rank_column_says_the_score_decides(tmp_path: Path, ranks: str) -> None:
    one, two, three, four = ranks.split()
    found = read(
        tmp_path / "r",
        f"q1 Q0 a {one} 9.0 x", f"q1 Q0 b {two} 8.0 x",
        f"q2 Q0 d {three} 7.0 x", f"q2 Q0 e {four} 6.0 x",
    ).run  # fmt: skip
    assert [list(each) for each in found.values()] == [["a", "b"], ["d", "e"]]
    assert evaluate(QRELS, found)["RR@10"] == 0.75


def test_equal_scores_stand_by_document_id_the_last_first(tmp_path: Path) -> None:
    found = read(tmp_path / "r", "q1 Q0 a 1 1.0 x", "q1 Q0 c 2 1.0 x", "q1 Q0 b 3 1.0 x").run
    assert list(found["q1"]) == ["c", "b", "a"]


@settings(max_examples=40)
@given(st.dictionaries(DOCUMENTS, SCORES, min_size=1), st.data())
def test_the_values_are_trec_evals(tmp_path_factory: pytest.TempPathFactory, scores, data) -> None:
    """ir-measures puts the file to trec_eval's own code, ties and all."""
    judged = data.draw(st.dictionaries(st.sampled_from(sorted(scores)), st.just(1), min_size=1))
    path = tmp_path_factory.mktemp("runs") / "r"
    own = read(path, *(f"q Q0 {document} 0 {score} x" for document, score in scores.items())).run
    measures = [measure for measure in MEASURES if str(measure) != "RR@10"]  # another provider's
    wanted = ir_measures.calc_aggregate(
        measures, {"q": judged}, list(ir_measures.read_trec_run(str(path)))
    )
    found = evaluate({"q": judged}, own)
    assert {str(m): pytest.approx(v) for m, v in wanted.items()} == {
        str(m): found[str(m)] for m in measures
    }


@settings(max_examples=40)
@given(st.dictionaries(DOCUMENTS, SCORES, min_size=1))
def test_what_we_write_keeps_its_order_for_trec_eval_too(
    tmp_path_factory: pytest.TempPathFactory, scores
) -> None:
    path = tmp_path_factory.mktemp("runs") / "r"
    runs.write({"q": scores}, path, "full")
    last = list(scores)[-1]
    (value,) = ir_measures.calc_aggregate(
        [ir_measures.RR], {"q": {last: 1}}, list(ir_measures.read_trec_run(str(path)))
    ).values()
    assert value == pytest.approx(1 / len(scores))


def test_a_pair_that_stands_twice_counts_once_and_is_told(tmp_path: Path) -> None:
    found = read(tmp_path / "r", "q1 Q0 b 1 0.2 x", "q1 Q0 a 2 0.5 x", "q1 Q0 b 3 0.9 x")
    assert found.run == {"q1": {"b": 0.9, "a": 0.5}}
    (warning,) = found.warnings
    assert "1 of its query-document pairs stand twice" in warning and warning.endswith("q1 b")


@pytest.mark.parametrize("mark", [b"\xef\xbb\xbf", b""])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
@pytest.mark.parametrize("between", [b" ", b"\t", b"  "])
def test_the_first_query_is_not_lost(tmp_path: Path, mark: bytes, end: bytes, between: bytes):
    line = between.join([b"q1", b"Q0", b"d1", b"1", b"0.5", b"x"])
    (tmp_path / "r").write_bytes(mark + line + end)
    assert runs.read(tmp_path / "r").run == {"q1": {"d1": 0.5}}


def test_ids_with_blanks_read_back_and_others_stay_in_trecs_columns(tmp_path: Path) -> None:
    run = {"my query": {"a b": 2.0, "c": 1.0}, "q": {"d": 1.0}}
    runs.write(run, tmp_path / "r", "full")
    assert runs.read(tmp_path / "r").run == run
    assert "q Q0 d 1 1.0 full\n" in (tmp_path / "r").read_text()


def test_an_empty_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no line of a run"):
        read(tmp_path / "r")
