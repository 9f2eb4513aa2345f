"""Whether a sentence's wording lets it stand alone in a cell.

    fitness("scale", statement, 0.9)  ->  0.85; 0.0 where it cannot stand in that cell at all

Words of both languages (`cell_wording.et.tsv`, `.en.tsv`), each for what they are told to be for.
Differs from `statement_kinds`, which tells what a sentence is about, and from `cells`, which
chooses; what null results and gaps sound like is in `words.findings`.
"""

from __future__ import annotations

import re

from corpus import markup
from search_service.compare.statements import Statement
from search_service.reading.amounts import Amount, all_amounts
from search_service.words.findings import is_wish, names_a_gap
from search_service.words.number_words import any_form
from search_service.words.numbers import read
from search_service.words.word_lists import WordLists

_SHORT, _LONG = 45, 280  # characters; others read less well in a table, a matter of layout
_LATE = (
    0.6  # of a document: what is said of the approach from there on is mostly its weakness; by hand
)
_YEARS = range(1900, 2100)  # in which a practice may have begun; by hand
_DATED = frozenset({"year", "date", "ordinal"})
_MANY = frozenset({"vague"})  # hundreds, dozens
_LISTS = WordLists.beside(__file__, "cell_wording")
_LEANING, _ABOUT, _PAYING = _LISTS.both("leaning"), _LISTS.both("about"), _LISTS.both("paying")
_SOMEBODY, _LACK, _THOUGHT = _LISTS.both("somebody"), _LISTS.both("lack"), _LISTS.both("thought")
_COMPARED, _OUTCOME = _LISTS.both("compared"), _LISTS.both("outcome")
_BEGAN, _SINCE = _LISTS.both("began"), _LISTS.both("since")
# Estonian says "üle 65-aastased", so a limit alone is an age in English only.
_AGE = re.compile(rf"(?<!\w)(?:{any_form('age')}|{any_form('limit', 'en')})\s\Z", re.I)
_OF_PEOPLE = re.compile(r"\s\w+\s(?:people|places)")  # "over 65 older people" is no age
_TIME = re.compile(rf"[\s-]?(?:{any_form('time')})", re.I)
_OLDEST = 120  # years of age; as the oldest people are


def fitness(field: str, statement: Statement, likelihood: float) -> float:
    """How well a sentence would stand alone in a table, if it is likely enough; 0: not at all."""
    text, worth = statement.text, likelihood
    if text.endswith(":") or text.count("(") != text.count(")"):
        return 0.0  # it leads to a list, or is cut in two
    if markup.CELL in text and not _tells(text):
        return 0.0  # a row without the head of its table
    if field in _NUMBERS and (names_a_gap(text) or not _NUMBERS[field](text)):
        return 0.0  # that a number is not known is no number
    if _LEANING.match(text):
        worth -= 0.15
    if not _SHORT <= len(text) <= _LONG:
        worth -= 0.1
    if text.endswith(("?", ";", ",")) or text[:1].islower():
        worth -= 0.15
    if field == "results" and statement.opening and statement.sections > 1:
        worth -= 0.4  # a figure at the beginning tells how bad things were
    if field == "approach":
        worth += _approach_fitness(statement)
    if field == "problem" and not _LACK.search(text):
        worth -= 0.08
    if field == "money" and _PAYING.search(text):
        worth += 0.1
    if field == "money" and any(number.is_money for number in read(text)):
        worth += 0.15
    return max(worth, 0.01)


def _approach_fitness(statement: Statement) -> float:
    """Better for somebody who does something, worse for what is thought about it."""
    worth = -0.3 if statement.place > _LATE else 0.0
    if _SOMEBODY.search(statement.text):
        worth += 0.15
    if _THOUGHT.search(statement.text):
        worth -= 0.3
    return worth


def _counts_something(text: str) -> bool:
    """Whether a number is left that is no year, age or length of time; an effect is no scale."""
    return not _COMPARED.search(text) and any(_counts(text, each) for each in all_amounts(text))


def _counts(text: str, amount: Amount) -> bool:
    """Digits, or hundreds of something: small numbers in words count a text's own parts."""
    number, (start, end) = amount
    if number.in_words:
        return number.kind in _MANY
    an_age = not number.unit and number.value <= _OLDEST
    aged = an_age and _AGE.search(text, 0, start) and not _OF_PEOPLE.match(text, end)
    timed = not number.unit and _TIME.match(text, end)
    return not aged and not timed


def _tells_an_outcome(text: str) -> bool:
    return not is_wish(text) and _OUTCOME.search(text) is not None


_NUMBERS = {"scale": _counts_something, "results": _tells_an_outcome}


def _tells(row: str) -> bool:
    """Whether a table's row has words beside its numbers and its first cell."""
    return any(map(str.isalpha, _ABOUT.sub("", row.partition(markup.CELL)[2])))


def tells_the_beginning(text: str) -> bool:
    """Whether it tells in which year something began."""
    years = [n.start for n in read(text) if n.role in _DATED and n.value in _YEARS]
    if not years:
        return False
    began, since = _BEGAN.search(text), _SINCE.search(text)
    return began is not None or (since is not None and since.end() <= max(years))
