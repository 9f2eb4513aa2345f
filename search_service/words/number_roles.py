"""What a number is where it is no amount: a date, a year, the number of a page or of a step.

    roles("3. mail 2014 käis 322 inimest.", [(0, False), (8, False), (18, False)])
        ->  ["date", "date", "amount"]
    dates("Algas mais 2014.")  ->  [(6, 15)]

By form and by the words beside it, which stand in the tables of `number_words`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, cast

from search_service.words.number_words import UNITS, any_form

Role = Literal[
    "amount", "date", "year", "ordinal", "list", "label", "step", "note", "name", "part",
]  # fmt: skip
Stretch = tuple[int, int]

_MONTH, _ENGLISH_MONTH = any_form("month"), any_form("month", "en")
_YEAR = r"(?:1[89]\d\d|20\d\d|2100)"  # that the texts of this corpus speak of; by hand
_WIDE_YEAR = r"(?:1\d|20)\d\d"  # any from 1000 to 2099
_TO = rf"(?: ?[–/-] ?(?:{_YEAR}|\d\d))"
_TH = any_form("ordinal")
_ALONE = r"(?<![\w.,€£$–-])(?<![€£$] )(?<!\d[ \u00a0])"

_DATES = (
    rf"(?<!\d)\d{{1,2}}\. ?(?:{_MONTH})(?: \d{{4}})?",
    rf"(?<!\d)\d{{1,2}}(?:{_TH})? (?:{_MONTH})(?: \d{{4}})?",
    rf"\b(?:{_ENGLISH_MONTH}) \d{{1,2}}(?:, \d{{4}})?(?!\d)",
    rf"\b(?:{_MONTH}) \d{{4}}",
    r"(?<!\d)\d{1,2}\.\d{1,2}\.\d{4}",
    r"\d{4}-\d\d-\d\d",
)
_ROLES = re.compile(
    rf"(?P<date>{'|'.join(_DATES)})"
    # The number of an item: "3. Neid tutvustatakse", "2.1) …", "…, 4) …".
    r"|(?P<list>(?:^|[\n.!?…:;•]\s*)\(?\d{1,3}(?:\.\d{1,2})*[.)](?=\s|$)|[,;] \d{1,2}\))"
    rf"|(?P<ordinal>(?-i:(?<![\w.,])\d+\.(?= [a-zõäöüšž]))|(?<![\w.,])\d+(?:{_TH}))"
    # A footnote's mark behind a word, a figure of a name (COVID-19, 3D, 2.0), a dotted number.
    r"|(?P<note>(?<=[^\W\d][.,;”“\"’)])\d{1,2}(?!\d))"
    r"|(?P<part>\d+(?:\.\d{1,2}(?!\d)){2,}|(?<=[.,])\d+)"
    rf"|(?P<label>(?<!\w)(?:{any_form('label')})\.? ?\d+(?:[–-]\d+)?)"
    rf"|(?P<step>(?<!\w)(?:{any_form('step')}) \d+)"
    rf"|(?P<year>(?<!\w)(?:{any_form('year_after')}) {_YEAR}{_TO}?\b"
    rf"|(?<=\bmid)-{_YEAR}s?\b"
    rf"|{_ALONE}{_YEAR}{_TO}(?![\d,]\d)"
    rf"|{_ALONE}{_YEAR}s?(?![\d,]\d)(?![ \u00a0]\d{{3}}(?!\d))(?! ?(?:{any_form('counted')})))"
    r"|(?P<name>(?<=[^\W\d])[–-]?\d+(?:[.,]\d+)?|\d+(?:[^\W\d⁰¹²³⁴-⁹]\w*)"
    r"|(?<!\d)10[⁰¹²³⁴-⁹]|\d\.0(?!\d))",  # 10⁶ is a power; 1216¹ is 1216 with a note
    re.I | re.M,
)
_WITHOUT_UNIT = frozenset({"year", "name"})  # "2000 eurot" is no year, "5km" no name

_DATE = re.compile(
    rf"\b(?:\d{{1,2}}\.? ?(?:{_MONTH})(?: \d{{4}})?|(?:{_MONTH}) \d{{4}}"
    rf"|{_WIDE_YEAR}(?:[–/-](?:{_WIDE_YEAR}|\d\d))?\.?"
    rf"(?! ?(?:{UNITS.expression}|{any_form('multiplier')}))"
    rf"|\d{{1,4}}\.?(?:[–-]\d{{1,4}}\.)? ?(?:{any_form('century')}|{any_form('era')})"
    rf"|\d{{1,2}}(?:{_TH}) (?:{any_form('century')}))",
    re.I,
)
YEARS = re.compile(rf"\b{_WIDE_YEAR}\.?[–-](?:{_WIDE_YEAR}|\d\d)\.?")  # from one to another


def roles(text: str, spans: Sequence[tuple[int, bool]]) -> list[Role]:
    """The role of each number that begins there; the second says that it has a unit."""
    found: list[Role] = ["amount"] * len(spans)
    for start, end, role in _marked(text):
        for n, (at, has_unit) in enumerate(spans):
            free = found[n] == "amount" and not (has_unit and role in _WITHOUT_UNIT)
            if start <= at < end and free:
                found[n] = role
    return found


def dates(text: str) -> list[Stretch]:
    """The stretches that are a date, a year, some years or a century."""
    return [found.span() for found in _DATE.finditer(text)]


def _marked(text: str) -> Iterator[tuple[int, int, Role]]:
    for found in _ROLES.finditer(text):
        yield found.start(), found.end(), cast(Role, found.lastgroup)
