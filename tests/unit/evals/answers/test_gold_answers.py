"""What counts as right is counted by kind and language, known by hand."""

import pytest

from evals.answers.gold_answers import AnswerOutcome, ShownQuote, grouped, summary, told
from evals.sets.answer_gold import GoldQuestion, GoldStretch


def asked(name: str, kind: str, answerable: str, parts: int = 1, lang: str = "et") -> GoldQuestion:
    told = tuple((GoldStretch("aed", ("x",)),) for _ in range(parts)) if answerable != "no" else ()
    return GoldQuestion(name, lang, kind, (), "aed", "dev", answerable, "?", told)


def outcome(
    question: GoldQuestion,
    *quotes: tuple[int, ...],
    works: tuple[str, ...] = ("aed",),
    fitting: tuple[str, ...] = ("aed",),
) -> AnswerOutcome:
    shown = tuple(ShownQuote("aed", "aed", "x", parts) for parts in quotes)
    return AnswerOutcome(question, bool(quotes), False, shown, works, frozenset(fitting), 0.5, 1.0)


def test_first_three_and_parts() -> None:
    found = [
        outcome(asked("a", "fact", "yes"), (0,), ()),
        outcome(asked("b", "fact", "yes", 2), (), (0,), ()),
        outcome(asked("c", "fact", "yes", 2), (0,), (1,)),
        outcome(asked("d", "fact", "yes")),
    ]
    shares = summary(found)
    assert shares["answered"] == (0.75, 4)
    assert shares["first"] == (0.5, 4)
    assert shares["three"] == (0.75, 4)
    assert shares["covered"] == (0.5, 2)
    assert "near withheld" not in shares


def test_refusals_are_of_near_and_of_far_questions() -> None:
    found = [
        outcome(asked("a", "money", "no")),
        outcome(asked("b", "money", "gap"), ()),
        outcome(asked("c", "far", "no", lang="en")),
    ]
    assert summary(found)["near withheld"] == (0.5, 2)
    assert summary(found)["far withheld"] == (1.0, 1)
    assert set(grouped(found)) == {"all", "et", "en", "money", "far"}
    assert grouped(found)["en"]["far withheld"].n == 1
    said = told(grouped(found))
    assert said["refused"] == {"near": 0.5, "far": 1.0} and said["first"] is None
    assert said["by"]["kind"]["money"]["refused"] == {"near": 0.5, "far": None}
    assert set(said["by"]["lang"]) == {"et", "en"}


def test_lists_count_works() -> None:
    works, fitting = ("a", "b", "c", "d"), ("a", "b", "c", "e", "f")
    listed = outcome(asked("a", "list", "yes"), (0,), works=works, fitting=fitting)
    few = outcome(asked("b", "list", "yes"), (0,), works=("a",), fitting=("a", "b"))
    shares = summary([listed, few])
    assert shares["list works"] == (3, 1)
    assert shares["list precision"] == (pytest.approx(0.875), 2)
