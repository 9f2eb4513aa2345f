"""How a window fits what the question is for and what it restricts: features beside nearness.

    FEATURES["other_year"](window)  ->  1.0: it is about 2021, and 2023 was asked for

`window_features` holds those of nearness and form and joins both; `weights` says what each weighs.
A mismatch of year, place or work is not yet a refusal: it counts as much as was learnt.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

from corpus import markup
from corpus.catalogue.vocabulary import HOME
from corpus.documents import Metadata
from search_service.queries.restrictions import names_one_of, years_in
from search_service.reading.amounts import amounts
from search_service.reading.close_reading import ReadHit
from search_service.reading.purposes import PURPOSES
from search_service.reading.question import Question
from search_service.reading.sentence_roles import ROLES
from search_service.words.findings import is_null_result, is_unknown

_SELDOM = 0.05  # probability of a purpose below which it does not matter; by hand


class SentenceMarks(NamedTuple):
    """What a sentence is like, as far as the question makes it matter; computed once a question."""

    unknown: bool  # it says that something is not known
    null: bool  # it tells of no effect or of a failure
    money: bool  # it tells an amount of money
    years: frozenset[int]


def marks(question: Question, sentence: str) -> SentenceMarks:
    """The marks of a sentence."""
    purposes = question.purposes
    return SentenceMarks(
        is_unknown(sentence),
        purposes["results"] > _SELDOM and is_null_result(sentence),
        purposes["money"] > _SELDOM and bool(amounts(sentence, "money")),
        frozenset(years_in(sentence) if question.restrictions.years else ()),
    )


class Placed(Protocol):
    """What these features look at: a window, its question and the passage that it stands in."""

    @property
    def question(self) -> Question:
        """What is asked."""

    @property
    def read(self) -> ReadHit:
        """The passage."""

    @property
    def text(self) -> str:
        """The window's characters."""

    @property
    def marks(self) -> Sequence[SentenceMarks]:
        """Those of its sentences."""

    @property
    def first(self) -> int:
        """The number of its first sentence."""

    @property
    def last(self) -> int:
        """The number of its last sentence."""


Feature = Callable[[Placed], float]
FEATURES: dict[str, Feature] = {}


def _feature(computed: Feature) -> Feature:
    FEATURES[computed.__name__] = computed
    return computed


@_feature
def own_language(window: Placed) -> float:
    """1 where it is in the question's language."""
    return float(window.read.hit.passage.lang == window.question.lang)


@_feature
def no_finding(window: Placed) -> float:
    """1 where it says that something is not known."""
    return float(any(each.unknown for each in window.marks))


@_feature
def null_result(window: Placed) -> float:
    """The probability that results are asked for, where it tells of no effect or of a failure."""
    return window.question.purposes["results"] * any(each.null for each in window.marks)


@_feature
def money_told(window: Placed) -> float:
    """The probability that money is asked for, where it tells an amount of money."""
    return window.question.purposes["money"] * any(each.money for each in window.marks)


@_feature
def row(window: Placed) -> float:
    """1 where it is a table's row."""
    return float(markup.is_row(window.text))


@_feature
def opening(window: Placed) -> float:
    """1 where it begins its document."""
    return float(window.read.hit.passage.ordinal == 0 and window.first == 0)


@_feature
def depth(window: Placed) -> float:
    """How far down the document its passage stands, from 0 to 1."""
    passage, document = window.read.hit.passage, window.read.hit.document
    return passage.ordinal / max(1, document.passages - 1)


@_feature
def year_lacking(window: Placed) -> float:
    """1 where the question has a year, which neither window nor neighbours nor headings tell."""
    asked = window.question.restrictions.years
    return float(bool(asked) and not any(_tells_year(window, year) for year in asked))


@_feature
def other_year(window: Placed) -> float:
    """1 where it tells years, but none that the question has."""
    asked = set(window.question.restrictions.years)
    told = {year for each in window.marks for year in each.years}
    return float(bool(asked) and bool(told) and not asked & told)


@_feature
def other_place(window: Placed) -> float:
    """1 where the question names countries, and neither the window nor its document is of one."""
    asked = window.question.restrictions.only
    metadata = window.read.hit.document.metadata
    if not asked or metadata.country in asked:
        return 0.0
    told = f"{metadata.title} {window.read.hit.passage.section} {window.text}"
    return float(not names_one_of(told, asked))


@_feature
def home(window: Placed) -> float:
    """1 where the question asks for what is abroad, and the work is of the library's country."""
    at_home = window.read.hit.document.metadata.country == HOME
    return float(at_home and window.question.restrictions.only_abroad)


@_feature
def named_work(window: Placed) -> float:
    """1 where its work is named by the question."""
    return float(window.read.work in window.question.works)


@_feature
def other_work(window: Placed) -> float:
    """1 where the question names works, and it is of another."""
    works = window.question.works
    return float(bool(works) and window.read.work not in works)


@_feature
def practice(window: Placed) -> float:
    """1 where its work is a practice."""
    return float(window.read.hit.document.metadata.type == "practice")


@_feature
def guide(window: Placed) -> float:
    """1 where its work only leads to others."""
    return float(window.read.hit.document.metadata.type == "guide")


def _in_role(purpose: str, role: str) -> Feature:
    def likely(window: Placed) -> float:
        return window.question.purposes[purpose] * (window.read.roles[window.first] == role)

    return likely


# What stands under which heading answers which questions is learnt for each pair.
FEATURES |= {
    f"{purpose} in {role}": _in_role(purpose, role) for purpose in PURPOSES for role in ROLES
}


def _tells_year(window: Placed, year: int) -> bool:
    read = window.read
    around = read.line(max(0, window.first - 1), min(len(read.sentences), window.last + 2) - 1)
    metadata: Metadata = read.hit.document.metadata
    return str(year) in around or str(year) in f"{metadata.title} {read.hit.passage.section}"
