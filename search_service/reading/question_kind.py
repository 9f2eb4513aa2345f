"""What kind of answer a question expects, and which stretches of a text are of that kind.

    expected("Mitu õppijat osales 2024. aastal?")         ->  "count"
    candidates("Osales 827 õppijat.", "count")            ->  [(7, 10)]

Cues of form only, for Estonian and English; whether a sentence answers is `scoring`'s business.
"""

from __future__ import annotations

import re
from typing import Literal, cast

from search_service.reading.amounts import (
    FIGURE,
    MONTHS,
    NUMBER_WORDS,
    UNITS,
    Sort,
    Stretch,
    amounts,
    asked,
)

Kind = Literal[
    "number", "count", "money", "share", "date", "duration", "person", "place", "reason", "manner",
    "meaning", "other",
]  # fmt: skip

_CUES: tuple[tuple[Kind, str], ...] = (
    ("money", r"mis (?:maks(?:is|ab|id|avad)|on (?:\w+ ){0,4}(?:hind|maksumus|eelarve))|"
              r"what (?:(?:did|does|do|would) [^?]* cost|(?:is|was|were|are) the (?:total )?"
              r"(?:costs?|price|budget))"),
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

_DATE = re.compile(
    rf"\b(?:\d{{1,2}}\. ?(?:{MONTHS})\w*(?: \d{{4}})?|\d{{1,2}} (?:{MONTHS})\w*(?: \d{{4}})?|"
    rf"(?:{MONTHS})\w* \d{{4}}|(?:1\d|20)\d\d(?:[–/-](?:(?:1\d|20)\d\d|"
    rf"\d\d))?\.?(?! ?(?:{UNITS})\b)|"
    r"\d{1,4}\.?(?:[–-]\d{1,4}\.)? ?(?:sajand\w*|a\. ?eKr|eKr|pKr)|\d{1,2}(?:th|st|nd|rd) century)",
    re.I,
)
_DURATION = re.compile(
    rf"\b(?:{FIGURE}|{NUMBER_WORDS})[ -](?:kuni [\w]+ )?(?:sekund|minut|tun[dn]|päev|ööpäev|"
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
    "date": _DATE, "duration": _DURATION, "person": _NAME, "place": _NAME,
    "reason": _REASON, "manner": _MANNER, "meaning": _MEANING,
}  # fmt: skip

# Kinds of amounts: "number" is one whose question leaves open what it counts.
AMOUNTS: frozenset[Kind] = frozenset({"number", "count", "money", "share"})
# Kinds that have a number in them.
WITH_NUMBER: frozenset[Kind] = AMOUNTS | {"date", "duration"}
# Kinds that one figure, date or name answers.
DIRECT: frozenset[Kind] = WITH_NUMBER | {"person", "place"}


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
    kind = min(first)[2] if first else "other"
    return asked(question) if kind == "number" else kind


def asks_one_fact(question: str) -> bool:
    """Whether one figure, name or date would answer it, rather than an account or a list."""
    kind = expected(question)
    if kind in DIRECT:
        return True
    return kind == "other" and "?" in question and not _OPEN.search(question)


def candidates(text: str, kind: Kind) -> list[Stretch]:
    """The stretches of the text that have the form of such an answer."""
    if kind in AMOUNTS:
        return amounts(text, cast(Sort, kind))
    pattern = _PATTERNS.get(kind)
    return [match.span() for match in pattern.finditer(text)] if pattern else []
