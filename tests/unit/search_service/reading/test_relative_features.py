"""What a window is beside the others of its work."""

from __future__ import annotations

import numpy as np
import pytest
import reading_scene as scene

from search_service.reading.close_reading import Alike
from search_service.reading.windows import FEATURES, windows

QUESTION = scene.question("Mis maksab aed?", ("maksab", 2.0), ("aed", 1.0))


def test_the_best_of_a_work_is_below_none_of_it_and_others_are() -> None:
    aed = scene.hit("aed", [[0.2, 1.8], [1.0, 0.5]], [[0, 1], [1, 1]], answering=[0.0, 3.0])
    muu = scene.hit("muu", [[1.9, 0.1], [1.0, 0.1]], [[1, 0], [1, 0]], answering=[9.0, 0.0])
    alone = {
        (each.read.hit.document.id, each.first): each
        for each in windows(QUESTION, [aed, muu])
        if each.first == each.last
    }
    name = "answering below best of work"
    assert alone["aed", 1].feature(name) > alone["aed", 0].feature(name)
    assert alone["muu", 0].feature(name) == pytest.approx(9.0 - np.logaddexp(9.0, 0.0), abs=1e-5)


def test_the_opening_is_what_others_of_the_work_are_measured_by() -> None:
    both = scene.hit("aed", [[0.2, 1.8], [1.0, 0.5]], [[0, 1], [1, 1]], answering=[1.0, 3.0])
    opening, _, second = windows(QUESTION, [both])
    assert opening.feature("answering_over_opening") == pytest.approx(0.0, abs=1e-6)
    assert second.feature("answering_over_opening") == pytest.approx(2.0, abs=1e-6)
    assert second.feature("answering_in_work") == pytest.approx(3.0 - np.logaddexp(1, 3), abs=1e-5)


def test_the_likest_noted_question_of_all_is_told() -> None:
    none = np.zeros((0, 2), np.float32)
    liker = Alike(np.array([[0.0, 0.9]], np.float32), none, noted=True)
    less = Alike(np.array([[0.8, 0.0]], np.float32), none, noted=True)
    aed = scene.hit("aed", [[0.2, 1.8], [1.0, 0.5]], [[0, 1], [1, 1]], alike=liker)
    muu = scene.hit("muu", [[1.9, 0.1], [1.0, 0.1]], [[1, 0], [1, 0]], alike=less)
    alone = {
        (each.read.hit.document.id, each.first): each.feature("asked_likest")
        for each in windows(QUESTION, [aed, muu])
        if each.first == each.last
    }
    assert alone == {("aed", 0): 0, ("aed", 1): 1, ("muu", 0): 0, ("muu", 1): 0}


def test_nothing_is_likest_where_nothing_is_noted() -> None:
    aed = scene.hit("aed", [[0.2, 1.8], [1.0, 0.5]], [[0, 1], [1, 1]])
    assert {each.feature("asked_likest") for each in windows(QUESTION, [aed])} == {0}


@pytest.mark.parametrize("noted", [True, False])
def test_each_feature_stands_once_more_where_questions_are_noted_for_the_work(noted: bool) -> None:
    none = np.zeros((0, 2), np.float32)
    alike = Alike(np.array([[0.0, 0.9]], np.float32), none, noted=noted)
    aed = scene.hit("aed", [[0.2, 1.8], [1.0, 0.5]], [[0, 1], [1, 1]], alike=alike)
    half = len(FEATURES) // 2
    assert FEATURES[half:] == tuple(f"{name}, noted" for name in FEATURES[:half])
    for window in windows(QUESTION, [aed]):
        assert window.features[:half].any()
        assert window.features[half:].tolist() == (window.features[:half] * noted).tolist()
