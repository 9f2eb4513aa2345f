"""The one reader of numbers, amounts and units, however each language writes them.

    read("3,2 miljonit eurot", "et")   ->  [Number(3200000, "EUR", …)]
    read("EUR 3.2 million", "en")      ->  [Number(3200000, "EUR", …)]
    read("neliteist inimest", "et")    ->  [Number(14, "", …)]
    read("80–90%", "en")               ->  [Number(80, "%", …), Number(90, "%", …)]

It reads everything that may be a number and says what it is: its `role` (an amount, a year, a
page), and for a word its `kind` ("üks" is mostly an article). What counts is for who asks:
`llm.support` compares strictly, `reading.amounts` wants what answers "how many", and
`evals.library` what states a fact. `number_words` holds the words, `number_roles` the roles.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import zip_longest

from search_service.words.number_roles import Role, roles
from search_service.words.number_words import (
    MONEY,
    SHARES,
    SIGNS,
    UNITS,
    Kind,
    NumberWord,
    rows,
    words_of,
)

# Kinds that are numbers wherever they stand: digits, and words that mean nothing else.
SURE: frozenset[Kind | None] = frozenset({None, "number", "multiplier"})


@dataclass(frozen=True, slots=True)
class Number:
    """A number with its multiplier applied.

    `start:end` is where it stands, its multiplier with it; `first:last` also its unit, before it
    or behind. `unit` is a currency's code, "%", "pp" (percentage points), a measure, or nothing.
    """

    value: Decimal
    unit: str
    start: int
    end: int
    first: int
    last: int
    kind: Kind | None = None  # None: in digits
    role: Role = "amount"
    factor: Decimal = Decimal(1)  # the multiplier behind the digits

    @property
    def in_words(self) -> bool:
        """Whether it begins with a word."""
        return self.kind is not None

    @property
    def scaled(self) -> bool:
        """Whether a multiplier stands behind it: "37 million"."""
        return self.factor != 1

    @property
    def is_money(self) -> bool:
        """Whether it is an amount of a currency."""
        return self.unit in MONEY.codes

    @property
    def is_share(self) -> bool:
        """Whether it is a percentage."""
        return self.unit in SHARES.codes


_GROUPING = " \u00a0\u202f’'"  # what groups thousands, besides a mark
_DIGITS = re.compile(
    rf"\d{{1,3}}(?P<blank>[{_GROUPING}])\d{{3}}(?:(?P=blank)\d{{3}})*(?:[.,]\d+)?(?!\d)"
    r"|\d{1,3}(?P<mark>[.,])\d{3}(?:(?P=mark)\d{3})*(?:(?!(?P=mark))[.,]\d+)?(?![.,]?\d)"
    r"|(?<![.,\d])\d+[.,]\d+(?![.,]?\d)"  # one decimal mark; more make a date or a version
    r"|\d+"
)
_WITHOUT_BLANKS = str.maketrans("", "", _GROUPING)
_THOUSANDS = {"et": ".", "en": ","}
_CODE_OF_NEXT = re.compile(r"[ \u00a0]?\d")  # "in 2017 EUR 75,000": the code belongs to the next
DASHES = ("–", "-")  # between the ends of a range
_SIGN_BEFORE = re.compile(rf"(?<!\w)(?:{SIGNS.expression})[ \u00a0]?\Z", re.I)
_SIGN_REACH = 5  # characters: as long as the longest sign, "us $", and a blank
_ONTO = {form: Decimal(means) for means, forms in rows("onto") for form in forms}
_ONTO_DIGITS = re.compile(rf"(?:{'|'.join(_ONTO)})(?!\w)", re.I)
_METRES = frozenset({"m", "mn"})  # "m" is also the metre
_NEXT_WORD = re.compile(r"(?:(?P<and> and)| a)?[ \u00a0-]", re.I)
_PARTITIVE = re.compile(r"\s+(\w*[aeiouõäöüt])\b")
_NO_NOUNS = frozenset(form for _, forms in rows("no_noun") for form in forms)
_JOIN: frozenset[Kind] = frozenset({"number", "multiplier", "homonym", "article"})
_HUNDRED, _THOUSAND = 100, 1000  # by definition, as are these:
# By definition: a smaller number may follow one that is whole in these.
_POWERS = (10**9, 10**6, 1000)
_Rule = Callable[[NumberWord, NumberWord, bool], Decimal | None]
_WHOLE_TENS = range(20, 100, 10)  # by definition


def read(text: str, lang: str | None = None) -> list[Number]:
    """Every number of the text, in digits or words, in order; `lang` None: in either language.

    A lone mark before three digits groups thousands where the language uses it so, and in a text
    of unknown language.
    """
    in_digits = [_in_digits(text, found, lang) for found in _DIGITS.finditer(text)]
    numbers = sorted(
        [*_with_ranges(text, in_digits), *_in_words(text, lang, in_digits)],
        key=lambda number: number.start,
    )
    given = roles(text, [(n.start, bool(n.unit) or n.scaled) for n in numbers])
    return [replace(n, role=role) for n, role in zip(numbers, given, strict=True)]


def currency_in(text: str) -> str:
    """The code of the currency that a text names first, or nothing."""
    return MONEY.search(text)


def _in_digits(text: str, found: re.Match[str], lang: str | None) -> Number:
    start, end = found.span()
    sign = _SIGN_BEFORE.search(text, max(0, start - _SIGN_REACH), start)
    factor, end = _multiplier(text, end, lang, with_sign=sign is not None)
    code, last = _unit(text, end)
    if sign:
        code, last = SIGNS.search(sign.group()), end
    first = sign.start() if sign else start
    return Number(_value(found, lang) * factor, code, start, end, first, last, factor=factor)


def _value(found: re.Match[str], lang: str | None) -> Decimal:
    """Reads "1,500" as 1500 in English and as 1.5 in Estonian, and "1 500" as 1500 in both."""
    digits = found.group().translate(_WITHOUT_BLANKS)
    mark = found["mark"]
    alone = mark and digits.count(".") + digits.count(",") == 1  # then only the language tells
    if mark and not (alone and lang in _THOUSANDS and mark != _THOUSANDS[lang or ""]):
        digits = digits.replace(mark, "")
    return Decimal(digits.replace(",", "."))


def _multiplier(text: str, end: int, lang: str | None, *, with_sign: bool) -> tuple[Decimal, int]:
    """By what the digits that end there are multiplied, and where that ends."""
    onto = _ONTO_DIGITS.match(text, end)
    if onto and (
        onto.group().lower() not in _METRES
        or lang != "et"
        or with_sign
        or _is_money(_unit(text, onto.end())[0])
    ):
        return _ONTO[onto.group().lower()], onto.end()
    word = words_of(lang).at(text, _skip(text, end))
    if word and word.kind == "multiplier":
        return word.value, word.end
    return Decimal(1), end


def _unit(text: str, end: int) -> tuple[str, int]:
    """The unit behind a number that ends there, and where it ends."""
    at = _skip(text, end)
    named = UNITS.find(text, at)
    if named is None or (named == SIGNS.find(text, at) and _CODE_OF_NEXT.match(text, named[1])):
        return "", end
    return named


def _is_money(code: str) -> bool:
    return code in MONEY.codes


def _skip(text: str, at: int) -> int:
    return at + 1 if text[at : at + 1] == "-" or text[at : at + 1].isspace() else at


def _with_ranges(text: str, numbers: Sequence[Number]) -> Iterator[Number]:
    """ "80–90%", "5–6 million": what stands at a range's end holds for its beginning."""
    for number, following in zip_longest(numbers, numbers[1:]):
        if following and text[number.last : following.start] in DASHES and not number.unit:
            factor = number.factor if number.scaled else following.factor
            value = number.value / number.factor * factor
            yield replace(number, value=value, unit=following.unit, factor=factor)
        else:
            yield number


