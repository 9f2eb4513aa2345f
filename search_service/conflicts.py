"""Figures that differ between documents, to be shown beside each other as what they are.

    conflicts([citation saying "273 vabatahtlikku", citation saying "545"])  ->  (Conflict(…),)

Only direct answers of one kind are compared: both numbers, both dates. Whether they contradict or
count different years is for the reader to see; so the newest document comes first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from search_service.answers import Citation, Conflict

_NUMBER = re.compile(r"\d+(?:[ \u00a0.,]\d{3})*(?:[.,]\d+)?")
_GROUPS = re.compile(r"(?<=\d)[ \u00a0.,](?=\d{3}(?!\d))")
_TIMES = (
    (re.compile(r"\b(?:miljard\w*|billion|mld)\b", re.I), 1e9),
    (re.compile(r"\b(?:miljon\w*|million|mln)\b", re.I), 1e6),
    (re.compile(r"\b(?:tuhat|tuhande\w*|thousand)\b", re.I), 1e3),
)
_LIKE = 0.005  # of the greater: rounding


def conflicts(citations: Sequence[Citation]) -> tuple[Conflict, ...]:
    """All citations whose direct figures differ, as one conflict; none where they agree."""
    telling = [(citation, values) for citation in citations if (values := figures(citation))]
    differing = [
        citation
        for citation, values in telling
        if any(not _agree(values, others) for other, others in telling if other is not citation)
    ]
    if len({c.hit.document.metadata.work for c in differing}) < 2:
        return ()
    newest = sorted(differing, key=lambda c: -(c.hit.document.metadata.year or 0))
    return (Conflict(tuple(newest)),)


def figures(citation: Citation) -> tuple[float, ...]:
    """The numbers of the citation's direct answers."""
    text = citation.hit.passage.text
    return tuple(value for start, end in citation.direct for value in _values(text[start:end]))


def _values(text: str) -> list[float]:
    times = next((factor for pattern, factor in _TIMES if pattern.search(text)), 1.0)
    plain = (_GROUPS.sub("", match.group()) for match in _NUMBER.finditer(text))
    return [float(each.replace(",", ".")) * times for each in plain]


def _agree(first: Sequence[float], second: Sequence[float]) -> bool:
    return any(abs(a - b) <= _LIKE * max(abs(a), abs(b)) for a in first for b in second)
