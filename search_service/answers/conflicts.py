"""Figures that differ between documents, to be shown beside each other as what they are.

    conflicts(question, [citation saying "273 vabatahtlikku", …], counting)  ->  (Conflict(…),)

Only direct answers that count the same are compared: amounts of one currency, shares, the noun
that the question counts, lengths in one unit, years. Whether they contradict or count different
years is for the reader to see; so the newest document comes first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from search_service.answers.answer import Citation, Conflict
from search_service.reading.counting import Counting
from search_service.reading.question import Question

Telling = tuple[Citation, list[float]]

_NUMBER = re.compile(r"\d+(?:[ \u00a0.,]\d{3})*(?:[.,]\d+)?")
_GROUPS = re.compile(r"(?<=\d)[ \u00a0.,](?=\d{3}(?!\d))")
_TIMES = (
    (re.compile(r"\b(?:miljard\w*|billion|mld)\b|(?<=\d)bn\b", re.I), 1e9),
    (re.compile(r"\b(?:miljon\w*|million|mln)\b|(?<=\d)m\b", re.I), 1e6),
    (re.compile(r"\b(?:tuhat|tuhande\w*|thousand)\b|(?<=\d)k\b", re.I), 1e3),
)
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_LIKE = 0.005  # of the greater: rounding


def conflicts(
    question: Question, citations: Sequence[Citation], counting: Counting
) -> tuple[Conflict, ...]:
    """For each unit, all citations whose direct figures differ; none where they agree."""
    telling: dict[str, list[Telling]] = {}
    for citation in citations:
        text, lang = citation.hit.passage.text, citation.hit.passage.lang
        for span in citation.direct:
            unit = counting.unit(question, text, span, lang)
            values = _dated(text[slice(*span)]) if unit == "date" else _values(text[slice(*span)])
            if unit and values:
                telling.setdefault(unit, []).append((citation, values))
    found = (_differing(each, 0.0 if unit == "date" else _LIKE) for unit, each in telling.items())
    return tuple(conflict for conflict in found if conflict)


def _differing(telling: Sequence[Telling], like: float) -> Conflict | None:
    differing = [
        citation
        for citation, values in telling
        if any(
            not _agree(values, others, like) for other, others in telling if other is not citation
        )
    ]
    if len({c.hit.document.metadata.work for c in differing}) < 2:
        return None
    return Conflict(tuple(sorted(differing, key=lambda c: -(c.hit.document.metadata.year or 0))))


def figures(citation: Citation) -> tuple[float, ...]:
    """The numbers of the citation's direct answers."""
    text = citation.hit.passage.text
    return tuple(value for start, end in citation.direct for value in _values(text[start:end]))


def _dated(text: str) -> list[float]:
    return [float(year) for year in _YEAR.findall(text)]


def _values(text: str) -> list[float]:
    times = next((factor for pattern, factor in _TIMES if pattern.search(text)), 1.0)
    plain = (_GROUPS.sub("", match.group()) for match in _NUMBER.finditer(text))
    return [float(each.replace(",", ".")) * times for each in plain]


def _agree(first: Sequence[float], second: Sequence[float], like: float) -> bool:
    return any(abs(a - b) <= like * max(abs(a), abs(b)) for a in first for b in second)
