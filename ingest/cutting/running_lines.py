"""Which lines of a document's pages are running heads, feet and page numbers.

Their whole text recurs at the same place at the edge of many pages, but for a number that goes up
with the pages:

    "Aruanne 2020 | 7", "Aruanne 2020 | 8", …   ->  running; the first stays as "Aruanne 2020"
    "2016. aasta tulemused", "2017. aasta tulemused", "Osalejaid oli 12.", …   ->  the text's own

Works on the lines of all pages; what to do with those lines is `ingest.cutting.cleaning`'s
business, what a page's number looks like `ingest.cutting.page_numbers`'.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from corpus.markup import is_row
from ingest.cutting.page_numbers import PageNumber, page_numbers

_ZONE = 3  # lines at the head and at the foot where they stand
_FEWEST_PAGES = 3
_SHARE = 0.3  # of the pages; heads may alternate between odd and even ones
_MOST = 0.5  # of the pages, whose numbers bear out that a head's number is one of them
_LONGEST = 150
_LONG_RUN, _ROMAN_RUN = 4, 3  # pages one after another that need no share; by hand
_STEP = 2  # pages from one number to the next: every second page may be without

Pages = Sequence[Sequence[str]]  # the lines of each page


class Running(NamedTuple):
    """For each page what remains of its running lines ("": nothing), and its printed number."""

    remains: list[dict[int, str]]
    labels: list[str | None]


class _Place(NamedTuple):
    """A line near an edge: `depth` counts from the edge, from 0."""

    page: int
    at: int
    is_top: bool
    depth: int


class _Frame(NamedTuple):
    """What such lines have in common; `shift` is the number less the page's place."""

    is_top: bool
    depth: int
    shift: int
    is_roman: bool
    frame: str


_Numbered = list[tuple[_Place, PageNumber]]


def running_lines(pages: Pages, headings: Sequence[set[int]] = ()) -> Running:
    """The running lines of the pages; `headings` are the places of each page's headings.

    The wording of each stays where it stands first; a document most of whose pages would lose
    everything keeps them.
    """
    nothing = Running([{} for _ in pages], [None for _ in pages])
    if len(pages) < 2:
        return nothing
    places = [place for page, lines in enumerate(pages) for place in _places(page, lines)]
    numbers = dict(_counting(pages, places, headings))
    running = {*numbers, *_repeated(pages, places)}
    named = {place for place, number in numbers.items() if number.is_named}
    found = sorted(place for place in running if place in named or _is_outermost(place, running))
    remains = _remains(pages, found, numbers)
    emptied = [i for i, page in enumerate(pages) if page and len(remains[i]) == len(page)]
    if 2 * len(emptied) > sum(map(bool, pages)):
        return nothing
    printed = {place.page: numbers[place].printed for place in reversed(found) if place in numbers}
    return Running(remains, [printed.get(page) for page in range(len(pages))])


def _remains(
    pages: Pages, found: list[_Place], numbers: dict[_Place, PageNumber]
) -> list[dict[int, str]]:
    """What stays of each running line: its wording, where the document says it for the first time.

    A foot that the text says too, as on the title page, would only come between its sentences.
    """
    gone = {(place.page, place.at) for place in found}
    own = (
        line
        for page, lines in enumerate(pages)
        for at, line in enumerate(lines)
        if (page, at) not in gone
    )
    said = " ".join(own).casefold()
    remains: list[dict[int, str]] = [{} for _ in pages]
    seen: set[str] = set()
    for place in found:
        number = numbers.get(place)
        text = pages[place.page][place.at] if number is None else number.rest
        is_known = text.casefold() in seen or text.casefold() in said
        remains[place.page].setdefault(place.at, "" if is_known else text)
        seen.add(text.casefold())
    return remains


def _places(page: int, lines: Sequence[str]) -> Iterator[_Place]:
    for depth in range(min(_ZONE, len(lines))):
        for is_top, at in ((True, depth), (False, len(lines) - 1 - depth)):
            if len(lines[at]) <= _LONGEST:
                yield _Place(page, at, is_top, depth)


