"""How the pages of a document were read, for `sikk corpus show --report`: as lines, and as JSON.

    pages 1-3, 5: text, 6,120 characters
    page 4 (iii): recognised, 71 % sure, 1,203 characters
        left out: hidden, 9 characters: Mustand 2
        doubt: the text layer was garbage

The accounts themselves are `corpus.accounts`'.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from corpus.accounts import LeftOut, page_names
from corpus.console import counted
from corpus.documents import Page

_MANY = 3  # pages, by hand: fewer are told one by one


def report_view(pages: Sequence[Page]) -> dict[str, object]:
    """The key `report` of `sikk corpus show --report --json`."""
    return {
        "pages": [
            {
                "number": page.number,
                "label": page.label,
                "how": list(page.account.how),
                "sureness": page.account.sureness,
                "characters": len(page.text),
                "left_out": [asdict(gone) for gone in page.account.left_out],
                "doubts": list(page.account.doubts),
            }
            for page in pages
        ]
    }


def report_lines(pages: Sequence[Page]) -> Iterator[str]:
    """Pages that have nothing to tell together, each other one by itself, what went at the end."""
    recurring = _recurring(pages)
    plain: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, page in enumerate(pages):
        if page.account.doubts or page.account.sureness is not None or _own(page, recurring):
            continue
        plain[page.account.how].append(index)
    for how, indices in plain.items():
        characters = sum(len(pages[index].text) for index in indices)
        where = _names([pages[index] for index in indices])
        yield f"{where}: {_said(how)}, {counted(characters, 'character')}"
    quiet = {index for indices in plain.values() for index in indices}
    for index, page in enumerate(pages):
        if index not in quiet:
            yield from _page_lines(page, recurring)
    for reason in recurring:
        on = [page for page in pages if reason in {g.reason for g in page.account.left_out}]
        found = [each for page in on for each in page.account.left_out if each.reason == reason]
        size = counted(sum(each.characters for each in found), "character")
        times = counted(len(found), "time")
        yield f"left out of {_names(on)}: {reason}, {times}, {size}, first: {found[0].sample}"


def _page_lines(page: Page, recurring: Sequence[str]) -> Iterator[str]:
    account = page.account
    sure = "" if account.sureness is None else f", {account.sureness:.0f} % sure"
    label = f" ({page.label})" if page.label and page.label != str(page.number) else ""
    size = counted(len(page.text), "character")
    yield f"{_names([page])}{label}: {_said(account.how)}{sure}, {size}"
    for gone in _own(page, recurring):
        yield (
            f"    left out: {gone.reason}, {counted(gone.characters, 'character')}: {gone.sample}"
        )
    for doubt in account.doubts:
        yield f"    doubt: {doubt}"


def _recurring(pages: Sequence[Page]) -> list[str]:
    """The reasons that hold for many pages: they are told once."""
    on = Counter(reason for page in pages for reason in {g.reason for g in page.account.left_out})
    return sorted(reason for reason, count in on.items() if count >= _MANY)


def _own(page: Page, recurring: Sequence[str]) -> list[LeftOut]:
    return [gone for gone in page.account.left_out if gone.reason not in recurring]


def _names(pages: Sequence[Page]) -> str:
    numbers = [page.number for page in pages if page.number is not None]
    return page_names(numbers) if numbers else "the whole"


def _said(how: Sequence[str]) -> str:
    return " and ".join(how) or "nothing"
