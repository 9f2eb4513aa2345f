"""The numbers in a line that may be the number of its page.

    page_numbers("Aruanne 2020 | Lk 7/40")
    ->  [PageNumber(printed="7", value=7, frame="aruanne 2020 | lk # / 40", rest="Aruanne 2020")]

By the look of one line alone: at its beginning or end, or behind a word for "page". Whether such
a number counts the pages is told from all of them, by `ingest.cutting.running_lines`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

_ORNAMENTS = "-–—|·•*~_[](){}<>"  # around a page's number; by hand
_PAGE_WORDS = ("lk", "leht", "lehekülg", "lhk", "page", "pg", "p", "pp", "s", "sivu", "seite")
_OF = ("/", "of", "kokku")  # between a page's number and how many there are
# By hand: a number behind one of these tells the parts of a document, not its pages.
_PART_WORDS = frozenset(
    """
    § nr no number lisa osa peatükk ptk jagu jaotis lõige punkt paragrahv artikkel tabel
    joonis foto kaart kast näide juhtum lugu intervjuu vastaja vastus küsimus ülesanne tegevus
    eesmärk meede soovitus samm etapp tase aste rühm grupp klass moodul tund tunniplaan päev
    nädal kuu aasta kvartal projekt töötuba teema slaid versioon annex appendix part chapter
    section paragraph article table figure fig box map example case story interview respondent
    question task activity goal objective measure recommendation step stage phase level grade
    group class module lesson session day week month year quarter project workshop topic slide
    version volume vol issue item unit track stop room house jaanuar veebruar märts aprill mai
    juuni juuli august september oktoober november detsember january february march april may
    june july october december
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
_FIRST_YEAR, _LAST_YEAR = 1800, 2199  # such a number is rather a year, by hand
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_LONGEST_NUMBER = 4


class PageNumber(NamedTuple):
    """A number of a line: as it is printed, and the line without it.

    `frame` is the line with "#" in its place; `rest` what it says beside page and number.
    """

    printed: str
    value: int
    frame: str
    rest: str

    @property
    def is_roman(self) -> bool:
        """Whether it is written in letters."""
        return self.printed.isalpha()

    @property
    def is_named(self) -> bool:
        """Whether the line says "Page 7 of 9" or the like, and nothing else."""
        return not self.rest and any(map(str.isalpha, self.frame))


def page_numbers(line: str) -> Iterator[PageNumber]:
    """Each number that may be that of the line's page."""
    words = line.replace("/", " / ").split()
    bare = [word.strip(_ORNAMENTS) for word in words]
    for at, word in enumerate(bare):
        value = _value(word)
        if value is None:
            continue
        before, after = bare[:at], _without_total(bare[at + 1 :], value)
        if after is not None and _may_count_pages(before, after):
            frame = " ".join([*words[:at], "#", *words[at + 1 :]]).casefold()
            begins = at - 1 if before and _is_page_word(before[-1]) else at
            rest = words[:begins] + words[len(words) - len(after) :]
            yield PageNumber(word, value, frame, " ".join(rest).strip(f" {_ORNAMENTS}"))


def _value(word: str) -> int | None:
    if word.isascii() and word.isdigit() and len(word) <= _LONGEST_NUMBER:
        value = int(word)
        return None if _FIRST_YEAR <= value <= _LAST_YEAR else value
    return _roman(word) if word and not set(word) - set(_ROMAN) else None


def _roman(word: str) -> int | None:
    """The value of a number in small letters, written as is usual."""
    digits = [_ROMAN[letter] for letter in word]
    following = [*digits[1:], 0]
    value = sum(-a if a < b else a for a, b in zip(digits, following, strict=True))
    return value if _in_roman(value) == word else None


def _in_roman(value: int) -> str:
    tens = ("", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc")
    ones = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
    return "c" * (value // 100) + tens[value // 10 % 10] + ones[value % 10]


def _without_total(after: list[str], value: int) -> list[str] | None:
    """What follows the number and "of 40"; None where that cannot be."""
    if not after or after[0].casefold() not in _OF:
        return after
    total = _value(after[1]) if len(after) > 1 else None
    return after[2:] if total is not None and total >= value else None


def _may_count_pages(before: list[str], after: list[str]) -> bool:
    said_before, said_after = [*filter(None, before)], [*filter(None, after)]
    if before and _is_page_word(before[-1]):
        return True
    if said_before and said_after:  # in the middle of a line
        return False
    if said_after:  # "17 Ministeerium", and not "17 osalejat"
        return not said_after[0][0].islower() and said_after[-1][-1] not in ".!?:;,"
    if not said_before:
        return True
    last = said_before[-1].casefold()
    return last[-1] not in ".!?:;,/=" and last not in _PART_WORDS


def _is_page_word(word: str) -> bool:
    return word.casefold().rstrip(".:") in _PAGE_WORDS
