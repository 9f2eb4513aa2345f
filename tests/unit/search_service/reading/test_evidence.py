"""Every feature of the evidence, against answers reckoned by hand and against recorded ones."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from reading_scene import hit, question

from search_service.encoding.foresight import Foreseen
from search_service.reading.close_reading import Alike
from search_service.reading.evidence import FEATURES, Ranked, SeenQuestion, evidence
from search_service.reading.windows import windows

ASKED = replace(
    question("Mitu õppijat osales Tartus?", ("õppijat", 2.0), ("Tartus", 1.0)),
    foreseen=Foreseen(in_vain=0.9, answered=0.6, unanswered=0.1),
)
FIRST = hit(
    "kool",
    tokens=[[1.6, 0.4], [0.1, 0.5]],
    words=[[1, 0], [0, 0]],
    dense=0.3,
    answering=[0, -1],
    none=-2,
    alike=Alike.nothing(2)._replace(
        answering=np.array([[0.8, 0.0]], np.float32), answered=0.8, unanswered=0.7, noted=True
    ),
)
SECOND = hit(
    "maja",
    tokens=[[0.6, 0.8], [0.3, 0.4]],
    words=[[0, 0], [0, 1]],
    said=["Mitu õppijat oli, ei ole teada.", "Tartus oli neid viis, ütles juhataja."],
    dense=0.25,
    answering=[2, 1],
    none=-4,
    score=0.5,
    rank=2,
    lang="en",
)
READ = [FIRST, SECOND]
FOUND = windows(ASKED, READ)
ONE = next(w for w in FOUND if w.read is FIRST and (w.first, w.last) == (0, 0))
OTHER = next(w for w in FOUND if w.read is SECOND and (w.first, w.last) == (0, 1))
RANKED = [Ranked(ONE, 3.5), Ranked(OTHER, 2.0)]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        # "õppijat" is there; "Tartus" comes as near as .5, half way from chance (.3) to sure (.7).
        ("matched", (2 + 0.5) / 3),
        ("soft", (0.8 + 0.1) / 2),  # of the quoted sentence alone
        ("weakest", 0.5),  # "Tartus"; "õppijat" is at .8
        ("near", 2 / 3),  # the quote and what follows have "õppijat"; both are equally rare
        ("far", 0.1),  # .4 is usual, .3 the nearest
        ("lead", 1.5),
        ("named", 1.0),
        ("one_fact", 1.0),
        ("dense_one_fact", 0.3),
        ("affirmed", 1.0),  # the common word alone: FIRST's first sentence has it
        ("denied", -1.0),  # the gap's sentence comes no nearer than chance: .3
        ("words", 2.0),
        ("foreign", 0.0),
        ("answering", 2.0),  # 0 over -2
        ("answering_all", 3.0),  # over the mean of -2 and -4
        ("answering_most", 5.0),
        ("best_score", 3.5),
        ("asked", 0.3),  # FIRST answers a noted question of likeness .8, and .5 is unlike
        ("asked_most", 0.8),
        ("asked_unanswered", -0.1),  # .7 of one that it does not answer
        ("asked_gap", -0.8),
        ("noted", 1.0),
        ("asked_in_vain", -0.1),
        ("asked_in_vain_anywhere", 0.1),  # .9 somewhere, .8 answered by FIRST
        ("foreseen_answered", 0.6),
        ("foreseen_unanswered", -0.5),
    ],
)
def test_known_answers(name: str, value: float) -> None:
    assert FEATURES[name](SeenQuestion(ASKED, READ, RANKED)) == pytest.approx(value, abs=1e-6)


def test_every_feature_has_a_known_answer_above() -> None:
    (mark,) = test_known_answers.pytestmark
    of_windows = {name for name in FEATURES if name.startswith("best ")}
    assert {name for name, _ in mark.args[1]} == set(FEATURES) - of_windows


def test_what_the_best_window_is_like_is_passed_on() -> None:
    seen = SeenQuestion(ASKED, READ, RANKED)
    assert FEATURES["best numberless"](seen) == ONE.feature("numberless")


def test_the_other_language_and_a_single_work_are_told() -> None:
    seen = SeenQuestion(ASKED, READ, [Ranked(OTHER, 2.0)])
    assert FEATURES["foreign"](seen) == 1.0
    assert FEATURES["lead"](seen) == 0.0


def test_what_others_do_not_answer_tells_nothing_of_a_work_without_notes() -> None:
    seen = SeenQuestion(ASKED, READ, [Ranked(OTHER, 2.0)])
    assert FEATURES["asked_in_vain_anywhere"](seen) == 0.0


def test_the_values_are_as_they_were() -> None:
    """The row was computed when features were matched by position: it must stay."""
    recorded = json.loads(Path(__file__).with_name("recorded_features.json").read_text("utf-8"))
    known = len(recorded["evidence"])
    assert list(FEATURES)[:known] == list(recorded["evidence"])
    row = evidence(ASKED, READ, RANKED)[:known]
    assert row == pytest.approx(list(recorded["evidence"].values()), abs=1e-9)
