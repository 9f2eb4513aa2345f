"""Numbers that tell how many or how much, by what they count; and what a question asks to count.

    asked("Kui palju raha sai inkubaator?")                     ->  "money"
    amounts("2017. aastal anti 75 000 eurot.", "money")         ->  [(18, 30)]
    currency_of("anti 75 000 eurot", (5, 17))                   ->  "EUR"

A year, a date, a list's or a page's number is none. `question_kind` knows all kinds of answers;
this is its part for amounts, with which `conflicts` compares them too. `words.numbers` reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from search_service.reading.question_lists import LISTS
from search_service.words.number_roles import Stretch
from search_service.words.number_words import any_form
from search_service.words.numbers import DASHES, Number, currency_in, read

Sort = Literal["count", "money", "share", "number"]

_TIME = re.compile(rf"[ \u00a0-]?(?:{any_form('time')})", re.I)
_SCALED = re.compile(rf"(?:{any_form('multiplier')})\Z", re.I)
_NEAR = 40  # characters from "37 million" to its currency; by hand: half a line
_NOUN = re.compile(r"\s+(\w+)")

_SHARE_ASKED = LISTS.both("share asked")
_COUNT_ASKED = LISTS.both("count asked")
_CHANGE = LISTS.both("change")
_MONEY_ASKED, _TIME_ASKED = LISTS.both("money asked"), LISTS.both("time asked")
_OPEN = LISTS.both("how much")


class Amount(NamedTuple):
    """An amount, or a range of them: its last number and where all of it stands."""

    number: Number
    stretch: Stretch


def asked(question: str) -> Sort:
    """What a question for a number wants counted; "number" where its words leave it open."""
    if _SHARE_ASKED.search(question):
        return "share"
    if count := _COUNT_ASKED.search(question):
        noun = _NOUN.match(question, count.end())
        return "money" if noun and currency_in(noun[1]) else "count"
    if _OPEN.search(question) and _CHANGE.search(question):
        return "number"  # "how much did the price rise": in per cent, or in money
    if _MONEY_ASKED.search(question) and not _TIME_ASKED.search(question):
        return "money"
    return "count" if _OPEN.search(question) else "number"


def amounts(text: str, sort: Sort) -> list[Stretch]:
    """The stretches of the text that are an amount of that sort."""
    return [amount.stretch for amount in all_amounts(text) if _is(text, amount, sort)]


def all_amounts(text: str) -> Iterator[Amount]:
    """The amounts of a text, a range ("15–26") as one."""
    first: Number | None = None
    number: Number | None = None
    for following in read(text):
        if following.role != "amount" or following.kind == "loose":
            continue
        if number and first and text[number.last : following.first] not in DASHES:
            yield Amount(number, (first.first, number.last))
            first = None
        first, number = first or following, following
    if first and number:
        yield Amount(number, (first.first, number.last))


def currency_of(text: str, span: Stretch) -> str:
    """The currency of an amount: its own, or of "37 million" one that stands near."""
    own = text[slice(*span)]
    if (code := currency_in(own)) or not _SCALED.search(own):
        return code
    return currency_in(text[span[1] : span[1] + _NEAR]) or currency_in(text[: span[0]][-_NEAR:])


def is_share(text: str) -> bool:
    """Whether an amount is a percentage."""
    return any(number.is_share for number in read(text))


def _is(text: str, amount: Amount, sort: Sort) -> bool:
    number = amount.number
    if sort == "share":
        return number.is_share or (number.in_words and 0 < number.value < 1)
    if sort == "money":
        return not number.is_share and currency_of(text, amount.stretch) != ""
    if sort == "count":
        if number.kind == "times":
            return False  # "doubled" tells of a change
        timed = _TIME.match(text, amount.stretch[1]) is not None
        return not (number.is_share or timed or currency_of(text, amount.stretch))
    return True
