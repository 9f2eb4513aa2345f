"""Where nothing answers, the library's own word that it is not known is found, if it is about that."""

from dataclasses import replace

import numpy as np
from reading_scene import hit, question

from search_service.reading.close_reading import Alike
from search_service.reading.known_gap import gap_sentence
from search_service.reading.quote_finder import RankedQuotes, ReadQuestion
from search_service.reading.windows import windows

ASKED = question("Mis maksab aed?", ("maksab", 1.0), ("aed", 1.0))
SAID = ("See on üks väga ilus aed.", "Aia hind ei ole teada.", "Käijate arv ei ole teada.")


def found(
    words: list[list[float]], works: tuple[str, ...] = (), alike: Alike | None = None
) -> RankedQuotes:
    asked = replace(ASKED, works=works)
    read = hit("aed", tokens=[[0.0] * 3] * 2, words=words, said=SAID, alike=alike)
    return RankedQuotes(ReadQuestion(asked, (read,), tuple(windows(asked, [read]))), (), (), 0.1)


def test_the_gap_that_is_asked_about() -> None:
    gap = gap_sentence(found([[0, 1, 0], [1, 1, 0]]))
    assert gap is not None and gap.window.text == SAID[1]


def test_another_gap_is_none() -> None:
    assert gap_sentence(found([[0, 0, 0], [1, 0, 0]])) is None


def test_a_gap_of_a_work_that_is_not_asked_about_is_none() -> None:
    assert gap_sentence(found([[0, 1, 0], [1, 1, 0]], works=("park",))) is None
    assert gap_sentence(found([[0, 1, 0], [1, 1, 0]], works=("aed",))) is not None


def noted(similarity: float) -> Alike:
    """A like question is noted, and the third sentence says that this is not known."""
    gaps = np.array([[0, 0, similarity]], np.float32)
    return Alike(np.zeros((0, 3), np.float32), gaps, gap=similarity, noted=True)


def test_the_gap_that_is_noted_for_a_like_question_goes_first() -> None:
    gap = gap_sentence(found([[0, 1, 0], [1, 1, 1]], alike=noted(0.8)))
    assert gap is not None and gap.window.text == SAID[2]


def test_a_gap_noted_for_another_question_does_not() -> None:
    gap = gap_sentence(found([[0, 1, 0], [1, 1, 1]], alike=noted(0.6)))
    assert gap is not None and gap.window.text == SAID[1]


def test_nor_does_one_of_a_work_of_which_the_question_says_nothing() -> None:
    gap = gap_sentence(found([[0, 1, 0], [1, 1, 0]], alike=noted(0.8)))
    assert gap is not None and gap.window.text == SAID[1]
