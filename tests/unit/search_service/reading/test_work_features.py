"""Every feature of a work, against answers reckoned by hand."""

from dataclasses import replace
from math import log

import pytest
from reading_scene import hit, question

from search_service.reading.work_features import FEATURES, SeenWork, card, row

ASKED = question("Milliseid aedu on Taanis?", ("aedu", 2.0), ("Taanis", 1.0))
READ = hit(
    "aed", tokens=[[1.5, 0.5], [0.1, 0.2]], words=[[1, 0], [0, 0]], title=[0, 0], dense=0.4,
    answering=[0.0, 0.0], none=-1.0, score=0.7,
)  # fmt: skip
WORK = SeenWork(ASKED, [READ.hit, READ.hit], 0.9, 2, READ, 0.6)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("gap", -0.2),
        ("place", 0.5),
        ("hits", log(3)),
        ("described", 0.6),
        ("dense", 0.4),
        ("answering", log(2) + 1),
        ("words", 2 / 3),
        ("tokens", 1.7),
        ("practice", 1.0),
        ("paper", 0.0),
        ("other_place", 1.0),
        ("home", 0.0),
    ],
)
def test_known_answers(name: str, value: float) -> None:
    assert FEATURES[name](WORK) == pytest.approx(value, abs=1e-6)


def test_every_feature_has_a_known_answer_above() -> None:
    (mark,) = test_known_answers.pytestmark
    assert [name for name, _ in mark.args[1]] == list(FEATURES)
    assert row(WORK).shape == (len(FEATURES),)


def test_a_card_is_title_opening_and_description() -> None:
    document = READ.hit.document
    known = replace(document.metadata, methods=("gardening",), sectors=("culture",))
    shown = card(replace(READ.hit, document=replace(document, metadata=known)))
    assert shown.startswith("Aed\nxxx") and shown.endswith("\nculture, gardening")
