"""What a sentence tells by where it stands: need, workings, money, results, what is not known.

    roles(passage, sentences)  ->  ["lead", "need", "how", …], one a sentence

From the fixed headings of described documents (`corpus.catalogue.sections`), which may change
inside a passage; "lead" is the first sentence of what the thing is. Under a heading of the writer's
own, or none, a sentence is "free". Differs from `compare.statement_kinds`, which reads the sentence
itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from corpus import markup
from corpus.catalogue import sections
from corpus.documents import Passage
from search_service.reading.quotable import Sentence

FREE, LEAD = "free", "lead"
ROLES = (
    FREE, LEAD, "what", "need", "how", "money", "results", "copy", "advice", "read", "unknown",
)  # fmt: skip


def roles(passage: Passage, sentences: Sequence[Sentence]) -> list[str]:
    """The role of each sentence."""
    headings = _headings(passage)
    found: list[str] = []
    for sentence in sentences:
        role = next((role for at, role in reversed(headings) if at <= sentence.start), FREE)
        first = role == "what" and passage.ordinal == 0 and "what" not in found
        found.append(LEAD if first and LEAD not in found else role)
    return found


def _headings(passage: Passage) -> list[tuple[int, str]]:
    """Where each heading ends, and the role of what follows; the section's own from the start."""
    path = markup.headings(passage.section)
    known = [(0, sections.role(path[-1]) or FREE)] if path else []
    at = 0
    for line in passage.text.split("\n"):
        role = sections.role(line.strip())
        if role:
            known.append((at + len(line), role))
        at += len(line) + 1
    return known
