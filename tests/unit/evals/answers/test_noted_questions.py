"""How often noted questions lead where the gold set has its answers."""

from collections.abc import Iterable, Mapping

from corpus.catalogue.noted_questions import NotedQuestion
from evals.answers.noted_questions import Led, answers, led
from evals.sets.answer_gold import GoldQuestion, GoldStretch
from search_service.encoding.asked_alike import Likeness

PAYS = NotedQuestion("money", "Kes maksab?", "Who pays?", (("Linn maksab.", "Riik ka."),))
BEGAN = NotedQuestion("fact", "Millal loodi?", "Since when?", (("Aed loodi 2014.",),))
UNKNOWN = NotedQuestion("none", "Mis hinnaga?", "At what price?", ())
NOTED = {"aed": (PAYS, BEGAN, UNKNOWN)}


def gold(text: str, sentence: str, answerable: str = "yes") -> GoldQuestion:
    parts = ((GoldStretch("aed", (sentence,)),),)
    return GoldQuestion("g", "et", "fact", (), "aed", "dev", answerable, text, parts)


class Similar:
    """Says of each noted question how like it is."""

    def __init__(self, *similarities: float) -> None:
        self._similarities = similarities

    def of(self, _question: str, works: Iterable[str]) -> Mapping[str, tuple[Likeness, ...]]:
        notes = zip(NOTED["aed"], self._similarities, strict=True)
        return {work: tuple(Likeness(*each) for each in notes) for work in works}


def test_an_answer_of_several_sentences_answers_what_one_of_them_does() -> None:
    assert answers(PAYS, gold("Kes?", "Linn maksab."))
    assert not answers(BEGAN, gold("Kes?", "Linn maksab."))
    assert not answers(UNKNOWN, gold("Kes?", "Linn maksab."))


def test_the_likest_that_has_an_answer_counts() -> None:
    asked = [gold("Kes?", "Linn maksab."), gold("Kes?", "Aed loodi 2014.")]
    assert led(asked[:1], NOTED, Similar(0.6, 0.3, 0.9)) == Led(1.0, 1.0, 1)  # type: ignore[arg-type]
    assert led(asked[1:], NOTED, Similar(0.6, 0.3, 0.9)) == Led(0.0, 1.0, 1)  # type: ignore[arg-type]


def test_what_no_noted_question_answers_is_left_out() -> None:
    asked = [gold("Kes?", "Muu."), gold("Kes?", "Linn maksab.", answerable="no")]
    assert led(asked, NOTED, Similar(0.6, 0.3, 0.9)) == Led(0.0, 0.0, 0)  # type: ignore[arg-type]
