"""Gaps: questions that the corpus could not answer, kept for those who choose what to collect.

    store.gaps.note(Gap("kuidas töötab ajapank pärnus", "et", …))

A question that holds personal data is not kept, and nothing is kept of who asked. Names are not
told apart from other words, so curators should still treat the list as confidential.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from corpus.personal import finding
from corpus.text.normalising import normalise

LONGEST = 300  # characters; a longer text is more than a question


@dataclass(frozen=True, slots=True)
class Gap:
    """A question without an answer: how often and when it was put, and what came nearest.

    `filters` are those that were set; `documents` how many were searched; `score` and `bar` the
    best evidence and what was needed, both from 0 to 1. `closed_by` is the document that answered
    it later, None while the gap is open.
    """

    question: str
    lang: str
    filters: Mapping[str, object]
    documents: int
    score: float
    bar: float
    first_asked: datetime
    last_asked: datetime
    times: int = 1
    closed_by: str | None = None
    closed_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether nothing has answered it yet."""
        return self.closed_by is None


def worded(question: str) -> str:
    """The question as gaps are told apart: one line, small letters, no mark at the end."""
    return " ".join(normalise(question).split()).rstrip(" ?!.").casefold()


def may_be_kept(question: str) -> bool:
    """Whether a question is short enough and holds no address, number or code of a person."""
    return len(question) <= LONGEST and not finding.find(question)
