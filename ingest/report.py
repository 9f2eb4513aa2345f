"""What a run of ingest did: counted, and every failure named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import ClassVar

from corpus.accounts import summary
from corpus.documents import Page

Progress = Callable[[int, int], None]  # told (done, in all)

# What a file costs beside its bytes, in bytes: by hand, a transaction takes as long as reading
# about so much text.
_FILE_WEIGHT = 20_000


def no_progress(_done: int, _in_all: int) -> None:
    """Tells nobody."""


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
    changed: list[tuple[Outcome, str]] = field(default_factory=list)

    def count(self, outcome: Outcome, path: str) -> None:
        """One document more with that outcome; `changed` names it unless it is as it was."""
        self.outcomes[outcome] += 1
        if outcome not in (Outcome.UNCHANGED, Outcome.FAILED):
            self.changed.append((outcome, path))

    def fail(self, failure: Failure) -> None:
        """One document more that failed."""
        self.failures.append(failure)
        self.count(Outcome.FAILED, failure.path)

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


class Meter:
    """How far a run has come, in the sizes of its files: a large one takes as long as many."""

    def __init__(self, paths: Iterable[Path], on_progress: Progress) -> None:
        self._weights = {path: _weight(path) for path in paths}
        self._in_all = sum(self._weights.values())
        self._done = 0
        self._on_progress = on_progress

    def step(self, path: Path) -> None:
        """That file is done."""
        self._done += self._weights[path]
        self._on_progress(self._done, self._in_all)


def _weight(path: Path) -> int:
    with suppress(OSError):
        return _FILE_WEIGHT + path.stat().st_size
    return _FILE_WEIGHT
