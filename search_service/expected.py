"""What kind of answer a question expects, and which stretches of a text are of that kind.

    expected("Mitu õppijat osales 2024. aastal?")         ->  "number"
    candidates("Osales 827 õppijat.", "number")           ->  [(7, 10)]

Cues of form only, for Estonian and English; whether a sentence answers is `scoring`'s business.
"""

from __future__ import annotations

import re
from typing import Literal

Kind = Literal[
    "number", "date", "duration", "person", "place", "reason", "manner", "meaning", "other"
]

Stretch = tuple[int, int]

_CUES: tuple[tuple[Kind, str], ...] = (
    ("duration", r"kui kaua|kui pikk\w* (?:aja|periood)|mitu (?:päeva|nädalat|kuud|aastat|tundi|"
                 r"minutit)|how long|how many (?:days|weeks|months|years|hours|minutes)"),
    ("date", r"millal|mis (?:aasta|kuu|päev|aja)\w*|millis\w+ (?:aasta|sajand|kuu|päev)\w*|"
             r"mitmenda\w+|"
             r"mis ajast|when|(?:what|which|in what|in which) (?:year|month|day|date|century)"),
    ("number", r"mitu|mitme\w*|kui (?:palju|suur\w*|kiire\w*|kõrge\w*|pikk\w*|lai\w*|sügav\w*|"
               r"vana\w*|tihti|sageli)|"
               r"mis (?:hin|sum|prots|osakaal|kõrgus|kiirus)\w+|how (?:many|much|large|big|high|"
               r"old|often|far|tall)|"
               r"what (?:share|percentage|proportion|sum|price|number|rate|return)|"
               r"which (?:share|percentage|section|rate)"),
    ("place", r"kus|kust|kuhu|(?:mis|millis\w+) (?:rii\w+|linn\w+|koh\w+|maakon\w+|piirkon\w+|"
              r"vall\w+)|"
              r"where|(?:which|what) (?:countr\w+|cit\w+|town\w*|place\w*|region\w*)"),
    ("person", r"kes|kelle\w*|keda|mis (?:asutus|organisatsioon|ettevõte)\w*|who|whom|whose|"
               r"(?:which|what) (?:organi[sz]ation\w*|compan\w+|fund|agency|ministr\w+|bod\w+)"),
    ("reason", r"miks|mis põhjus\w+|mille pärast|why|for what reason"),
    ("meaning", r"mis on|mis asi|mida (?:tähendab|mõeldakse)|mille poolest|what (?:is|"
                r"are) (?:an? )?|"
                r"what (?:does \w+ mean|is meant)"),
    ("manner", r"kuidas|how"),
)  # fmt: skip
_KINDS = [(kind, re.compile(rf"\b(?:{cue})\b", re.I)) for kind, cue in _CUES]