def _is_outermost(place: _Place, running: set[_Place]) -> bool:
    """Whether all lines between it and the edge are running too: else it stands in the text."""
    step = -1 if place.is_top else 1
    outward = (
        _Place(place.page, place.at + step * away, place.is_top, place.depth - away)
        for away in range(1, place.depth + 1)
    )
    return all(each in running for each in outward)


def _counting(
    pages: Pages, places: list[_Place], headings: Sequence[set[int]]
) -> Iterator[tuple[_Place, PageNumber]]:
    """The lines whose number goes up with the pages: mere numbers, and heads with one."""
    alike = _alike(pages, places)
    mere: set[int] = set()  # pages that have a line for their number alone
    numbered: dict[tuple[int, bool], set[int]] = defaultdict(set)
    for key, found in alike.items():
        on = {place.page for place, _ in found}
        numbered[key.shift, key.is_roman] |= on
        if not found[0][1].rest and _counts_pages(found, len(pages), key):
            mere |= on
            yield from found
    known: set[tuple[bool, int, str]] = set()
    for key, found in alike.items():
        on = {place.page for place, _ in found}
        is_common = len(on) >= max(_FEWEST_PAGES, _SHARE * len(pages))
        borne_out = len(numbered[key.shift, key.is_roman]) >= _MOST * sum(map(bool, pages))
        if found[0][1].rest and is_common and borne_out and len(on & mere) < _MOST * len(on):
            known.add((key.is_top, key.depth, key.frame))
    for key, found in alike.items():
        if (key.is_top, key.depth, key.frame) in known and not _is_series(found, headings):
            yield from found


def _alike(pages: Pages, places: list[_Place]) -> dict[_Frame, _Numbered]:
    """Lines at one place that differ by a number which goes up with the pages."""
    alike: dict[_Frame, _Numbered] = defaultdict(list)
    for place in places:
        for number in page_numbers(pages[place.page][place.at]):
            shift = number.value - place.page
            depth = place.depth if number.rest else -1  # a mere number may stand anywhere there
            key = _Frame(place.is_top, depth, shift, number.is_roman, number.frame)
            alike[key].append((place, number))
    return alike


def _is_series(found: _Numbered, headings: Sequence[set[int]]) -> bool:
    """Whether the lines are headings that count from 1: the parts of a document, page by page."""
    in_headings = [bool(headings) and place.at in headings[place.page] for place, _ in found]
    return all(in_headings) and min(number.value for _, number in found) == 1


def _counts_pages(found: _Numbered, pages: int, key: _Frame) -> bool:
    """Whether lines that hold only a number stand on enough pages to count them."""
    on = sorted({place.page for place, _ in found})
    counts_from_the_first = key.shift == 1
    fewest = 2 if counts_from_the_first or found[0][1].is_named else _FEWEST_PAGES
    run = longest = 1
    for before, after in pairwise(on):
        run = run + 1 if after - before <= _STEP else 1
        longest = max(longest, run)
    long = (2 if counts_from_the_first else _ROMAN_RUN) if key.is_roman else _LONG_RUN
    return len(on) >= max(fewest, _SHARE * pages) or longest >= long


def _repeated(pages: Pages, places: list[_Place]) -> Iterator[_Place]:
    """Lines that stand at the same place of many pages, word for word."""
    alike: dict[tuple[bool, int, str], list[_Place]] = defaultdict(list)
    for place in places:
        line = pages[place.page][place.at]
        is_figure = any(map(str.isdigit, line)) and not any(map(str.isalpha, line))
        if not is_figure and not _heads_rows(pages[place.page], place.at):
            alike[place.is_top, place.depth, line.casefold()].append(place)
    for found in alike.values():
        if len(found) >= max(_FEWEST_PAGES, _SHARE * len(pages)):
            yield from found


def _heads_rows(lines: Sequence[str], at: int) -> bool:
    """Whether the line is a table's head or row, with another below it."""
    return at + 1 < len(lines) and is_row(lines[at]) and is_row(lines[at + 1])
