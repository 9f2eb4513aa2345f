"""Which lines of a document's pages are running headers, footers and page numbers.

They repeat at the head or foot of many pages, with at most the digits changing. Works on the
lines of all pages; what to do with those lines is `ingest.cutting.cleaning`'s business.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

_ZONE = 3  # lines at the head and at the foot where they stand
_FEWEST_PAGES = 3
_SHARE = 0.3  # of the pages; headers may alternate between odd and even ones
_LONGEST = 150
_NUMBER = re.compile(r"[-–—| ]*(\d{1,4})[-–—| .]*")
_COUNTER = re.compile(r"\d+|\b[ivxl]{1,7}\Z")
_ROMAN = re.compile(r"(?i)[ivxl]{1,6}")

Pages = list[list[str]]  # the lines of each page


def running_lines(pages: Pages) -> list[set[int]]:
    """For each page, the places of the lines that should go.

    The first of several equal headers stays, so that no wording is lost; a page that would
    lose everything is left alone where that happens to most pages.
    """
    dropped: list[set[int]] = [set() for _ in pages]
    for page, at in (*_page_numbers(pages), *_repeated(pages)):
        dropped[page].add(at)
    emptied = [i for i, page in enumerate(pages) if page and len(dropped[i]) == len(page)]
    if 2 * len(emptied) > sum(map(bool, pages)):
        for index in emptied:
            dropped[index] = set()
    return dropped


def printed_labels(pages: Pages, dropped: list[set[int]]) -> list[str | None]:
    """The page number that each page's dropped lines print, if any."""
    return [
        next((found for at in sorted(dropped[i]) if (found := _bare_number(page[at]))), None)
        for i, page in enumerate(pages)
    ]


def _zone(page: list[str]) -> list[int]:
    places = range(len(page))
    return sorted({*places[:_ZONE], *places[-_ZONE:]})


def _bare_number(line: str) -> str | None:
    number = _NUMBER.fullmatch(line)
    return number.group(1) if number else line if _ROMAN.fullmatch(line) else None


def _page_numbers(pages: Pages) -> Iterator[tuple[int, int]]:
    """Lines that hold only a number which goes up with the pages."""
    seen = [
        (page, at, int(number))
        for page, lines in enumerate(pages)
        for at in _zone(lines)
        if (number := _bare_number(lines[at]) or "").isdigit()
    ]
    shifts = Counter(shown - page for page, _, shown in seen)
    needed = max(2, _SHARE * len(pages)) if len(pages) > 1 else 1
    for page, at, shown in seen:
        first_of_one = len(pages) > 1 or shown == 1
        if shifts[shown - page] >= needed and first_of_one:
            yield page, at


def _repeated(pages: Pages) -> Iterator[tuple[int, int]]:
    """Lines that stand in the same zone of many pages, but for their digits."""
    if len(pages) < _FEWEST_PAGES:
        return
    found: dict[tuple[bool, str], list[tuple[int, int]]] = defaultdict(list)
    for page, lines in enumerate(pages):
        for at in _zone(lines):
            if len(lines[at]) <= _LONGEST:
                found[at < _ZONE, _COUNTER.sub("#", lines[at].casefold())].append((page, at))
    needed = max(_FEWEST_PAGES, _SHARE * len(pages))
    for (_, key), places in found.items():
        bare = not any(map(str.isalpha, key)) or _ROMAN.fullmatch(key)
        if len({page for page, _ in places}) < needed or (bare and "#" in key):
            continue
        counted = "#" in key
        yield from places if counted else places[1:]
