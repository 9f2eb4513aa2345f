"""Datasets: BEIR folders come in whole; a broken one is one sentence that says where."""

from pathlib import Path

import pytest
from beir import write_beir

from corpus.errors import BadInput
from evals import datasets
from evals.datasets import Query, Row


def test_a_folder_comes_in_whole(tmp_path: Path) -> None:
    folder = write_beir(tmp_path / "set")
    found = datasets.load(folder)
    assert found.name == "set"
    assert found.rows is not None and found.rows[0] == Row("d1", "Pank", "Toidupank.", "et")
    assert found.rows[2] == Row("d3", "", "The food bank.", None)
    assert found.queries == (Query("q1", "toit", "et"), Query("q2", "camp", None))
    assert found.qrels == {"q1": {"d1": 2, "d3": 0}, "q2": {"d2": 1}}


def test_a_query_without_judgements_is_left_out(tmp_path: Path) -> None:
    folder = write_beir(tmp_path / "set", queries=[{"_id": "q1", "text": "a"}, {"_id": "q9"}])
    assert [query.id for query in datasets.load(folder).queries] == ["q1"]


def test_without_a_corpus_it_is_about_the_library(tmp_path: Path) -> None:
    folder = write_beir(tmp_path / "set")
    (folder / "corpus.jsonl").unlink()
    assert datasets.load(folder).rows is None


def test_judgements_in_trec_form(tmp_path: Path) -> None:
    path = tmp_path / "qrels.txt"
    path.write_text("q1\t0\td1\t2\n\nq1\t0\td2\t-1\n")
    assert datasets.read_qrels(path) == {"q1": {"d1": 2, "d2": -1}}


@pytest.mark.parametrize(
    ("file", "content", "told"),
    [
        ("qrels/test.tsv", None, r"test\.tsv: cannot be read"),
        ("qrels/test.tsv", b"", r"test\.tsv: no judgement in it"),
        ("qrels/test.tsv", b"query-id\tcorpus-id\tscore\n", r"test\.tsv: no judgement in it"),
        ("qrels/test.tsv", b"q1\td1\t1\nq1\td2\tmuch\n", r"test\.tsv, line 2: not"),
        ("qrels/test.tsv", b"q1\n", r"test\.tsv, line 1: not"),
        ("qrels/test.tsv", b"q1 d1 1\n", r"test\.tsv, line 1: not"),
        ("qrels/test.tsv", b"\xff\xfe\n", r"test\.tsv: cannot be read"),
        ("qrels/test.tsv", b"q9\td1\t1\n", r"no query of queries\.jsonl has a judgement"),
        ("queries.jsonl", None, r"queries\.jsonl: cannot be read"),
        ("queries.jsonl", b"", r"no query of queries\.jsonl has a judgement"),
        ("queries.jsonl", b'{"_id": "q1"}\n{oops\n', r"queries\.jsonl, line 2: not a JSON object"),
        ("queries.jsonl", b"[1]\n", r"queries\.jsonl, line 1: has no `_id`"),
        ("corpus.jsonl", b'{"text": "a"}\n', r"corpus\.jsonl, line 1: has no `_id`"),
        ("corpus.jsonl", b"\xff\n", r"corpus\.jsonl: cannot be read"),
    ],
)
def test_a_broken_folder_is_one_sentence(
    tmp_path: Path, file: str, content: bytes | None, told: str
) -> None:
    folder = write_beir(tmp_path / "set")
    if content is None:
        (folder / file).unlink()
    else:
        (folder / file).write_bytes(content)
    with pytest.raises(BadInput, match=told) as caught:
        datasets.load(folder)
    assert "\n" not in str(caught.value)


def test_no_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="nowhere: no such folder"):
        datasets.load(tmp_path / "nowhere")


def test_ids_that_are_numbers_are_words(tmp_path: Path) -> None:
    folder = write_beir(tmp_path / "set", queries=[{"_id": 1, "text": "a"}])
    (folder / "qrels" / "test.tsv").write_text("1\td1\t1\n")
    assert datasets.load(folder).queries == (Query("1", "a", None),)
