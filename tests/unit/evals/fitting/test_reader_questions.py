"""Exercises hold the answer's place, near passages of other documents, and no held-out document."""

import json
from pathlib import Path

import pytest
from making import REPOSITORY, WordEncoder

from corpus.errors import BadInput
from evals.fitting import reader_questions
from evals.fitting.reader_questions import PassageQuestion, QuestionSource, Told
from evals.sets.folds import fold

SHIPPED = REPOSITORY / "evals" / "gold" / "reading"
TEXTS = {
    "aed": "Aed loodi 2014. aastal. Aeda hoiab linn.",
    "pank": "Pank loodi 2001. aastal.",
    "klubi": "Klubis käib sada inimest.",
}
PASSAGES = {key: Told(key, key.title(), text) for key, text in TEXTS.items()}


def test_a_folder_of_tables(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text(
        "passage\tlang\tquestion\tanswer\naed\tet\tMillal loodi aed?\t2014. aastal\n"
        "aed\tet\tMis maksab aed?\t\n",
        encoding="utf-8",
    )
    assert reader_questions.of_tables(tmp_path) == [
        PassageQuestion("Millal loodi aed?", "aed", ("2014. aastal",)),
        PassageQuestion("Mis maksab aed?", "aed", ()),
    ]


def test_a_folder_without_tables(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="holds no table of questions"):
        reader_questions.of_tables(tmp_path)


def test_exercises() -> None:
    asked = [
        PassageQuestion("Millal loodi aed?", "aed", ("2014. aastal",)),
        PassageQuestion("Mis maksab?", "aed", ()),
    ]
    found = reader_questions.exercises([QuestionSource(PASSAGES)], asked, WordEncoder())
    with_answer, without = found
    ((start, end),) = with_answer.spans
    assert TEXTS["aed"][start:end] == "2014. aastal"
    assert without.spans == ()
    assert {other.work for other in with_answer.others} == {"pank", "klubi"}


def test_held_out_documents_of_a_measured_source() -> None:
    asked = [PassageQuestion("Mis?", key, ()) for key in TEXTS]
    out = fold("aed")
    measured, other = QuestionSource(PASSAGES, measured=True), QuestionSource(PASSAGES)
    kept = reader_questions.exercises([measured], asked, WordEncoder(), [out])
    assert {each.passage.work for each in kept} == {k for k in TEXTS if fold(k) != out}
    assert len(reader_questions.exercises([other], asked, WordEncoder(), [out])) == len(TEXTS)


def test_passages_of_a_file(tmp_path: Path) -> None:
    row = {"_id": "aed", "title": "Aed", "text": TEXTS["aed"], "lang": "et"}
    (tmp_path / "corpus.jsonl").write_text(json.dumps(row), encoding="utf-8")
    source = reader_questions.of_rows(tmp_path / "corpus.jsonl")
    assert source == QuestionSource({"aed": PASSAGES["aed"]})


@pytest.mark.parametrize(("name", "asked_of"), [("corpus", 83), ("officials", 230)])
def test_the_shipped_passages_hold_the_answers_of_their_questions(name: str, asked_of: int) -> None:
    told = reader_questions.of_rows(SHIPPED / f"{name}.jsonl").passages
    asked = reader_questions.of_tables(SHIPPED)
    own = [each for each in asked if each.passage in told]
    assert len({each.passage for each in own}) == asked_of
    assert all(answer in told[e.passage].text for e in own for answer in e.answers)


def test_a_beir_folder_brings_its_questions(tmp_path: Path) -> None:
    (tmp_path / "qrels").mkdir()
    rows = [{"_id": key, "title": key, "text": text, "lang": "et"} for key, text in TEXTS.items()]
    lines = {
        "corpus.jsonl": rows,
        "queries.jsonl": [{"_id": "q1", "text": "Millal loodi pank?", "lang": "et"}],
        "answers.jsonl": [{"_id": "q1", "answers": ["2001. aastal"]}],
    }
    for name, content in lines.items():
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in content)
        (tmp_path / name).write_text(text, encoding="utf-8")
    qrels = "query-id\tcorpus-id\tscore\nq1\tpank\t1\n"
    (tmp_path / "qrels" / "test.tsv").write_text(qrels, encoding="utf-8")
    source = reader_questions.of_beir(tmp_path)
    assert source.asked == (PassageQuestion("Millal loodi pank?", "pank", ("2001. aastal",)),)
    assert source.measured
    (tmp_path / "answers.jsonl").unlink()
    assert reader_questions.of_beir(tmp_path).asked == ()


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (PassageQuestion("Mis?", "tundmatu", ()), "no passage 'tundmatu'"),
        (PassageQuestion("Mis?", "aed", ("1999",)), "'1999' stands not in aed"),
    ],
)
def test_what_does_not_fit_is_told(asked: PassageQuestion, told: str) -> None:
    with pytest.raises(BadInput, match=told):
        reader_questions.exercises([QuestionSource(PASSAGES)], [asked], WordEncoder())
