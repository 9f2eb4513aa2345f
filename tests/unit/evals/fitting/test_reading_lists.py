"""What is read for a question is split by works, and drawn from so that the work's rest tempts."""

import random

from evals.fitting import reader_examples
from evals.fitting.reader_questions import Told
from evals.fitting.reading_lists import Listed, ListExercise, within
from evals.sets.folds import half_of

WORKS = [f"w{n}" for n in range(20)]
ZERO, ONE = (next(w for w in WORKS if half_of(w) == half) for half in (0, 1))


def listed(work: str, *, right: bool = False) -> Listed:
    told = Told(work, work, "Esimene lause. Teine lause.")
    return Listed(told, ((0, 14),), ((15, 27),)) if right else Listed(told, (), ((0, 14), (15, 27)))


def test_a_half_has_its_own_works_alone() -> None:
    asked = ListExercise("Kes?", ZERO, (listed(ZERO, right=True), listed(ONE), listed(ZERO)))
    (kept,) = within([asked], 0)
    assert [each.passage.work for each in kept.passages] == [ZERO, ZERO]
    assert within([asked], 1) == []


def test_a_question_is_left_out_whose_answer_stands_in_the_other_half() -> None:
    asked = ListExercise("Kes?", ZERO, (listed(ONE, right=True), listed(ZERO)))
    assert within([asked], 0) == within([asked], 1) == []


def test_every_work_is_in_one_half() -> None:
    assert {half_of(work) for work in WORKS} == {0, 1}
    exercises = [ListExercise("Kes?", work, (listed(work),)) for work in WORKS]
    assert sorted(within(exercises, 0) + within(exercises, 1)) == sorted(exercises)


def test_beside_the_answer_stands_the_rest_of_its_work_as_tempting() -> None:
    read = (listed("a", right=True), listed("a"), *(listed(work) for work in "bcdefgh"))
    exercise, draw = ListExercise("Kes?", "a", read), random.Random(0)
    drawn = [reader_examples._of_list(exercise, draw) for _ in range(100)]
    answered = [step for step in drawn if any(each.right for each, _ in step)]
    assert 80 < len(answered) < 100  # the others are asked of passages of other works alone
    for step in answered:
        assert len(step) == 5
        assert {each.passage.work: bool(tempting) for each, tempting in step}["a"]
        assert not any(tempting for each, tempting in step if each.passage.work != "a")
    assert all(
        each.passage.work != "a" for step in drawn if step not in answered for each, _ in step
    )


def test_nothing_tempts_where_nothing_answers() -> None:
    exercise = ListExercise("Kes?", "a", tuple(listed(work) for work in "abcdefghijkl"))
    step = reader_examples._of_list(exercise, random.Random(0))
    assert len(step) == 4
    assert not any(tempting for _, tempting in step)
