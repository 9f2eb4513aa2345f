"""The figures that a text states, as numbers: what `evals.library.facts` traces.

    figures("4,2 miljonit kg, 19 604 inimest", "et")  ->  4200000 ("4,2 miljonit"), 19604 ("19 604")
    figures("EUR 14.3m for 6 of eleven towns", "en")  ->  14300000 ("14.3m"), 6 ("6"), 11 ("eleven")

No figures, because they state no fact: the numbers of steps, digits inside a name (Garage48,
COVID-19); "one" and "üks", which are mostly articles and pronouns; "kuus", "viis" and "pool",
which also mean "a month", "way" and "side"; ordinals in words, which count parts of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple


class Figure(NamedTuple):
    """A number as it is understood and as it is written."""

    value: Decimal
    percent: bool
    written: str
    start: int
    in_words: bool


_THOUSANDS = {"et": "[ \u00a0\u202f]", "en": ","}
_POINT = {"et": ",", "en": r"\."}
_SCALES = {
    "miljard": 10**9, "mld": 10**9, "billion": 10**9, "bn": 10**9,
    "miljon": 10**6, "mln": 10**6, "million": 10**6, "m": 10**6,
    "tuh": 10**3, "thousand": 10**3, "k": 10**3,
}  # fmt: skip
_SCALE = (
    r"(?P<scale>(?:k|m|bn|\s?mln|\s?mld)\b"
    r"|[\s-]?(?:thousand|million|billion)\b|\s(?:tuhan?t|tuhande|miljon|miljard)\w*)?"
)
_PERCENT = r"(?P<percent>\s?(?:%|per\s?cent|protsen))?"
_UNIT = re.compile(_SCALE + _PERCENT, re.I)
_NO_FIGURES = re.compile(
    r"COVID-19|\b2[.-]0\b"  # the second project of the competence centre
    r"|\b\d+(?!(?:k|m|bn|s|st|nd|rd|th)\b)[A-Za-z]\w*|\b[^\W\d_]+\d\w*"
    r"|\b[Ss](?:tep|amm)s? \d+"
)
_DATE = re.compile(r"\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b")

_ENGLISH = {
    "two": Decimal(2), "three": Decimal(3), "four": Decimal(4), "five": Decimal(5),
    "six": Decimal(6), "seven": Decimal(7), "eight": Decimal(8), "nine": Decimal(9),
    "ten": Decimal(10), "eleven": Decimal(11), "twelve": Decimal(12), "thirteen": Decimal(13),
    "fourteen": Decimal(14), "fifteen": Decimal(15), "sixteen": Decimal(16),
    "seventeen": Decimal(17), "eighteen": Decimal(18), "nineteen": Decimal(19),
    "twenty": Decimal(20),
    "thirty": Decimal(30), "forty": Decimal(40), "fifty": Decimal(50), "sixty": Decimal(60),
    "seventy": Decimal(70), "eighty": Decimal(80), "ninety": Decimal(90),
    "hundred": Decimal(100), "dozen": Decimal(12), "half": Decimal("0.5"),
    "quarter": Decimal("0.25"), "double": Decimal(2), "doubled": Decimal(2), "twice": Decimal(2),
}  # fmt: skip
_ENGLISH_WORD = re.compile(
    rf"\b(?P<word>one(?= (?:thousand|million|billion))|{'|'.join(_ENGLISH)})\b" + _SCALE + _PERCENT,
    re.I,
)

_CASES = "(?:sse|s|st|le|l|lt|ks|ni|na|ta|ga)?"
_COMPOUND = r"(?=(?:aasta|kuu|päeva|nädala|tunni|minuti|liikme|osali|astme)\w*)"
_STEMS = {1: "üks|ühe", 2: "kaks|kahe", 3: "kolm|kolme", 4: "neli|nelja", 5: "viis|viie",
          6: "kuus|kuue", 7: "seitse|seitsme", 8: "kaheksa", 9: "üheksa"}  # fmt: skip
_ALONE = {2: "kaks|kahe|kaht|kahte", 3: "kolm|kolme", 4: "neli|nelja", 5: "viie|viit",
          6: "kuue|kuut", 7: "seitse|seitsme|seitset", 8: "kaheksat?", 9: "üheksat?",
          10: "kümme|kümne|kümmet", 100: "sada|saja"}  # fmt: skip
_ESTONIAN = [
    (re.compile(pattern, re.I), Decimal(value))
    for pattern, value in [
        *(
            # "üksteist" also means "each other"
            (rf"(?!üksteist\b)(?:{stem})teist(?:kümne{_CASES}|kümmet)?\b", 10 + unit)
            for unit, stem in _STEMS.items()
        ),
        *(
            (rf"(?:{stem})küm(?:mend|met|ne{_CASES})", 10 * unit)
            for unit, stem in _STEMS.items()
            if unit > 1
        ),
        # "neljas" is the fourth far more often than "in four"
        *((rf"(?!neljas\b)(?:{stem})(?:{_CASES}\b|{_COMPOUND})", n) for n, stem in _ALONE.items()),
        (r"veerand(?:i|it|iks)?\b", 0.25),
        (r"tosin\w*", 12),
        (r"kahekord\w*", 2),
    ]
]
_ESTONIAN_WORD = re.compile(r"\b[^\W\d_]+")


def figures(text: str, lang: str) -> list[Figure]:
    """The figures in order; `lang` says what a comma means: "et", or anything else for English."""
    dated = _DATE.sub(r"\1/\2/\3", text)
    plain = _NO_FIGURES.sub(lambda name: "_" * len(name[0]), dated)
    in_words = _estonian_words(plain) if lang == "et" else _english_words(plain)
    found = [*_numerals(plain, "et" if lang == "et" else "en"), *in_words]
    return sorted(found, key=lambda figure: figure.start)


def _numerals(text: str, lang: str) -> Iterator[Figure]:
    thousands, point = _THOUSANDS[lang], _POINT[lang]
    number = rf"(?:\d{{1,3}}(?:{thousands}\d{{3}})+(?!\d)|\d+)(?:{point}\d+)?"
    pattern = (
        rf"(?<!\w)(?P<number>{number})(?:(?=\s?[-–]\s?(?P<upper>{number})))?{_SCALE}{_PERCENT}"
    )
    for match in re.finditer(pattern, text, re.I):
        scale, percent = match["scale"], match["percent"]
        if match["upper"]:  # "80–90%", "5–6 million": the unit stands at the range's end
            unit = _UNIT.match(text, match.end("upper"))
            assert unit is not None
            scale, percent = scale or unit["scale"], percent or unit["percent"]
        value = Decimal(re.sub(thousands, "", match["number"]).replace(",", "."))
        yield Figure(value * _factor(scale), bool(percent), match[0].strip(), match.start(), False)


def _factor(scale: str | None) -> int:
    word = (scale or "").strip("- \u00a0\n").lower()
    return next((n for name, n in _SCALES.items() if word.startswith(name)), 1)


def _english_words(text: str) -> Iterator[Figure]:
    for match in _ENGLISH_WORD.finditer(text):
        value = _ENGLISH.get(match["word"].lower(), Decimal(1)) * _factor(match["scale"])
        yield Figure(value, bool(match["percent"]), match[0], match.start(), True)


def _estonian_words(text: str) -> Iterator[Figure]:
    for word in _ESTONIAN_WORD.finditer(text):
        for pattern, value in _ESTONIAN:
            if read := pattern.match(word[0]):
                unit = _UNIT.match(text, word.start() + read.end())
                assert unit is not None
                factor, percent = _factor(unit["scale"]), bool(unit["percent"])
                yield Figure(value * factor, percent, word[0], word.start(), True)
                break
