"""What a run of ingest did: counted, and every failure named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import ClassVar

from corpus.accounts import summary
from corpus.documents import Page


class Outcome(StrEnum):
    """What became of one document."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REMOVED = "removed"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that is not in the corpus, or not in its new form, and why."""

    path: str
    reason: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file in a folder that was not read, and why; `is_document` if it looks like one."""

    SYSTEM: ClassVar[str] = "a file of the system"

    path: str
    reason: str
    is_document: bool = False


@dataclass(slots=True)
class IngestReport:
    """Grows while the run goes on; `passages` counts those that were put in the store."""

    outcomes: Counter[Outcome] = field(default_factory=Counter)
    passages: int = 0
    seconds: float = 0.0
    failures: list[Failure] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    accounts: list[dict[str, object]] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    held_passages: int = 0
    held: Counter[str] = field(default_factory=Counter)  # findings by kind

    def count(self, outcome: Outcome) -> None:
        """One document more with that outcome."""
        self.outcomes[outcome] += 1

    def fail(self, path: str, reason: str, page: int | None = None) -> None:
        """One document more that failed."""
        self.failures.append(Failure(path, reason, page))
        self.count(Outcome.FAILED)

    def account_for(self, path: str, document_id: str, pages: Sequence[Page]) -> None:
        """Tells how the pages of a document that was put in the store were read."""
        accounts = summary([page.account for page in pages])
        self.accounts.append({"path": path, "id": document_id, **accounts})

    def hold_back(self, passages: int, kinds: Mapping[str, int]) -> None:
        """So many passages more that wait for a curator, because of these personal data."""
        self.held_passages += passages
        self.held.update(kinds)

    def as_json(self) -> dict[str, object]:
        """The report with the keys of docs/contract: documents, passages, seconds, …"""
        return {
            "documents": {outcome.value: self.outcomes[outcome] for outcome in Outcome},
            "passages": self.passages,
            "seconds": round(self.seconds, 2),
            "failures": [asdict(failure) for failure in self.failures],
            "warnings": self.warnings,
            "accounts": self.accounts,
            "skipped": [asdict(each) for each in self.skipped],
            "personal": {"held_passages": self.held_passages, "held": dict(self.held)},
        }
