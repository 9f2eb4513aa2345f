"""A mail's own page: its subject as heading, its date, its text; without the people's names."""

from __future__ import annotations

from dataclasses import replace

from corpus.accounts import PageAccount
from ingest.readers.members import hidden_sender
from ingest.readers.raw import PARAGRAPH, RawDocument, RawPage, SectionHeading

_DEEPEST_LEVEL = 6


def body_page(
    subject: str, date: str, body: RawDocument | None, people: int
) -> tuple[RawPage, tuple[SectionHeading, ...]]:
    """The page and its headings; `people` is how many characters the names and addresses have."""
    above = [part for part in (subject, date) if part]
    text = body.pages[0].text if body else ""
    page = PARAGRAPH.join([*above, text] if text else above)
    pushed = sum(len(part) + len(PARAGRAPH) for part in above)
    headings = [SectionHeading(0, 0, 1, subject)] if subject else []
    for each in body.headings if body else ():
        level = min(each.level + 1, _DEEPEST_LEVEL)
        headings.append(replace(each, offset=each.offset + pushed, level=level))
    account = body.pages[0].account if body else PageAccount(doubts=("the mail has no text",))
    if people:
        account = account.leaving_out([hidden_sender(people)])
    return RawPage(None, None, page, account), tuple(headings)
