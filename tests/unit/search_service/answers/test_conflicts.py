"""Numbers that differ are set beside each other, newest first."""

import re

import numpy as np
import pytest
from making import make

from search_service.answers.answer import Citation
from search_service.answers.conflicts import conflicts
from search_service.encoding.calibration import NO_NORMS
from search_service.encoding.representation import QueryVectors
from search_service.queries.restrictions import NOTHING
from search_service.reading.counting import Counting
from search_service.reading.purposes import PURPOSES
from search_service.reading.question import Question, QuestionWord
from search_service.reading.question_kind import expected
from search_service.search.hits import SearchHit
from search_service.words.analyzer import Analyzer, SparseVector, term_id


def cite(name: str, text: str, direct: str, year: int = 2020, lang: str = "et") -> Citation:
    made = make(name, [text], year=year, lang=lang)
    start = text.index(direct)
    hit = SearchHit(1, 1.0, made.passages[0], made.document)
    return Citation(hit, 0, len(text), direct=((start, start + len(direct)),))


ANALYZER = Analyzer()
COUNTING = Counting(ANALYZER)


def ask(text: str, lang: str = "et", **translations: str) -> Question:
    """A question whose words stand for themselves and for the translations given."""
    words = [
        QuestionWord(
            word,
            1.0,
            {term_id(ANALYZER.terms(word, lang)[0]): 1.0}
            | ({term_id(translations[word]): 0.9} if word in translations else {}),
            (0, 1),
            False,
            frozenset(),
        )
        for word in re.findall(r"\w+", text)
        if word.lower() not in {"mitu", "kui", "palju", "how", "many", "much"}
    ]
    vectors = QueryVectors(np.ones(1, np.float32), None, SparseVector([], []), NO_NORMS)
    purposes = dict.fromkeys(PURPOSES, 1 / len(PURPOSES))
    return Question(text, lang, expected(text), vectors, tuple(words), purposes, NOTHING)


VOLUNTEERS = ask("Mitu vabatahtlikku osales?", vabatahtlikku="volunteer")


def told(question: Question, *citations: Citation) -> list[tuple[Citation, ...]]:
    return [each.citations for each in conflicts(question, citations, COUNTING)]


def test_differing_numbers_of_two_works_are_a_conflict_newest_first() -> None:
    old = cite("a", "Oli 273 vabatahtlikku.", "273", 2018)
    new = cite("b", "Käis 545 tublit vabatahtlikku.", "545", 2023)
    assert told(VOLUNTEERS, old, new) == [(new, old)]


def test_a_translated_noun_is_the_same_only_where_the_calibration_knows_it() -> None:
    et = cite("a", "Oli 273 vabatahtlikku.", "273", 2018)
    en = cite("b", "There were 545 volunteers.", "545", 2023, "en")
    assert told(VOLUNTEERS, et, en) == [(en, et)]
    assert told(ask("Mitu vabatahtlikku osales?"), et, en) == []


@pytest.mark.parametrize(
    ("question", "first", "second"),
    [
        (VOLUNTEERS, ("Oli 273 vabatahtlikku.", "273"), ("Oli 545 abisaajat.", "545")),
        (VOLUNTEERS, ("Oli 273 vabatahtlikku.", "273"), ("Oli umbes 545, abisaajaid 9.", "545")),
        (VOLUNTEERS, ("Oli 273 vabatahtlikku.", "273"), ("NULA algas 2016. aastal.", "2016")),
        (ask("Kui palju see maksis?"), ("Maksis 9 eurot.", "9 eurot"), ("Maksis £7.", "£7")),
        (ask("How much did it cost?", "en"), ("It cost EUR 9.", "EUR 9"), ("82 came.", "82")),
        (ask("Kuidas see läks?"), ("Oli 273 vabatahtlikku.", "273"), ("Oli 5 vabatahtlikku.", "5")),
        (ask("Kui kaua?"), ("Kestis 6 kuud.", "6 kuud"), ("Kestis 2 aastat.", "2 aastat")),
    ],
)
def test_numbers_of_different_things_are_none(question: Question, first, second) -> None:
    assert told(question, cite("a", *first), cite("b", *second)) == []


@pytest.mark.parametrize(
    ("question", "first", "second"),
    [
        (ask("Kui palju see maksis?"), ("Maksis 9 eurot.", "9 eurot"), ("Cost EUR 7.", "EUR 7")),
        (ask("What share?", "en"), ("Neist 6%.", "6%"), ("Some 7 per cent.", "7 per cent")),
        (ask("Kui kaua?"), ("Kestis 6 kuud.", "6 kuud"), ("It took 9 months.", "9 months")),
        (ask("Millal see algas?"), ("Algas 2016.", "2016"), ("It began in May 2017.", "May 2017")),
    ],
)
def test_one_unit_is_comparable_across_languages(question: Question, first, second) -> None:
    (shown,) = told(question, cite("a", *first), cite("b", *second))
    assert len(shown) == 2


def test_rounding_repeats_and_single_documents_are_none() -> None:
    def guests(name: str, number: str) -> Citation:
        return cite(name, f"Oli {number} vabatahtlikku.", number)

    assert told(VOLUNTEERS, guests("a", "1000"), guests("b", "1 003")) == []
    assert told(VOLUNTEERS, guests("a", "5"), guests("a", "6")) == []
    assert told(VOLUNTEERS, guests("a", "viis"), guests("b", "6")) == []


@pytest.mark.parametrize(
    ("one", "same"),
    [("1 800", "1800"), ("2,1 miljonit", "2 100 000"), ("2,670", "2670"), ("2.670", "2 670"),
     ("1,3 miljardit", "1300 miljonit"), ("20 tuhat", "20 000")],
)  # fmt: skip
def test_one_number_in_two_notations_is_no_conflict(one: str, same: str) -> None:
    def guests(name: str, number: str) -> Citation:
        return cite(name, f"Oli {number} vabatahtlikku.", number)

    assert told(VOLUNTEERS, guests("a", one), guests("b", same)) == []
    assert len(told(VOLUNTEERS, guests("a", one), guests("b", "7"))) == 1
