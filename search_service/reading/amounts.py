"""Figures that tell how many or how much, by what they count; and what a question asks to count.

    asked("Kui palju raha sai inkubaator?")                     ->  "money"
    amounts("2017. aastal anti 75 000 eurot.", "money")         ->  [(18, 30)]
    currency("75 000 eurot")                                    ->  "EUR"

A year, a date, a list's or a page's number is none. `expected` knows all kinds of answers; this
is its part for amounts, with which `conflicts` compares them too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

Sort = Literal["count", "money", "share", "number"]
Stretch = tuple[int, int]

FIGURE = r"(?:[€£$] ?)?\d+(?:[ \u00a0.,]\d{3})*(?:[.,]\d+)?(?:[–-]\d+(?:[.,]\d+)?)?"
MONTHS = (
    "jaanuar|veebruar|märts|aprill|mai|juuni|juuli|august|septemb|oktoob|novemb|detsemb|"
    "january|february|march|april|may|june|july|october|december|november|september"
)
NUMBER_WORDS = (
    "üks|kaks|kolm|neli|viis|kuus|seitse|kaheksa|üheksa|kümme|sada|tuhat|miljon\\w*|miljard\\w*|"
    "pool\\w*|"
    "kolmandik\\w*|veerand\\w*|ühe|kahe|kolme|nelja|viie|kuue|seitsme|kümne|saja|tuhande\\w*|sadu|"
    "kümneid|tuhandeid|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|"
    "hundred\\w*|thousand\\w*|million\\w*|half|third|quarter\\w*|dozen\\w*|double\\w*|twice"
)
_SCALES = "miljon\\w*|miljard\\w*|million|billion|mln|mld|tuhat|tuhande\\w*|thousand"
UNITS = (
    f"%|‰|protsen\\w+|per ?cent|eur\\w*|€|£|\\$|krooni\\w*|{_SCALES}|"
    "km²?|kilomeet\\w+|meetri\\w*|m²?|tonni\\w*|tonn\\w*|kg|hektar\\w*|ha"
)
_CURRENCIES = (
    ("EUR", r"€|eur(?:o(?:t|s|ga|ni|ks|de|dega|sid|le|st)?)?"),
    ("GBP", r"£|gbp|nael(?:a|ast|aga)?|pounds?"),
    ("USD", r"\$|usd|dollar(?:it|i|s)?"),
    ("SEK", r"sek|(?:rootsi|swedish) kroon\w*|kronor"),
    ("DKK", r"dkk|(?:taani|danish) kroon\w*|kroner"),
    ("NOK", r"nok|(?:norra|norwegian) kroon\w*"),
    ("EEK", r"eek|kroon(?:i|e|ni|iga)?"),
    ("PLN", r"pln|zlott\w+|zlot(?:y|ys)"),
    ("CHF", r"chf"), ("CAD", r"cad"), ("AUD", r"aud"),
)  # fmt: skip
_MONEY = "|".join(f"(?:{words})" for _, words in _CURRENCIES)
_CURRENCY = [(code, re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.I)) for code, words in _CURRENCIES]

# After a figure; "in 2017 EUR 75,000": there the code belongs to the next.
_UNIT = rf"[ \u00a0]?(?:{UNITS}|{_MONEY})(?!\w)(?![ \u00a0]?\d)"
# After a figure; "in 2017 EUR 75,000": there the code belongs to the next.
_UNIT = rf"[ \u00a0]?(?:{UNITS}|{_MONEY})(?!\w)(?![ \u00a0]?\d)"
_AMOUNT = re.compile(
    rf"(?:(?<!\w)(?:{_MONEY})[ \u00a0]?)?(?<![\w.,])(?<!\w[–-]){FIGURE}(?:[ \u00a0]?(?:m|bn|k)\b)?"
    rf"(?:{_UNIT})*|\b(?:{NUMBER_WORDS})\b"
    rf"(?: (?:{_SCALES})(?!\w))*(?: (?:{_MONEY})(?!\w))?",
    re.I,
)
_SHARE = re.compile(r"%|‰|protsen|per ?cent", re.I)
_FRACTION = re.compile(r"pool|kolmandik|veerand|half|third|quarter", re.I)
_TIME = re.compile(
    r"[ \u00a0-]?(?:sekund|minut|tun[dn](?!n)|päev|nädal|kuu(?:d|ks|le|ga|lis\w*)?\b|aasta|second|"
    r"minute|hour|day|week|month|year|decade)",
    re.I,
)
_NEAR = 40  # characters from "37 million" to its currency
_SCALED = re.compile(rf"\b(?:{_SCALES})$", re.I)

# What is no amount: dates, ordinals, numbers of lists, sections, pages and footnotes.
_YEAR = r"(?:1[89]\d\d|20\d\d|2100)"
_COUNTED = (
    "inimes|osaleja|osavõtja|õppija|vabatahtlik|noor|laps|last\\b|pere|kodu|korter|maja|eluase|"
    "töökoh|töötaja|liige|elanik|klien|abisaaja|ettevõt|ühing|taotlus|people|persons|participant|"
    "volunteer|young|children|famil|home|house|flat|jobs|worker|member|resident|client|compan|"
    "learner|pupil|student|application"
)
_NO_AMOUNT = re.compile(
    rf"(?<!\d)\d{{1,2}}\. ?(?:{MONTHS})\w*(?: \d{{4}})?|"
    rf"(?<!\d)\d{{1,2}}(?:st|nd|rd|th)? (?:{MONTHS})\w*(?: \d{{4}})?|"
    rf"\b(?:{MONTHS})\w* \d{{1,2}}(?:, \d{{4}})?(?!\d)|\b(?:{MONTHS})\w* \d{{4}}|"
    rf"(?<!\d)\d{{1,2}}\.\d{{1,2}}\.\d{{4}}|\d{{4}}-\d\d-\d\d|"
    rf"(?<![\d.,€£$])(?<![€£$] )(?<!\d[ \u00a0]){_YEAR} ?(?:[–/-] ?(?:{_YEAR}|\d\d))?(?![\d,]\d)"
    rf"(?![ \u00a0]\d{{3}}(?!\d))(?!{_UNIT})(?! ?(?:{_COUNTED}))|"
    rf"\b(?:in|since|from|until|aastal|aastast|aastani) {_YEAR}\b|"
    rf"(?:^|[\n.!?…:;•]\s*)\(?\d{{1,3}}(?:\.\d{{1,2}})*[.)](?=\s|$)|"
    rf"(?-i:(?<![\w.,])\d+\.(?= [a-zõäöüšž]))|[,;] \d{{1,2}}\)|"
    rf"(?<=[^\W\d][.,;”“\"’)])\d{{1,2}}(?!\d)|(?<=[^\W\d])\d+|"
    rf"(?:\b(?:lk|p|pp|page|joonis|figure|tabel|table|peatükk|chapter|section|jagu|osa|nr|no)\.?|"
    rf"§) ?"
    rf"\d+(?:[–-]\d+)?",
    re.I | re.M,
)  # fmt: skip
_CODE = re.compile(rf"(?:{_MONEY})[ \u00a0]?$", re.I)

_MONEY_ASKED = re.compile(
    r"\b(?:raha\w*|maks(?:is|ab|id|avad|ma|nud|ti|ta\w*)|maksumus\w*|hin(?:d|na|da|nad)|"
    r"eelarve\w*|"
    r"toetus\w*|tasu\w*|summa\w*|kulu\w*|palka?|palga\w*|sissetulek\w*|investeeri\w*|"
    r"rahasta\w*|laenu\w*|money|cost\w*|budget\w*|price\w*|grants?|fund(?:s|ed|ing)?|pay|pays|paid|"
    r"salary|wages?|spen[dt]\w*|earn\w*|invest\w*|sum|donat\w+|loans?)\b",
    re.I,
)
_SHARE_ASKED = re.compile(
    r"\b(?:protsen\w+|osakaal\w*|kui suur\w* osa\w*|mis määr\w*|\w*määr|per ?cent\w*|share|"
    r"proportion|rate|fraction)\b",
    re.I,
)
_COUNT_ASKED = re.compile(
    r"\b(?:mit(?:u|me\w*)|how many|kui palju (?!maks|euro|kroon|raha)\w+(?:id|si|kke|ori))\b"
    r"(?:\s+(\w+))?",
    re.I,
)
_CHANGE = re.compile(
    r"\b(?:vähen\w+|kasva\w+|suuren\w+|tõus\w+|lange\w+|fall|fell|rise|rose|grow|grew|"
    r"drop\w*|"
    r"reduc\w+|increas\w+|decreas\w+|lower\w*)\b",
    re.I,
)
_TIME_ASKED = re.compile(r"\b(?:kui palju aega|how much time)\b", re.I)
_OPEN = re.compile(r"\b(?:kui palju|how much)\b", re.I)


def asked(question: str) -> Sort:
    """What a question for a number wants counted; "number" where its words leave it open."""
    if _SHARE_ASKED.search(question):
        return "share"
    if count := _COUNT_ASKED.search(question):
        return "money" if currency(count.group(1) or "") else "count"
    if _OPEN.search(question) and _CHANGE.search(question):
        return "number"  # "how much did the price rise": in per cent, or in money
    if _MONEY_ASKED.search(question) and not _TIME_ASKED.search(question):
        return "money"
    return "count" if _OPEN.search(question) else "number"


def amounts(text: str, sort: Sort) -> list[Stretch]:
    """The stretches of the text that are an amount of that sort."""
    return [span for span in _figures(text) if _is(text, span, sort)]


def currency(text: str) -> str:
    """The code of the currency that the text names first, or nothing."""
    found = [(m.start(), code) for code, words in _CURRENCY if (m := words.search(_apart(text)))]
    return min(found)[1] if found else ""


def currency_of(text: str, span: Stretch) -> str:
    """The currency of an amount: its own, or of "37 million" one that stands near."""
    own = text[slice(*span)]
    if (code := currency(own)) or not _SCALED.search(own):
        return code
    return currency(text[span[1] : span[1] + _NEAR]) or currency(text[: span[0]][-_NEAR:])


def is_share(text: str) -> bool:
    """Whether an amount is a percentage."""
    return _SHARE.search(text) is not None


def _figures(text: str) -> Iterator[Stretch]:
    none = [match.span() for match in _NO_AMOUNT.finditer(text)]
    for match in _AMOUNT.finditer(text):
        start, end = match.span()
        if not any(a < end and start < b for a, b in none):
            yield start, end


def _is(text: str, span: Stretch, sort: Sort) -> bool:
    own = text[slice(*span)]
    if sort == "share":
        return is_share(own) or _FRACTION.match(own) is not None
    if sort == "money":
        return currency_of(text, span) != "" and not is_share(own)
    if sort == "count":
        timed = _TIME.match(text, span[1]) is not None
        return not (is_share(own) or currency_of(text, span) or timed)
    return True


def _apart(text: str) -> str:
    """With a space between a figure and the code that is written onto it."""
    return re.sub(r"(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])", " ", text)
