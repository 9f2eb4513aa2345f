"""Needs: questions with the documents they want, reported by the questions' language."""

from pathlib import Path

import pytest

from corpus.errors import BadInput
from evals.retrieval import needs
from evals.retrieval.needs import Need

TABLE = """id\tlang\tquestion\tanswerable\trelevant_a\trelevant_b
q1\tet\tMis on ajapank?\tyes\tajapank|talgud\tlaw
q2\ten\tWho won the cup?\tno\t\t
"""


def test_answerable_needs_are_read_with_all_their_documents(tmp_path: Path) -> None:
    path = tmp_path / "q.tsv"
    path.write_text(TABLE, encoding="utf-8")
    assert needs.read(path) == [Need("q1", "et", "Mis on ajapank?", ("ajapank", "talgud", "law"))]


def test_a_folder_wants_what_it_gives_its_highest_grade(tmp_path: Path) -> None:
    (tmp_path / "qrels").mkdir()
    (tmp_path / "queries.jsonl").write_text(
        '{"_id": "q1", "text": "Mis on ajapank?", "lang": "et"}\n'
        '{"_id": "q2", "text": "What is a bank of time that neighbours keep?"}\n'
        '{"_id": "q3", "text": "Who won?", "lang": "en"}\n',
        encoding="utf-8",
    )
    judged = "q1\tajapank\t2\nq1\tlaw\t0\nq2\ttimebank\t2\nq2\tbank\t1\nq3\tcup\t0\n"
    (tmp_path / "qrels" / "test.tsv").write_text(judged, encoding="utf-8")
    assert needs.read(tmp_path) == [
        Need("q1", "et", "Mis on ajapank?", ("ajapank",)),
        Need("q2", "en", "What is a bank of time that neighbours keep?", ("timebank",)),
    ]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "cannot be read"),
        ("id\tlang\nq1\tet\n", "line 1 has no column question, answerable"),
        (TABLE.replace("yes", "no"), "has no answerable question"),
    ],
)
def test_what_is_no_such_table_is_told(tmp_path: Path, content: str | None, told: str) -> None:
    path = tmp_path / "q.tsv"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(BadInput, match=told):
        needs.read(path)