_NUMBER_WORDS = (
    "üks|kaks|kolm|neli|viis|kuus|seitse|kaheksa|üheksa|kümme|sada|tuhat|miljon\\w*|miljard\\w*|"
    "pool\\w*|"
    "kolmandik\\w*|veerand\\w*|ühe|kahe|kolme|nelja|viie|kuue|seitsme|kümne|saja|tuhande\\w*|sadu|"
    "kümneid|tuhandeid|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|"
    "hundred\\w*|thousand\\w*|million\\w*|half|third|quarter\\w*|dozen\\w*|double\\w*|twice"
)
_UNITS = (
    "%|‰|protsen\\w+|per ?cent|eur\\w*|€|£|\\$|krooni\\w*|miljon\\w*|miljard\\w*|million|billion|"
    "mln|mld|"
    "tuhat|tuhande\\w*|thousand|km²?|kilomeet\\w+|meetri\\w*|m²?|tonni\\w*|tonn\\w*|kg|"
    "hektar\\w*|ha"
)
_FIGURE = r"(?:[€£$] ?)?\d+(?:[ \u00a0.,]\d{3})*(?:[.,]\d+)?(?:[–-]\d+(?:[.,]\d+)?)?"
_NUMBER = re.compile(
    rf"(?:EUR |GBP |USD )?{_FIGURE}(?:[ \u00a0]?(?:{_UNITS})(?!\w))*|\b(?:{_NUMBER_WORDS})\b", re.I
)
_MONTHS = (
    "jaanuar|veebruar|märts|aprill|mai|juuni|juuli|august|septemb|oktoob|novemb|detsemb|"
    "january|february|march|april|may|june|july|october|december|november|september"
)
_DATE = re.compile(
    rf"\b(?:\d{{1,2}}\. ?(?:{_MONTHS})\w*(?: \d{{4}})?|\d{{1,2}} (?:{_MONTHS})\w*(?: \d{{4}})?|"
    rf"(?:{_MONTHS})\w* \d{{4}}|(?:1\d|20)\d\d(?:[–/-](?:(?:1\d|20)\d\d|"
    rf"\d\d))?\.?(?! ?(?:{_UNITS})\b)|"
    r"\d{1,4}\.?(?:[–-]\d{1,4}\.)? ?(?:sajand\w*|a\. ?eKr|eKr|pKr)|\d{1,2}(?:th|st|nd|rd) century)",
    re.I,
)
_DURATION = re.compile(
    rf"\b(?:{_FIGURE}|{_NUMBER_WORDS})[ -](?:kuni [\w]+ )?(?:sekund|minut|tun[dn]|päev|ööpäev|"
    rf"nädal|kuu|"
    r"aasta|second|minute|hour|day|week|month|year|decade|working day|tööpäev)\w*|"
    r"\b(?:1\d|20)\d\d\.?[–-](?:(?:1\d|20)\d\d|\d\d)\.?",
    re.I,
)
_NAME = re.compile(
    r"(?<![.!?…]\s)(?<!^)\b[A-ZÕÄÖÜŠŽ][\w'’-]+(?:[ -](?:(?:de|of|the|von|van|ja|and|la|le|da|di) )?"
    r"[A-ZÕÄÖÜŠŽ][\w'’-]+)*"
)
_REASON = re.compile(
    r"\b(?:sest|kuna|seetõttu|tõttu|põhjus\w*|pärast|et|because|since|due to|therefore|so that|"
    r"reason\w*)\b",
    re.I,
)
_MANNER = re.compile(
    r"\b(?:abil|kaudu|läbi|teel|nii et|kasutades|by|through|via|using|with the help)\b|\w+(?:des|"
    r"mata)\b",
    re.I,
)
_MEANING = re.compile(
    r"\b(?:on|tähendab\w*|nimetatakse|kujutab endast|tähistab|is|are|means|refers to|called|"
    r"describes)\b"
)
_PATTERNS: dict[Kind, re.Pattern[str]] = {
    "number": _NUMBER, "date": _DATE, "duration": _DURATION, "person": _NAME, "place": _NAME,
    "reason": _REASON, "manner": _MANNER, "meaning": _MEANING,
}  # fmt: skip

# Kinds that have a figure in them.
FIGURES: frozenset[Kind] = frozenset({"number", "date", "duration"})
# Kinds that one figure, date or name answers.
DIRECT: frozenset[Kind] = frozenset({"number", "date", "duration", "person", "place"})


_OPEN = re.compile(
    r"\b(?:kuidas|mill?ised|missugu\w+d|milliseid|mill?istel|millistes|mida|miks|kas|how|why|can|"
    r"should|"
    r"may|(?:are|is) there|which \w+s|what (?:are|is|has|have|did|do|does))\b",
    re.I,
)


def expected(question: str) -> Kind:
    """The kind of answer; the cue that comes first in the question decides."""
    first = [
        (m.start(), n, kind) for n, (kind, cue) in enumerate(_KINDS) if (m := cue.search(question))
    ]
    return min(first)[2] if first else "other"


def asks_one_fact(question: str) -> bool:
    """Whether one figure, name or date would answer it, rather than an account or a list."""
    kind = expected(question)
    if kind in DIRECT:
        return True
    return kind == "other" and "?" in question and not _OPEN.search(question)


def candidates(text: str, kind: Kind) -> list[Stretch]:
    """The stretches of the text that have the form of such an answer."""
    pattern = _PATTERNS.get(kind)
    return [match.span() for match in pattern.finditer(text)] if pattern else []
