"""Every feature of a window, against answers reckoned by hand and against recorded ones."""

import json
from math import log
from pathlib import Path

import numpy as np
import pytest
from reading_scene import hit, question

from search_service.reading import fit_features
from search_service.reading.close_reading import Alike
from search_service.reading.window_features import FEATURES, Weights, seen
from search_service.reading.windows import windows

ASKED = question("Mitu õppijat osales Tartus?", ("õppijat", 2.0), ("Tartus", 1.0))
READ = hit(
    "kool",
    tokens=[[1.6, 0.4, 0.2, 0.4, 0.4], [0.1, 0.9, 0.3, 0.3, 0.3]],
    words=[[1, 0, 0, 0, 0], [0, 1, 0, 0, 0]],
    title=[0, 0.5],
    dense=0.7,
    dense_sentences=[0.5, 0.6, 0.1, 0.2, 0.3],
    answering=[0, 0, -1, -2, -3],
    none=-1,
    alike=Alike.nothing(5)._replace(
        answering=np.array([[0.45, 0.45, 0, 0, 0], [0, 0, 0, 0.6, 0]], np.float32), noted=True
    ),
    score=0.9,
    rank=4,
)
FORMS = [0, 1, 2, 0, 4]
MARKS = [fit_features.marks(ASKED, "x")] * 5
WEIGHTS = Weights.of(ASKED, [READ])._replace(best_score=1.2)


def test_the_weights_see_all_that_was_read() -> None:
    # Tokens weigh 2 and 1; usual closeness is .2 and .3, the best .6 above it for both.
    assert WEIGHTS.tokens == pytest.approx([2, 1])
    assert WEIGHTS.usual == pytest.approx([0.2, 0.3])
    assert WEIGHTS.telling == pytest.approx([2 / 3, 1 / 3])
    assert pytest.approx(0.6) == WEIGHTS.most
    assert WEIGHTS.words == pytest.approx([2, 1])
    assert WEIGHTS.rare == pytest.approx([2 * log(6 / 1.5), log(6 / 1.5)])
    assert WEIGHTS.named.tolist() == [False, True]


@pytest.mark.parametrize(
    ("name", "window", "value"),
    [
        ("tokens", (0, 1), 3.0),  # 1.6 + .9, less the habit 1, in spreads of .5
        ("tokens", (1, 1), 0.6),
        ("tokens_best", (0, 1), 1.4),  # the first sentence by itself: 1.7
        ("tokens_near", (0, 1), 0.0),
        ("tokens_near", (1, 1), 2.4),  # from 1.3 to 2.5
        ("tokens_telling", (0, 1), 1.0),
        ("tokens_telling", (1, 1), 1 / 3),
        ("dense", (1, 1), 0.7),
        ("dense_best", (0, 1), 0.6),
        ("words", (0, 1), 1.0),
        ("words", (1, 1), 1 / 3),
        ("words_rare", (1, 1), 1 / 3),  # both are equally rare
        ("words_near", (1, 1), 1.0),
        ("words_near", (3, 4), 0.0),
        ("words_title", (0, 0), 2.5 / 3),
        ("words_passage", (3, 4), 1.0),
        ("names", (0, 0), 1.0),  # "Tartus" stands beside it
        ("names", (3, 4), 0.5),  # in the title, at half a chance
        ("form", (0, 0), 0.0),
        ("form", (0, 1), 1 / 3),
        ("form", (2, 4), 1.0),
        ("score", (0, 0), -0.3),
        ("rank", (0, 0), 0.25),
        ("two", (0, 0), 0.0),
        ("two", (0, 1), 1.0),
        ("three", (0, 1), 0.0),
        ("three", (0, 2), 1.0),
        ("length", (0, 0), 0.0),
        ("length", (0, 1), log(2.01)),
        ("answering", (0, 1), log(2)),
        ("answering_passage", (0, 1), log(2) + 1),
        ("asked", (0, 0), 0.0),  # half of an answer, likeness .45
        ("asked", (0, 1), 0.4),  # all of it, .9; .5 is unlike
        ("asked", (3, 3), 0.1),  # another noted question, .6
        ("numberless", (0, 0), 1.0),
        ("numberless", (0, 1), 0.0),
    ],
)
def test_known_answers(name: str, window: tuple[int, int], value: float) -> None:
    looked_at = seen(ASKED, READ, WEIGHTS, window, FORMS, MARKS)
    assert FEATURES[name](looked_at) == pytest.approx(value, abs=1e-6)


def test_every_feature_has_a_known_answer_above() -> None:
    (mark,) = test_known_answers.pytestmark
    assert {name for name, *_ in mark.args[1]} == set(FEATURES) - set(fit_features.FEATURES)


def test_nothing_to_share_is_neither() -> None:
    plain = question("Kes õppis?", ("õppis", 1.0))
    read = hit("kool", [[0.5]], [[1]], title=[0])
    looked_at = seen(plain, read, Weights.of(plain, [read]), (0, 0), [0], MARKS[:1])
    assert FEATURES["names"](looked_at) == 0.5


def test_windows_are_one_to_three_sentences_and_the_values_are_as_they_were() -> None:
    """The rows were computed when features were matched by position: they must stay."""
    recorded = json.loads(Path(__file__).with_name("recorded_features.json").read_text("utf-8"))
    found = windows(ASKED, [READ])
    assert [[w.first, w.last] for w in found] == recorded["windows"]
    for window, row in zip(found, recorded["rows"], strict=True):
        assert list(FEATURES)[: len(row)] == list(row)
        assert window.features[: len(row)] == pytest.approx(list(row.values()), abs=1e-9)
        assert window.feature("answering") == window.features[list(FEATURES).index("answering")]
