"""What kind of answer a question expects, and which stretches of a text are of that kind.

    expected("Mitu õppijat osales 2024. aastal?")         ->  "count"
    candidates("Osales 827 õppijat.", "count")            ->  [(7, 10)]

Cues of form only, for Estonian and English; whether a sentence answers is for `windows` to say.
"""

from __future__ import annotations

import re
from typing import Literal, cast

from search_service.reading.amounts import Sort, all_amounts, amounts, asked
from search_service.reading.question_lists import LISTS
from search_service.words.number_roles import YEARS, Stretch, dates
from search_service.words.number_words import any_form

Kind = Literal[
    "number", "count", "money", "share", "date", "duration", "person", "place", "reason", "manner",
    "meaning", "other",
]  # fmt: skip

# In this order where two begin at the same word.
_ASKED: tuple[Kind, ...] = (
    "money", "duration", "date", "number", "place", "person", "reason", "meaning", "manner",
)  # fmt: skip
_KINDS = [(kind, LISTS.both(f"asks {kind}")) for kind in _ASKED]

_LENGTH = re.compile(rf"[ -](?:kuni [\w]+ )?(?:{any_form('time')})", re.I)
_NAME = re.compile(
    r"(?<![.!?…]\s)(?<!^)\b[A-ZÕÄÖÜŠŽ][\w'’-]+(?:[ -](?:(?:de|of|the|von|van|ja|and|la|le|da|di) )?"
    r"[A-ZÕÄÖÜŠŽ][\w'’-]+)*"
)
_PATTERNS: dict[Kind, re.Pattern[str]] = {
    "person": _NAME, "place": _NAME, "reason": LISTS.both("tells reason"),
    "manner": LISTS.both("tells manner"), "meaning": LISTS.both("tells meaning"),
}  # fmt: skip
_OPEN = LISTS.both("open")

# Kinds of amounts: "number" is one whose question leaves open what it counts.
AMOUNTS: frozenset[Kind] = frozenset({"number", "count", "money", "share"})
# Kinds that have a number in them.
WITH_NUMBER: frozenset[Kind] = AMOUNTS | {"date", "duration"}
# Kinds that one figure, date or name answers.
DIRECT: frozenset[Kind] = WITH_NUMBER | {"person", "place"}


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
    if kind == "date":
        return dates(text)
    if kind == "duration":
        return _durations(text)
    pattern = _PATTERNS.get(kind)
    return [match.span() for match in pattern.finditer(text)] if pattern else []


def _durations(text: str) -> list[Stretch]:
    """Amounts of time, and years from one to another."""
    lengths = (
        (amount.stretch[0], length.end())
        for amount in all_amounts(text)
        if amount.number.kind != "times" and (length := _LENGTH.match(text, amount.number.end))
    )
    return sorted({*lengths, *(found.span() for found in YEARS.finditer(text))})
