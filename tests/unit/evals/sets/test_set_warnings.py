"""What a BEIR folder lacks or says twice is counted in a warning that names it, or is an error."""

import re
from pathlib import Path

import pytest
from beir import write_beir

from corpus.errors import BadInput
from evals.measures.measures import evaluate
from evals.sets import datasets, judgements
from evals.sets.answer_strings import read_answers
from evals.sets.text_files import some

QUERIES = [{"_id": f"q{n}", "text": "toit"} for n in (1, 2)]
FOUR = "".join(f"q{n}\td1\t1\n" for n in (1, 2, 3, 4))


def test_one_count_for_the_queries_that_have_a_text_and_the_rest_named(tmp_path: Path) -> None:
    found = datasets.load(write_beir(tmp_path / "set", queries=QUERIES, qrels=FOUR))
    assert len(found.queries) == len(found.qrels) == 2
    (warning,) = found.warnings
    assert "2 judged ids not in queries.jsonl" in warning and warning.endswith("q3, q4")
    both = {"q1": {"d1": 1.0}, "q2": {"d1": 1.0}}
    assert evaluate(found.qrels, both)["RR@10"] == 1


def test_a_folder_without_fault_has_no_warning(tmp_path: Path) -> None:
    assert datasets.load(write_beir(tmp_path / "set")).warnings == ()


@pytest.mark.parametrize(
    ("qrels", "told"),
    [
        ("q1\td1\t1\nq1\td8\t1\nq2\td9\t0\n", r"corpus\.jsonl: lacks 2 judged documents: d8, d9"),
        ("q1\td1\t2\nq2\td2\t1\nq1\td1\t0\n", r"1 pair is judged twice with different grades.*d1"),
        ("q1\td1\t1\nq2\td2\t1\nq1\td1\t1\n", r"1 pair is judged twice with the same grade: q1 d1"),
        ("q1\td1\t1\nq2\td2\t0\n", r"no document is relevant to 1 query, which score 0: q2"),
    ],
)
def test_what_lowers_the_values_is_told(tmp_path: Path, qrels: str, told: str) -> None:
    found = datasets.load(write_beir(tmp_path / "set", qrels=qrels))
    assert [w for w in found.warnings if re.search(told, w)], found.warnings


def test_of_two_grades_the_last_counts(tmp_path: Path) -> None:
    (tmp_path / "q").write_text("q1\td1\t2\nq1\td1\t0\n")
    assert judgements.read(tmp_path / "q").qrels == {"q1": {"d1": 0}}


def test_a_set_of_which_no_judged_document_is_there_is_refused(tmp_path: Path) -> None:
    folder = write_beir(tmp_path / "set", qrels="q1\tx1\t1\nq2\tx2\t1\n")
    with pytest.raises(BadInput, match=r"none of the 2 judged documents \(x1, x2\)"):
        datasets.load(folder)


@pytest.mark.parametrize("text", ["", "?", "…!", " - "])
def test_a_query_without_a_word_is_kept_and_named(tmp_path: Path, text: str) -> None:
    queries = [*QUERIES, {"_id": "q5", "text": text}]
    found = datasets.load(
        write_beir(tmp_path / "set", queries=queries, qrels="q1\td1\t1\nq5\td1\t1\n")
    )
    assert [query.id for query in found.queries] == ["q1", "q5"]
    assert found.warnings == ("no letter or figure in 1 query, which find nothing: q5",)


@pytest.mark.parametrize("file", ["corpus.jsonl", "queries.jsonl", "qrels/test.tsv"])
def test_a_byte_order_mark_changes_nothing(tmp_path: Path, file: str) -> None:
    folder = write_beir(tmp_path / "set", qrels="q1\td1\t2\nq2\td2\t1\n")
    plain = datasets.load(folder)
    (folder / file).write_bytes(b"\xef\xbb\xbf" + (folder / file).read_bytes())
    assert datasets.load(folder) == plain


def test_a_byte_order_mark_in_answers_changes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "answers.jsonl"
    file.write_bytes(b'\xef\xbb\xbf{"_id": "q1", "answers": ["4 kuud"]}\n')
    assert read_answers(file) == {"q1": ("4 kuud",)}


def test_files_that_were_joined_may_have_a_mark_in_the_midst(tmp_path: Path) -> None:
    (tmp_path / "q").write_bytes("q1\td1\t1\n\ufeffq2\td2\t1\n".encode())
    assert list(judgements.read(tmp_path / "q").qrels) == ["q1", "q2"]


@pytest.mark.parametrize("written", ['"a\\tb"', '"a\\nb"', '"a\\rb"'])
def test_an_id_that_no_judgement_can_name_is_refused(tmp_path: Path, written: str) -> None:
    folder = write_beir(tmp_path / "set")
    (folder / "corpus.jsonl").write_text(f'{{"_id": {written}, "text": "x"}}\n')
    with pytest.raises(BadInput, match=r"corpus\.jsonl, line 1: the `_id` .* tab or a line break"):
        datasets.load(folder)


def test_an_id_may_hold_blanks(tmp_path: Path) -> None:
    queries = [{"_id": "my query 1", "text": "toit"}]
    found = datasets.load(
        write_beir(tmp_path / "set", queries=queries, qrels="my query 1\td1\t1\n")
    )
    assert found.qrels == {"my query 1": {"d1": 1}}


def test_ten_ids_are_named_and_the_rest_counted() -> None:
    assert some([f"q{n}" for n in range(12)]).endswith("q9 and 2 more")
