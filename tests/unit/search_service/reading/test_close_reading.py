"""Where noted questions are answered in the sentences that are read."""

import numpy as np
import pytest

from corpus.catalogue.noted_questions import GAP, UNANSWERED, NotedQuestion
from search_service.encoding.asked_alike import Likeness
from search_service.reading.close_reading import alike

LINES = ["Raha annab riik.", "Toetus on  25 000 eurot.", "Kulu ei ole teada."]


def _note(kind: str, *sentences: str) -> NotedQuestion:
    places = (sentences,) if sentences else ()
    return NotedQuestion(kind, "Kes maksab?", "Who pays?", places)


def test_an_answer_of_two_sentences_is_shared_by_their_length() -> None:
    both = ("Raha annab riik.", "Toetus on 25 000 eurot.")
    found = alike(LINES, [Likeness(_note("money", *both), 0.8)])
    assert found.answering.shape == (1, 3)
    assert found.answering[0] == pytest.approx([0.8 * 16 / 39, 0.8 * 23 / 39, 0], abs=1e-6)
    assert (found.answered, found.unanswered, found.gap) == (0.8, 0.0, 0.0)
    assert found.noted


def test_what_is_not_answered_and_what_is_not_known_are_told_apart() -> None:
    found = alike(
        LINES,
        [Likeness(_note(UNANSWERED), 0.7), Likeness(_note(GAP, "Kulu ei ole teada."), 0.6)],
    )
    assert (found.answered, found.unanswered, found.gap) == (0.0, 0.7, 0.6)
    assert found.gaps[0] == pytest.approx([0, 0, 0.6])
    assert found.answering.shape == (0, 3)  # that nothing is known is no answer


def test_answers_that_stand_in_another_passage_have_no_row() -> None:
    found = alike(LINES, [Likeness(_note("money", "Mujal."), 0.9)])
    assert found.answering.shape == (0, 3)
    assert found.answered == 0.9


def test_nothing_is_noted() -> None:
    found = alike(LINES, [])
    assert found.answering.shape == (0, 3)
    assert not found.noted
    assert np.max(found.answering.sum(axis=1), initial=0.0) == 0


def test_a_passage_without_sentences_has_none() -> None:
    found = alike([], [Likeness(_note("money", "Raha annab riik."), 0.8)])
    assert (found.answering.shape, found.answered) == ((0, 0), 0.8)
    assert alike([], []).answering.shape == (0, 0)


def test_of_a_question_of_two_parts_each_has_its_rows_and_the_liker_counts_for_the_whole() -> None:
    pays, costs = _note("money", "Raha annab riik."), _note("fact", "Toetus on 25 000 eurot.")
    whole = [Likeness(pays, 0.6), Likeness(costs, 0.5)]
    first = [Likeness(pays, 0.9), Likeness(costs, 0.1)]
    second = [Likeness(pays, 0.2), Likeness(costs, 0.8)]
    found = alike(LINES, whole, first, second)
    assert found.answering.max(axis=0) == pytest.approx([0.9, 0.8, 0])
    assert [rows.max(axis=0).tolist() for rows in found.parts] == [
        pytest.approx([0.9, 0.1, 0]),
        pytest.approx([0.2, 0.8, 0]),
    ]
    assert alike(LINES, whole).parts == ()
