"""Whether a text holds a phrase word for word, however either of them writes marks and numbers.

    holding(["co-creation"])("A co\\u2011creation camp")   ->  True
    holding(["SIB"])("visible")                            ->  False
    holding(["20 000"])("20\\u00a0000 eurot")              ->  True
    holding(["750"])("1 750 eurot")                        ->  False

Capitals, line breaks, the kinds of hyphens, apostrophes and blanks, and what stands between the
thousands of a number or before its decimals do not matter; where words and numbers end does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

SOFT_HYPHEN = "\u00ad"
_HYPHENS = "-\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d"
_APOSTROPHES = "'\u2019\u2018\u02bc\u02b9\u2032\u00b4`\uff07"
_BLANKS = " \u00a0\u202f\u2009"  # those that group thousands
NUMBER = re.compile(
    rf"(?P<whole>\d{{1,3}}(?:[{_BLANKS}.,{_APOSTROPHES}]\d{{3}}(?!\d))+|\d+)(?P<rest>(?:[.,]\d+)*)"
)
_PART = re.compile(
    rf"(?P<number>{NUMBER.pattern})|(?P<blank>\s+)|(?P<hyphen>[{_HYPHENS}{SOFT_HYPHEN}])"
    rf"|(?P<apostrophe>[{_APOSTROPHES}])|(?P<letters>[^\W\d{_APOSTROPHES}]+)|(?P<other>.)",
    re.DOTALL,
)
_MARKS = {
    "blank": r"\s+",
    # A text may have lost it at the end of a line; a soft one is none, or stands for a hard one.
    "hyphen": rf"(?:\s?[{_HYPHENS}]\s?)?",
    "apostrophe": f"[{_APOSTROPHES}]",
}
_GROUP = 3  # digits
_BETWEEN_GROUPS = rf"[{_BLANKS}.,{_APOSTROPHES}]?"
_NO_DIGIT_BEFORE = r"(?<!\d)(?<!\d[.,])"
_NO_DIGIT_AFTER = r"(?![.,]?\d)"
_NO_GROUP_BEFORE = "".join(
    rf"(?<!(?<!\d)\d{{{digits}}}[{_BLANKS}{_APOSTROPHES}])" for digits in range(1, _GROUP + 1)
)
_NO_GROUP_AFTER = rf"(?![{_BLANKS}{_APOSTROPHES}]\d{{{_GROUP}}}(?!\d))"


class _Phrase(NamedTuple):
    """An expression, and letters or digits that must stand in the text for it to fit."""

    pattern: re.Pattern[str]
    needle: str


def holding(phrases: Iterable[str]) -> Callable[[str], bool]:
    """What tells whether a text holds every one of the phrases."""
    wanted = [_phrase(phrase.strip().casefold()) for phrase in phrases]

    def holds(text: str) -> bool:
        folded = text.replace(SOFT_HYPHEN, "").casefold()
        return all(each.needle in folded for each in wanted) and all(
            each.pattern.search(folded) for each in wanted
        )

    return holds


def within_numbers(phrases: Iterable[str]) -> Callable[[str], bool] | None:
    """What tells whether a text shows each number at least as digits apart: 750 in 9 630 750.

    Nothing where one of the phrases is no number: a word that is only a part is another word.
    """
    numbers = [NUMBER.fullmatch(phrase.strip()) for phrase in phrases]
    if not all(numbers):
        return None
    patterns = [
        re.compile(rf"(?<!\w){_as_written(each['whole'], each['rest'])}(?!\w)")
        for each in numbers
        if each
    ]
    return lambda text: all(pattern.search(text) for pattern in patterns)


def _phrase(folded: str) -> _Phrase:
    parts = list(_PART.finditer(folded))
    start = r"(?<!\w)" if folded[:1].isalnum() else ""
    end = r"(?!\w)" if folded[-1:].isalnum() else ""
    needle = max(_needles(parts), key=len, default="")
    return _Phrase(re.compile(start + "".join(map(_expression, parts)) + end), needle)


def _needles(parts: Iterable[re.Match[str]]) -> Iterator[str]:
    for part in parts:
        if part["letters"]:
            yield part["letters"]
        elif part["number"]:
            yield part["whole"][-_GROUP:] if len(part["whole"]) > _GROUP else part["whole"]


def _expression(part: re.Match[str]) -> str:
    if part["number"]:
        return _number(part["whole"], part["rest"])
    kind = next(
        name for name in ("blank", "hyphen", "apostrophe", "letters", "other") if part[name]
    )
    return _MARKS.get(kind, re.escape(part[0]))


def _number(whole: str, rest: str) -> str:
    """A number as any text may write it; none that only begins or ends so."""
    full = sum(map(str.isdecimal, whole)) % _GROUP == 0
    before = _NO_DIGIT_BEFORE + (_NO_GROUP_BEFORE if full else "")
    after = _NO_DIGIT_AFTER + ("" if rest else _NO_GROUP_AFTER)
    return before + _as_written(whole, rest) + after


def _as_written(whole: str, rest: str) -> str:
    """The digits with any marks between the thousands and before the decimals."""
    digits = "".join(filter(str.isdecimal, whole))
    first = len(digits) % _GROUP or _GROUP
    groups = [digits[:first], *(digits[i : i + _GROUP] for i in range(first, len(digits), _GROUP))]
    decimals = rest.replace(".", ",").replace(",", "[.,]")
    return _BETWEEN_GROUPS.join(groups) + decimals