def _in_words(text: str, lang: str | None, in_digits: Sequence[Number]) -> Iterator[Number]:
    taken = {at for number in in_digits for at in range(number.start, number.end)}
    words = words_of(lang)
    free = [word for word in words(text) if word.start not in taken]
    for word in _joined(text, [_certain(text, word) for word in free]):
        code, last = _unit(text, word.end)
        yield Number(word.value, code, word.start, word.end, word.start, last, word.kind)


def _certain(text: str, word: NumberWord) -> NumberWord:
    """ "Viis" is five before a word in the partitive (viis riiki), else most often a way."""
    if word.kind != "homonym" or word.value < 1:
        return word
    noun = _PARTITIVE.match(text, word.end)
    if noun and noun[1].lower() not in _NO_NOUNS:
        return word._replace(kind="number")
    return word


def _joined(text: str, words: Sequence[NumberWord]) -> Iterator[NumberWord]:
    """Words that make one number: "kakssada viiskümmend viis", "one thousand one hundred"."""
    return _pairwise(text, list(_pairwise(text, words, _within_thousand)), _onto_thousands)


def _pairwise(text: str, words: Sequence[NumberWord], rule: _Rule) -> Iterator[NumberWord]:
    current: NumberWord | None = None
    for word in words:
        both = _both(text, current, word, rule) if current else None
        if current and not both:
            yield current
        current = both or word
    if current:
        yield current


def _both(text: str, first: NumberWord, second: NumberWord, rule: _Rule) -> NumberWord | None:
    between = _NEXT_WORD.fullmatch(text, first.end, second.start)
    if between is None or first.inflected or not {first.kind, second.kind} <= _JOIN:
        return None
    value = rule(first, second, bool(between["and"]))
    if value is None:
        return None
    return NumberWord(value, "number", first.start, second.end, second.inflected)


def _within_thousand(first: NumberWord, second: NumberWord, said_and: bool) -> Decimal | None:
    """Below a thousand what is smaller is added; what multiplies, multiplies."""
    if second.kind == "multiplier" and first.value < second.value and not said_and:
        return first.value * second.value
    tens = first.value % _HUNDRED in _WHOLE_TENS and second.value < 10 and not said_and
    hundreds = first.value % _HUNDRED == 0 and second.value < _HUNDRED
    if (_HUNDRED <= first.value < _THOUSAND and hundreds) or (first.value < _THOUSAND and tens):
        return _whole_sum(first, second)
    return None


def _onto_thousands(first: NumberWord, second: NumberWord, _said_and: bool) -> Decimal | None:
    """What is smaller than the last thousand or million is added."""
    power = next((p for p in _POWERS if first.value and first.value % p == 0), None)
    return _whole_sum(first, second) if power and second.value < power else None


def _whole_sum(first: NumberWord, second: NumberWord) -> Decimal | None:
    return None if second.value < 1 or second.value % 1 else first.value + second.value
