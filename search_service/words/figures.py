"""The figures of a sentence: what number, of what unit, however each language writes it.

figures("3,2 miljonit eurot", "et")       ->  [Figure(3200000, "eur", …)]
figures("EUR 3.2 million", "en")          ->  [Figure(3200000, "eur", …)]
figures("neliteist inimest", "et")        ->  [Figure(14, "", …)]
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple


class Figure(NamedTuple):
    """A number with its multiplier applied; `start:end` is where it stands."""

    value: Decimal
    unit: str
    start: int
    end: int


_DIGITS = re.compile(r"\d+(?:[ \u00a0\u202f’'](?=\d{3}(?!\d))\d{3})*(?:[.,]\d+)*")
_SPACE = r"[ \u00a0\u202f-]?"
_MULTIPLIERS = (
    (Decimal(10) ** 9, r"billion|bn\b|miljar\w*|mld\b|mrd\b"),
    (Decimal(10) ** 6, r"million|mln\b|miljon\w*|mio\b|m\b(?= ?(?:€|eur|eurot))"),
    (Decimal(10) ** 3, r"thousand|tuha\w*|tuh\b|k\b"),
)
_MULTIPLIER = re.compile(
    _SPACE + "(?:" + "|".join(f"({words})" for _, words in _MULTIPLIERS) + ")", re.I
)
_UNITS = (
    ("pp", r"percentage points?|protsendipunk\w*"),
    ("%", r"%|per ?cent\b|percent\b|protsen\w*|pct\b"),
    ("eur", r"€|eur\b|euro\w*"),
    ("usd", r"us ?\$|\$|usd\b|(?:us )?dollar\w*"),
    ("gbp", r"£|gbp\b|pounds?\b|nael\w*"),
    ("dkk", r"dkk\b|danish kron\w+|taani kroon\w*"),
    ("sek", r"sek\b|swedish kron\w+|rootsi kroon\w*"),
    ("nok", r"nok\b|norwegian kron\w+|norra kroon\w*"),
)
_UNIT = re.compile("|".join(f"({words})" for _, words in _UNITS), re.I)
_MILLIONS = re.compile(r"m\b|mn\b")  # only behind an amount of money: "EUR 6.8m"
_SIGNS = re.compile(r"(€|\$|£|\b(?:EUR|USD|GBP|DKK|SEK|NOK|US\$))\s?\Z")

_ONES_EN = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"  # noqa: E501
_TENS_EN = "twenty thirty forty fifty sixty seventy eighty ninety"
_STEMS_ET = {  # nominative, genitive stem, partitive
    2: "kaks kahe kahte", 3: "kolm kolme", 4: "neli nelja", 5: "viis viie viit",
    6: "kuus kuue kuut", 7: "seitse seitsme seitset", 8: "kaheksa kaheksat",
    9: "üheksa üheksat", 10: "kümme kümne kümmet",
}  # fmt: skip
_CASES = "(?:|s|st|le|l|lt|ks|ni|na|ta|ga|sse|t)"
_HUNDREDS = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "dozen": 12}
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_AT_TIMES = re.compile(
    r"\b(?:(pool\w{0,3}|half|halv\w+)|(twice|both|double\w*|pair|kahekord\w*|mõlema\w*|paar\w*)|"
    r"(one|once|single|üks|ühe|üht|ühel|ühes|kord))\b",
    re.I,
)
_PARTITIVE = re.compile(r"\s+\w*[aeiouõäöüt]\b")


def figures(text: str, lang: str) -> list[Figure]:
    """Every figure of the text, in digits or in words, in order."""
    found = [_in_digits(text, match, lang) for match in _DIGITS.finditer(text)]
    found += _estonian_words(text) if lang == "et" else _english_words(text)
    return sorted(found, key=lambda figure: figure.start)


def readings(text: str, lang: str) -> list[Figure]:
    """Every figure that the text may be said to give: also words that are figures only at times."""
    found = figures(text, lang)
    for match in _AT_TIMES.finditer(text):
        value = Decimal("0.5") if match.group(1) else Decimal(2) if match.group(2) else Decimal(1)
        found.append(Figure(value, "", *match.span()))
    for match in _WORD.finditer(text):
        if match.group().lower() in ("viis", "kuus"):
            found.append(Figure(Decimal(5 if match.group().lower() == "viis" else 6), "", 0, 0))
    return found


def _in_digits(text: str, match: re.Match[str], lang: str) -> Figure:
    value = _value(match.group(), lang)
    end = match.end()
    multiplier = _MULTIPLIER.match(text, end)
    if _MILLIONS.match(text, end) and _SIGNS.search(text, max(0, match.start() - 5), match.start()):
        value *= 10**6
        end += 1
    elif multiplier:
        value *= next(
            factor for (factor, _), said in zip(_MULTIPLIERS, multiplier.groups(), strict=True)
            if said
        )  # fmt: skip
        end = multiplier.end()
    return Figure(value.normalize(), _unit(text, match.start(), end), match.start(), end)


def _value(digits: str, lang: str) -> Decimal:
    """Reads "1,500" as 1500 in English and as 1.5 in Estonian, and "1 500" as 1500 in both."""
    plain = re.sub(r"[ \u00a0\u202f’']", "", digits)
    separators = re.findall("[.,]", plain)
    if not separators:
        return Decimal(plain)
    thousands = "," if lang == "en" else "."
    groups = re.split("[.,]", plain)
    grouped = all(len(group) == 3 for group in groups[1:]) and len(groups[0]) <= 3
    if len(set(separators)) == 1 and grouped and (separators[0] == thousands or len(groups) > 2):
        return Decimal("".join(groups))
    if len(set(separators)) == 2 and separators.count(separators[-1]) == 1:
        return Decimal("".join(groups[:-1]) + "." + groups[-1])
    if len(groups) == 2:
        return Decimal(".".join(groups))
    return Decimal("".join(groups))  # a date or a version: the same digits must stand there


def _unit(text: str, start: int, end: int) -> str:
    before = _SIGNS.search(text, max(0, start - 5), start)
    if before:
        named = _UNIT.match(before.group().strip())
    else:
        named = _UNIT.match(text, _skip_blanks(text, end))
    if not named:
        return ""
    return next(
        unit for (unit, _), said in zip(_UNITS, named.groups(), strict=True) if said is not None
    )


def _skip_blanks(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \u00a0\u202f-":
        at += 1
    return at


def _english_words(text: str) -> list[Figure]:
    found: list[Figure] = []
    for match in _WORD.finditer(text):
        value = _english_value(match.group().lower())
        if value is None or (value == 1 and match.group().lower() == "one"):
            continue  # "one" is most often no figure
        joined = _DIGITS_BEFORE.search(text[: match.start()])
        if joined and value >= 1000:
            continue  # "3 thousand" is read with its digits
        found.append(Figure(value, _unit(text, match.start(), match.end()), *match.span()))
    return found


_DIGITS_BEFORE = re.compile(r"\d\s?\Z")


def _english_value(word: str) -> Decimal | None:
    ones = {name: n for n, name in enumerate(_ONES_EN.split())}
    tens = {name: 10 * n for n, name in enumerate(_TENS_EN.split(), start=2)}
    known = {**ones, **tens, **_HUNDREDS}
    if word in known:
        return Decimal(known[word])
    if word in ("half", "halved"):
        return Decimal("0.5")
    ten, _, one = word.partition("-")
    if ten in tens and ones.get(one, 10) < 10:
        return Decimal(tens[ten] + ones[one])
    return None


def _estonian_words(text: str) -> list[Figure]:
    found: list[Figure] = []
    for match in _WORD.finditer(text):
        word = match.group().lower()
        value = _estonian_value(word)
        if value is None or _DIGITS_BEFORE.search(text[: match.start()]):
            continue
        if word in ("viis", "kuus") and not _PARTITIVE.match(text, match.end()):
            continue  # "way", "in a month"
        found.append(Figure(value, _unit(text, match.start(), match.end()), *match.span()))
    return found


def _estonian_value(word: str) -> Decimal | None:
    for pattern, value in _ESTONIAN:
        if pattern.fullmatch(word):
            return Decimal(value)
    return None


def _estonian_table() -> list[tuple[re.Pattern[str], str]]:
    table = []
    for n, stems in _STEMS_ET.items():
        first = stems.split()[0]
        table.append((f"(?:{'|'.join(stems.split())}){_CASES}", str(n)))
        if n < 10:
            teen = "|".join(f"{stem}teist(?:kümne|kümmet)?" for stem in stems.split())
            table.append((f"(?:{teen}){_CASES}", str(10 + n)))
            tens = "|".join(f"{stem}küm(?:mend|ne|met)" for stem in stems.split())
            table.append((f"(?:{tens}){_CASES}", str(10 * n)))
            table.append((f"{first}sada|{first}saja{_CASES}", str(100 * n)))
    table += [
        (f"(?:üksteist|üheteist(?:kümne)?){_CASES}", "11"), (f"(?:sada|saja|sadat){_CASES}", "100"),
        (f"(?:tuhat|tuhande){_CASES}", "1000"), ("null|nulli", "0"),
        (f"(?:miljon|miljoni|miljonit){_CASES}", "1000000"),
        (f"(?:miljard|miljardi|miljardit){_CASES}", "1000000000"),
        ("pooled|poolte[lt]?|pooltele|poolteks", "0.5"),
    ]  # fmt: skip
    return [(re.compile(pattern), value) for pattern, value in table]


_ESTONIAN = _estonian_table()
