"""What became of each page of a file when it was read, so that nothing is lost in silence.

    PageAccount(how=("recognised",), sureness=91.0, left_out=(LeftOut("hidden", 9, "Mustand 2"),))

Readers write it, cleaning adds to it, the store keeps it beside the page; curators are shown it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

SAMPLE = 80  # characters by which what was left out can be known again


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What is not among the page's text: why, how many characters, and how it begins."""

    reason: str
    characters: int
    sample: str

    @classmethod
    def of(cls, reason: str, text: str) -> LeftOut:
        """What became of that text."""
        plain = " ".join(text.split())
        return cls(reason, len(plain), plain[:SAMPLE])


@dataclass(frozen=True, slots=True)
class PageAccount:
    """How a page was read.

    `how` names where its text comes from: "text", "recognised" (a picture), "form", "annotation".
    `sureness` is what text recognition says of itself, from 0 to 100. `doubts` are sentences for
    people: what of the page may be wrong or missing.
    """

    how: tuple[str, ...] = ("text",)
    sureness: float | None = None
    left_out: tuple[LeftOut, ...] = ()
    doubts: tuple[str, ...] = ()

    def leaving_out(self, left_out: Sequence[LeftOut]) -> PageAccount:
        """The account with these beside what was left out before."""
        return replace(self, left_out=(*self.left_out, *left_out)) if left_out else self

    def doubting(self, *doubts: str) -> PageAccount:
        """The account with these doubts too."""
        return replace(self, doubts=(*self.doubts, *doubts))

    def as_json(self) -> dict[str, object]:
        """Plain values, from which `of_json` makes an equal one."""
        return asdict(self)

    @classmethod
    def of_json(cls, plain: Mapping[str, Any] | None) -> PageAccount:
        """What `as_json` was called on; pages that were stored before have none."""
        if not plain:
            return cls()
        return cls(
            how=tuple(plain["how"]),
            sureness=plain["sureness"],
            left_out=tuple(LeftOut(**each) for each in plain["left_out"]),
            doubts=tuple(plain["doubts"]),
        )


def summary(accounts: Sequence[PageAccount]) -> dict[str, object]:
    """What the accounts of a document's pages say together, in plain values; pages count from 1."""
    how = Counter(way for account in accounts for way in account.how)
    pieces: Counter[str] = Counter()
    characters: Counter[str] = Counter()
    doubts: dict[str, list[int]] = {}
    for number, account in enumerate(accounts, start=1):
        for gone in account.left_out:
            pieces[gone.reason] += 1
            characters[gone.reason] += gone.characters
        for doubt in dict.fromkeys(account.doubts):
            doubts.setdefault(doubt, []).append(number)
    return {
        "pages": len(accounts),
        "how": dict(how),
        "left_out": [
            {"reason": reason, "pieces": count, "characters": characters[reason]}
            for reason, count in pieces.items()
        ],
        "doubts": [{"text": doubt, "pages": pages} for doubt, pages in doubts.items()],
    }


def page_names(numbers: Sequence[int]) -> str:
    """Ascending numbers for people: "page 4", "pages 1-3, 7"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    names = [f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs]
    return f"page{'s' if len(numbers) > 1 else ''} {', '.join(names)}"


PLAIN = PageAccount()  # the page's own text, whole and beyond doubt
