"""Questions noted for a work: read, and told where they are broken."""

from pathlib import Path

import pytest

from corpus.catalogue import noted_questions
from corpus.catalogue.noted_questions import NotedQuestion
from corpus.errors import BadInput
from corpus.settings import QUESTIONS

HEADER = "kind\tet\ten\talso\tanswer\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "nula.tsv"
    path.write_text(
        HEADER
        + "money\tKes maksab?\tWho pays?\tMis rahaga? ¦ Whose money?\tRaha annab riik. ¦ Ja vald. ¦¦ The state pays.\n"
        + "none\tMis on kulu?\tWhat does it cost?\t\t\n"
    )
    return path


def test_each_place_that_answers_stands_by_itself(table: Path) -> None:
    first, second = noted_questions.read(table.parent)["nula"]
    assert first == NotedQuestion(
        "money",
        "Kes maksab?",
        "Who pays?",
        (("Raha annab riik.", "Ja vald."), ("The state pays.",)),
        ("Mis rahaga?", "Whose money?"),
    )
    assert first.wordings == ("Kes maksab?", "Who pays?", "Mis rahaga?", "Whose money?")
    assert second.answers == ()


def test_a_table_may_do_without_other_wordings(tmp_path: Path) -> None:
    (tmp_path / "aed.tsv").write_text("kind\tet\ten\tanswer\nfact\tMis?\tWhat?\tAed.\n")
    (note,) = noted_questions.read(tmp_path)["aed"]
    assert note.wordings == ("Mis?", "What?")


def test_how_much_of_a_place_a_text_holds() -> None:
    place = ("Raha annab riik.", "Ja vald.")
    assert noted_questions.share_held(place, "Raha annab riik. Ja vald.") == 1
    assert noted_questions.share_held(place, "Ja vald.") == pytest.approx(8 / 24)
    assert noted_questions.share_held(place, "Ei.") == 0


def test_what_stands_in_the_work_has_no_faults(table: Path) -> None:
    assert noted_questions.faults(table, "Raha annab\nriik.\n• Ja vald. The  state pays.") == []


def test_an_answer_that_does_not_stand_in_the_work_is_told(table: Path) -> None:
    (fault,) = noted_questions.faults(table, "Raha annab riik. Ja vald.")
    assert fault == "'Kes maksab?': its answer does not stand in the work: The state pays."


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("cost\tKes?\tWho?\t\tA.", "'Kes?': 'cost' is no kind of question"),
        ("money\t\t\t\tA.", "row 1 has no question in either language"),
        ("none\tKes?\tWho?\t\tA.", "'Kes?' has an answer, or the kind 'none', and not both"),
        ("money\t\tWho?\t\t", "'Who?' has an answer, or the kind 'none', and not both"),
    ],
)
def test_broken_rows_are_told(tmp_path: Path, row: str, fault: str) -> None:
    path = tmp_path / "nula.tsv"
    path.write_text(f"{HEADER}{row}\n")
    assert noted_questions.faults(path, "A.") == [fault]


def test_a_folder_that_is_not_there_has_none(tmp_path: Path) -> None:
    assert noted_questions.read(tmp_path / "none") == {}


def test_a_broken_table_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "nula.tsv").write_text("kind\tet\n")
    with pytest.raises(BadInput, match=r"nula\.tsv: line 1 has no column"):
        noted_questions.read(tmp_path)


def test_a_row_without_a_question_is_told_when_it_is_read(tmp_path: Path) -> None:
    (tmp_path / "nula.tsv").write_text(f"{HEADER}money\t \t\t\tA.\n")
    with pytest.raises(BadInput, match=r"nula\.tsv: row 1 has no question"):
        noted_questions.read(tmp_path)


def test_every_shipped_question_is_in_both_languages() -> None:
    noted = noted_questions.read(QUESTIONS)
    assert len(noted) > 250
    assert all(note.et and note.en for notes in noted.values() for note in notes)
