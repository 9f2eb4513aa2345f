"""What of a document is not shown because of personal data: held passages, masked characters.

    withheld(pages, passages, findings)  ->  Withheld(mark="3f0a…", …)

A held finding holds back every passage that it touches; a masked one is covered, character for
character, so that all places stay right. The pages' texts, which show what no passage does, are
covered in both cases. The stored text itself stays whole: a decision can be taken back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from corpus.documents import PAGE_BREAK, Page, Passage, Span
from corpus.ids import text_digest
from corpus.personal.contacts import HELD, MASKED, plain
from corpus.personal.finding import Personal

_MARK_DIGITS = 16  # as many as of a content's hash in the index
_NAME_DIGITS = 8  # by which a curator names a value: enough for the values of one document

Stretches = Sequence[tuple[int, int]]
Masks = Mapping[str, list[list[int]]]  # "text" and "section": stretches that are covered


@dataclass(frozen=True, slots=True)
class PersonalFinding:
    """Personal data on a page: where, of which kind, and what was decided, by whom.

    `decided_at` is None while rules alone decided. `value_hash` is the value's and its kind's.
    """

    span: Span
    kind: str
    value_hash: str
    state: str
    decided_at: datetime | None = None

    @property
    def name(self) -> str:
        """What a curator calls the value by; equal values of a document share it."""
        return self.value_hash[:_NAME_DIGITS]


@dataclass(frozen=True, slots=True)
class Withheld:
    """By page index and passage id what is covered; the ids of the held passages.

    `mark` changes whenever what is shown does; None if everything is.
    """

    mark: str | None
    pages: dict[int, list[list[int]]]
    passages: dict[str, Masks]
    held: frozenset[str]


def value_hash(personal: Personal, text: str) -> str:
    """What the same value has in common wherever it stands and however it is written."""
    value = text[personal.start : personal.end]
    return text_digest(f"{personal.kind}\n{plain(personal.kind, value)}")


def withheld(
    pages: Sequence[Page], passages: Sequence[Passage], findings: Sequence[PersonalFinding]
) -> Withheld:
    """What follows from the findings' states."""
    shown_not = [each for each in findings if each.state in (HELD, MASKED)]
    on_pages: dict[int, list[list[int]]] = {}
    for each in shown_not:
        on_pages.setdefault(each.span.page_index, []).append([each.span.start, each.span.end])
    begins = _page_begins(pages)
    masked = [each for each in shown_not if each.state == MASKED]
    held = [each for each in shown_not if each.state == HELD]
    hidden = {p.id for p in passages if any(_touches(each, p, pages) for each in held)}
    masks = {p.id: made for p in passages if (made := _masks(p, pages, begins, masked))}
    return Withheld(_mark(on_pages, hidden), on_pages, masks, frozenset(hidden))


def _page_begins(pages: Sequence[Page]) -> list[int]:
    """Where each page begins in the document's text."""
    begins, at = [], 0
    for page in pages:
        begins.append(at)
        at += len(page.text) + len(PAGE_BREAK)
    return begins


def _touches(finding: PersonalFinding, passage: Passage, pages: Sequence[Page]) -> bool:
    """Whether the finding stands in the passage or in the headings above it."""
    where = finding.span
    return _value(where, pages) in passage.section or any(
        span.page_index == where.page_index and span.start < where.end and where.start < span.end
        for span in passage.spans
    )


def _masks(
    passage: Passage,
    pages: Sequence[Page],
    begins: Sequence[int],
    masked: Sequence[PersonalFinding],
) -> Masks:
    text, section = [], []
    for each in masked:
        begin = begins[each.span.page_index] - passage.start
        start, end = max(0, begin + each.span.start), min(len(passage.text), begin + each.span.end)
        if start < end:
            text.append([start, end])
        at = passage.section.find(value := _value(each.span, pages))
        if at >= 0:
            section.append([at, at + len(value)])
    return {"text": text, "section": section} if text or section else {}


def _value(span: Span, pages: Sequence[Page]) -> str:
    return pages[span.page_index].text[span.start : span.end]


def _mark(on_pages: Mapping[int, list[list[int]]], hidden: Iterable[str]) -> str | None:
    return text_digest(f"{on_pages} {sorted(hidden)}")[:_MARK_DIGITS] if on_pages else None
