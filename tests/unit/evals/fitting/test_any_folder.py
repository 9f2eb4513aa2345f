"""Answers can be fitted on any folder: what a question counts follows from what it is about."""

import json
from pathlib import Path

import numpy as np
import pytest
from beir import write_beir

from corpus.errors import BadInput
from evals.answers import answering
from evals.answers.answering import Asked, Record
from evals.fitting import answer_sources
from evals.fitting.answers import fit_evidence, weights_of
from search_service.reading import evidence


def folder(place: Path, name: str = "facts") -> Path:
    made = write_beir(place / name, qrels="q1\td1\t1\nq1\td3\t0\nq2\td2\t1\n")
    rows = [{"_id": "q1", "answers": ["Toidupank"]}, {"_id": "q9", "answers": ["x"]}]
    (made / "answers.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return made


def test_a_folder_with_a_corpus_is_about_itself_whatever_its_name(tmp_path: Path) -> None:
    made = folder(tmp_path)
    (asked,) = answering.beir(made, made / "answers.jsonl")
    assert asked == Asked(
        "q1", "toit", "et", "facts", "train", True, ("Toidupank",), frozenset({"d1"}), True
    )
    (made / "corpus.jsonl").unlink()
    (asked,) = answering.beir(made, made / "answers.jsonl")
    assert not asked.own_corpus, "without a corpus it is about the library"


def test_a_question_that_says_no_language_is_read(tmp_path: Path) -> None:
    made = folder(tmp_path)
    row = {"_id": "q1", "text": "Who gives out the food in the village?"}
    (made / "queries.jsonl").write_text(json.dumps(row) + "\n")
    assert [a.lang for a in answering.beir(made, made / "answers.jsonl")] == ["en"]


def test_answers_of_another_set_are_refused(tmp_path: Path) -> None:
    made = folder(tmp_path)
    (made / "answers.jsonl").write_text('{"_id": "q9", "answers": ["x"]}\n')
    with pytest.raises(BadInput, match="answers no judged question"):
        answering.beir(made, made / "answers.jsonl")


def test_a_gold_set_may_say_little(tmp_path: Path) -> None:
    made = folder(tmp_path, "mine")
    first, second = answering.gold(made)
    assert (first.split, first.answerable, first.works) == ("test", True, frozenset({"d1"}))
    assert (second.source, second.own_corpus) == ("gold", False)
    (made / "qrels" / "test.tsv").unlink()
    with pytest.raises(BadInput, match=r"neither qrels/train\.tsv nor qrels/test\.tsv"):
        answering.gold(made)
    with pytest.raises(BadInput, match="nowhere: no such folder; a BEIR folder holds"):
        answering.gold(tmp_path / "nowhere")


def record(source: str, *, own: bool, answerable: bool, removed: bool = False) -> Record:
    asked = Asked("q", "?", "et", source, "train", answerable, (), frozenset(), own)
    return Record(asked, removed, None)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["estqa-train", "squad", "gold", "my own"])
def test_a_folders_questions_never_join_the_librarys(name: str) -> None:
    found = [
        *(record(name, own=True, answerable=True) for _ in range(4)),
        *(record("gold", own=False, answerable=True) for _ in range(2)),
        record(name, own=True, answerable=True, removed=True),
    ]
    assert weights_of(found).tolist() == [5.0] * 4 + [30.0] * 2 + [20.0]


def test_unanswerable_questions_count_as_much_as_answerable_ones() -> None:
    assert weights_of([record("gold", own=False, answerable=False)] * 3).sum() == pytest.approx(60)


def test_only_what_the_cross_encoder_learnt_from_is_left_out() -> None:
    asked = [
        Asked(f"q{n}", "?", "et", "estqa-train", "train", True, ("x",), frozenset({f"d{n}"}), True)
        for n in range(30)
    ]
    unread = answer_sources._unread(asked)
    assert 0 < len(unread) < 30
    (told,) = answer_sources._left_out(Path("estqa-train"), asked, unread)
    assert f"{30 - len(unread)} of 30 questions are left out" in told
    others = [each._replace(source="squad") for each in asked]
    assert answer_sources._unread(others) == others


def test_evidence_is_fitted_as_by_hand_before() -> None:
    """Newton's method on the same loss: weighted logistic, ridge 5 on all but the constant."""
    rng = np.random.default_rng(3)
    rows = rng.normal(size=(150, len(evidence.FEATURES))) * 3 + 1
    answerable = rows[:, 0] - rows[:, 1] + rng.normal(size=150) * 2 > 0
    weights = rng.uniform(0.05, 1.0, 150)
    found = fit_evidence(rows, answerable, weights)

    table = np.hstack([(rows - rows.mean(0)) / rows.std(0), np.ones((150, 1))])
    ridge = np.append(np.full(table.shape[1] - 1, 5.0), 0.0)
    by_hand = np.zeros(table.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-table @ by_hand))
        slope = table.T @ (weights * (chance - answerable)) + ridge * by_hand
        curve = (table.T * (weights * chance * (1 - chance))) @ table + np.diag(ridge)
        by_hand -= np.linalg.solve(curve, slope)
    assert np.append(found.weights, found.constant) == pytest.approx(by_hand, abs=1e-3)


@pytest.mark.parametrize("answerable", [True, False])
def test_questions_of_one_kind_teach_nothing(answerable: bool) -> None:
    rows = np.zeros((5, len(evidence.FEATURES)))
    with pytest.raises(BadInput, match="with an answer and without"):
        fit_evidence(rows, np.full(5, answerable), np.ones(5))
