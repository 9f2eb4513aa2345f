"""Datasets: BEIR folders come in whole; a broken one is one sentence that says where."""

from pathlib import Path

import pytest
from beir import write_beir

from corpus.errors import BadInput
from evals.sets import datasets, judgements
from evals.sets.datasets import CorpusRow, Query


def test_a_folder_comes_in_whole(tmp_path: Path) -> None:
    folder = write_beir(tmp_path / "set")
    found = datasets.load(folder)
    assert found.name == "set"
    assert found.rows is not None and found.rows[0] == CorpusRow("d1", "Pank", "Toidupank.", "et")
    assert found.rows[2] == CorpusRow("d3", "", "The food bank.", None)
    assert found.queries == (Query("q1", "toit", "et"), Query("q2", "camp", None))
    assert found.qrels == {"q1": {"d1": 2, "d3": 0}, "q2": {"d2": 1}}


def test_a_query_without_judgements_is_left_out(tmp_path: Path) -> None:
    folder = write_beir(
        tmp_path / "set", queries=[{"_id": "q1", "text": "a"}, {"_id": "q9", "text": "b"}]
    )
    assert [query.id for query in datasets.load(folder).queries] == ["q1"]


def test_without_a_corpus_it_is_about_the_library(tmp_path: Path) -> None:
    folder = write_beir(tmp_path / "set")
    (folder / "corpus.jsonl").unlink()
    assert datasets.load(folder).rows is None


@pytest.mark.parametrize("between", ["\t", " ", "  "])
def test_judgements_in_trec_form(tmp_path: Path, between: str) -> None:
    path = tmp_path / "qrels.txt"
    path.write_text("q1\t0\td1\t2\n\nq1\t0\td2\t-1\n".replace("\t", between))
    assert judgements.read(path).qrels == {"q1": {"d1": 2, "d2": -1}}


@pytest.mark.parametrize(
    ("file", "content", "told"),
    [
        ("qrels/test.tsv", None, r"set: has no qrels/test\.tsv; a BEIR folder holds"),
        ("qrels/test.tsv", b"", r"test\.tsv: no judgement in it"),
        ("qrels/test.tsv", b"query-id\tcorpus-id\tscore\n", r"test\.tsv: no judgement in it"),
        (
            "qrels/test.tsv",
            b"q1\td1\t1\nq1\td2\tmuch\n",
            r"line 2: 'q1TABd2TABmuch' is no judgement",
        ),
        ("qrels/test.tsv", b"q1\td1\t1\n\nq1\t0\td1\t1\t1\n", r"line 3: 'q1TAB0TABd1TAB1TAB1'"),
        ("qrels/test.tsv", b"q1\n", r"test\.tsv, line 1: 'q1' is no judgement"),
        ("qrels/test.tsv", b"q1 d1 1\n", r"line 1: .* write query-id TAB corpus-id TAB score"),
        ("qrels/test.tsv", b"\xff\xfe\n", r"test\.tsv: is not in UTF-8"),
        ("qrels/test.tsv", b"q9\td1\t1\n", r"no query of queries\.jsonl has a judgement"),
        ("queries.jsonl", None, r"set: has no queries\.jsonl; a BEIR folder holds"),
        ("queries.jsonl", b"", r"no query of queries\.jsonl has a judgement"),
        (
            "queries.jsonl",
            b'{"_id": "q1", "text": "a"}\n{oops\n',
            r"queries\.jsonl, line 2: not a JSON object",
        ),
        ("queries.jsonl", b"[1]\n", r"queries\.jsonl, line 1: has no `_id`"),
        ("corpus.jsonl", b'{"text": "a"}\n', r"corpus\.jsonl, line 1: has no `_id`"),
        ("corpus.jsonl", b"\xff\n", r"corpus\.jsonl: is not in UTF-8"),
        (
            "corpus.jsonl",
            b'{"_id": "d1", "title": "a", "body": "b"}\n',
            r"corpus\.jsonl, line 1: has no `text` \(but `title`, `body`\)",
        ),
        ("queries.jsonl", b'{"_id": "q1"}\n', r"queries\.jsonl, line 1: has no `text`"),
        (
            "corpus.jsonl",
            b'{"_id": "d1", "text": "a"}\n\n{"_id": "d1", "text": "b"}\n',
            r"corpus\.jsonl, line 3: the `_id` 'd1' stands in line 1 too",
        ),
        (
            "queries.jsonl",
            b'{"_id": 1, "text": "a"}\n{"_id": "1", "text": "b"}\n',
            r"queries\.jsonl, line 2: the `_id` '1' stands in line 1 too",
        ),
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
    assert "\n" not in str(caught.value) and "Errno" not in str(caught.value)


def test_no_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="nowhere: no such folder"):
        datasets.load(tmp_path / "nowhere")


def test_an_empty_folder_is_told_with_all_that_it_lacks(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"has no queries\.jsonl and no qrels/test\.tsv; a BEIR"):
        datasets.load(tmp_path)


def test_a_text_may_be_empty(tmp_path: Path) -> None:
    folder = write_beir(tmp_path / "set", rows=[{"_id": "d1", "title": "Pank", "text": ""}])
    assert datasets.load(folder).rows == (CorpusRow("d1", "Pank", "", None),)


def test_ids_that_are_numbers_are_words(tmp_path: Path) -> None:
    folder = write_beir(tmp_path / "set", queries=[{"_id": 1, "text": "a"}])
    (folder / "qrels" / "test.tsv").write_text("1\td1\t1\n")
    assert datasets.load(folder).queries == (Query("1", "a", None),)
