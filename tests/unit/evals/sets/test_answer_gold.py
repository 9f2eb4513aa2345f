"""The gold set of answers is read whole, and a quote is right where it shows half of a stretch."""

import json
from pathlib import Path

import pytest

from corpus.errors import BadInput
from evals.sets.answer_gold import GoldStretch, read

HEAD = "id\tlang\tkind\tflags\twork\tsplit\tanswerable\tquestion\n"
ROW = "q1\tet\tmoney\ttwo-part\taed\tdev\tyes\tKes maksab ja kui palju?\n"
SHIPPED = Path(__file__).parents[4] / "evals" / "gold" / "answers"


def written(folder: Path, *stretches: object, row: str = ROW) -> Path:
    (folder / "questions.tsv").write_text(HEAD + row)
    lines = "".join(json.dumps(each) + "\n" for each in stretches)
    (folder / "stretches.jsonl").write_text(lines)
    return folder


def test_parts_are_told_apart(tmp_path: Path) -> None:
    folder = written(
        tmp_path,
        {"question": "q1", "part": 1, "document": "aed", "sentences": ["• Vald maksab."]},
        {"question": "q1", "part": 2, "document": "aed", "sentences": ["See on 5 eurot."]},
    )
    (question,) = read(folder)
    assert question.flags == ("two-part",) and question.documents == {"aed"}
    assert question.shown("aed", "Vald maksab.") == {0}
    assert question.shown("aed", "Vald\nmaksab. See on 5 eurot.") == {0, 1}
    assert question.shown("muu", "Vald maksab.") == set()


def test_half_of_a_stretch_must_be_shown() -> None:
    stretch = GoldStretch("aed", ("Pikk lause on siin ees.", "Lühike."))
    assert stretch.shown_by("Pikk lause on siin ees.")
    assert not stretch.shown_by("Lühike.")


@pytest.mark.parametrize(
    "stretch",
    [
        {"question": "q2", "part": 1, "document": "aed", "sentences": ["Vald."]},
        {"question": "q1", "document": "aed", "sentences": ["Vald."]},
        {"question": "q1", "part": 1, "document": "aed", "sentences": 5},
        [],
    ],
)
def test_what_is_no_stretch_is_refused_with_its_line(tmp_path: Path, stretch: object) -> None:
    with pytest.raises(BadInput, match=r"stretches\.jsonl, line 1"):
        read(written(tmp_path, stretch))


def test_an_unknown_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="unknown kind 'weather'"):
        read(written(tmp_path, row=ROW.replace("money", "weather")))


def test_the_shipped_set_is_as_its_readme_says() -> None:
    questions = read(SHIPPED)
    answerable = [q for q in questions if q.answerable == "yes"]
    near = [q for q in questions if q.answerable != "yes" and q.kind != "far"]
    assert len(answerable) >= 400 and len(near) >= 80
    assert {q.split for q in questions} == {"train", "dev", "test", "check", "fresh"}
    assert all(bool(q.parts) == (q.answerable != "no") for q in questions)
