"""Feedback: what readers say of answers, passages and documents, kept for curators and evaluators.

    Feedback("document", "error", reason="fact", document_id="camps", text="Aasta on vale.", …)

Nothing is kept of who said it, and the day but no time. Differs from `gaps`, which nobody writes:
a gap is a question that found nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from corpus import gaps
from corpus.errors import BadInput
from corpus.personal import finding

LONGEST_TEXT = 1000  # characters: some sentences, by hand
ANSWER, PASSAGE, DOCUMENT = "answer", "passage", "document"
HELPFUL, NOT_HELPFUL, ERROR = "helpful", "not helpful", "error"
# What may be said of what, and why. A document is only reported, an answer only judged.
VERDICTS = {
    ANSWER: (HELPFUL, NOT_HELPFUL),
    PASSAGE: (HELPFUL, NOT_HELPFUL, ERROR),
    DOCUMENT: (ERROR,),
}
REASONS = {
    HELPFUL: (),
    NOT_HELPFUL: ("beside the question", "incomplete", "out of date", "unclear", "other"),
    ERROR: ("fact", "source", "text", "personal data", "other"),
}


@dataclass(frozen=True, slots=True)
class Feedback:
    """One reader's word; `lang` is that of the page, `question` what the answer was to."""

    kind: str
    verdict: str
    lang: str
    day: date
    reason: str | None = None
    document_id: str | None = None
    passage_id: str | None = None
    question: str | None = None
    text: str = ""


def keepable(said: Feedback) -> Feedback:
    """What may be kept of it: personal data in the text covered, in the question not kept at all.

    Raises:
        BadInput: it says something that cannot be said, or too much.
    """
    if said.verdict not in VERDICTS.get(said.kind, ()):
        raise BadInput(f"feedback: '{said.verdict}' cannot be said of '{said.kind}'")
    if said.reason is not None and said.reason not in REASONS[said.verdict]:
        raise BadInput(f"feedback: '{said.reason}' is no reason for '{said.verdict}'")
    if len(said.text) > LONGEST_TEXT:
        raise BadInput(f"feedback: the text has more than {LONGEST_TEXT} characters; shorten it")
    found = [(each.start, each.end) for each in finding.find(said.text)]
    asked = said.question if said.question and gaps.may_be_kept(said.question) else None
    return replace(said, text=finding.covered(said.text, found).strip(), question=asked)
