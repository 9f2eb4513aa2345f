"""Numbers that differ between documents, to be shown beside each other as what they are.

    conflicts(question, [citation saying "273 vabatahtlikku", …], counting)  ->  (Conflict(…),)

Only direct answers that count the same are compared: amounts of one currency, shares, the noun
that the question counts, lengths in one unit, years. Whether they contradict or count different
years is for the reader to see; so the newest document comes first.
"""

from __future__ import annotations

from collections.abc import Sequence

from search_service.answers.answer import Citation, Conflict
from search_service.reading.counting import Counting
from search_service.reading.question import Question
from search_service.words.numbers import read

Telling = tuple[Citation, list[float]]

_DIGITS = 4  # of a year, by definition
_LIKE = 0.005  # of the greater: numbers that differ by rounding alone; chosen by hand


def conflicts(
    question: Question, citations: Sequence[Citation], counting: Counting
) -> tuple[Conflict, ...]:
    """For each unit, all citations whose direct numbers differ; none where they agree."""
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


def _dated(text: str) -> list[float]:
    """The years of a date: its numbers of four digits."""
    return [float(n.value) for n in read(text) if n.end - n.start == _DIGITS and not n.in_words]


def _values(text: str) -> list[float]:
    """A lone mark before three digits groups thousands here: documents mix the notations."""
    return [float(number.value) for number in read(text) if not number.in_words]


def _agree(first: Sequence[float], second: Sequence[float], like: float) -> bool:
    return any(abs(a - b) <= like * max(abs(a), abs(b)) for a in first for b in second)
