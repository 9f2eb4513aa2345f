"""The subject index: read, and told where it is broken."""

from pathlib import Path

import pytest

from corpus.catalogue import subjects
from corpus.catalogue.subjects import Subject
from corpus.errors import BadInput

HEADER = "et\ten\tworks\n"


def test_a_subject_has_wordings_and_works(tmp_path: Path) -> None:
    path = tmp_path / "subjects.tsv"
    path.write_text(f"{HEADER}keelekohvikud ¦ kus keelt  harjutada\tlanguage cafés\taed maja\n")
    assert subjects.read(path) == (
        Subject(
            ("keelekohvikud", "kus keelt harjutada"),
            ("language cafés",),
            frozenset({"aed", "maja"}),
        ),
    )


def test_a_table_may_say_which_works_tell_of_an_example(tmp_path: Path) -> None:
    path = tmp_path / "subjects.tsv"
    path.write_text("et\ten\tworks\ttold_by\nkeelekohvikud\t\taed\tülevaade aed\n")
    (subject,) = subjects.read(path)
    assert subject.works == {"aed"}
    assert subject.named == {"aed", "ülevaade"}
    assert list(subjects.faults(path, {"aed"})) == [
        "'keelekohvikud' names 'aed' twice; one of the two is enough",
        "'keelekohvikud': there is no document 'ülevaade'",
    ]


def test_a_table_that_is_not_there_has_none(tmp_path: Path) -> None:
    assert subjects.read(tmp_path / "subjects.tsv") == ()


def test_a_row_without_a_wording_is_told(tmp_path: Path) -> None:
    path = tmp_path / "subjects.tsv"
    path.write_text(f"{HEADER}\t ¦ \taed\n")
    with pytest.raises(BadInput, match="row 1 has no wording"):
        subjects.read(path)
    assert list(subjects.faults(path, {"aed"})) == ["row 1 has no wording in either language"]
