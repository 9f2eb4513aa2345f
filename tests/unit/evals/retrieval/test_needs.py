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
