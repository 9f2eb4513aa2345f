"""The numbers that an OpenDocument text prints before headings and the items of lists.

    <text:list text:style-name="L1"><text:list-item><text:p>Esimene</text:p>  ->  "1. "

A list says by its style how a level is numbered, and whether it goes on from another list. The
label belongs to the first paragraph of an item; an item that only holds a list has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from corpus.markup import BULLET
from ingest.readers.numerals import written

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_NUMBERED = (f"{_TEXT}list-level-style-number", f"{_TEXT}outline-level-style")
_FORMS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman",
          "I": "upperRoman", "": "none"}  # fmt: skip
_PLACE = re.compile(r"%(\d{1,2})%")  # of a level's number in LibreOffice's own form of a label
_MOST_DIGITS = 6
_DEEPEST = 10  # levels, by definition

Element = Any  # lxml's elements carry no types
Counts = dict[int, int]  # level: the number of its last item


class _Level(NamedTuple):
    """How a level is numbered; `label` names the numbers of levels by `%1%`."""

    form: str
    label: str
    start: int


class _Open(NamedTuple):
    """A list that is open: its levels, what it has counted; whether its item has had its label."""

    levels: dict[int, _Level]
    counts: Counts
    is_styled: bool
    style: str
    is_told: list[bool]


class OpenLists:
    """Counts a text's headings and items in the order in which they are asked for."""

    def __init__(self, *roots: Element) -> None:
        styles = [each for root in roots for each in root.iter(f"{_TEXT}list-style")]
        self._styles = {each.get(f"{_STYLE}name") or "": dict(_levels(each)) for each in styles}
        outline = next((each for root in roots for each in root.iter(f"{_TEXT}outline-style")), ())
        self._outline = dict(_levels(outline))
        self._headings: Counts = {}
        self._open: list[_Open] = []
        self._last: dict[str, Counts] = {}  # by style, and by the list's own id
        self._starts: dict[int, int] = {}  # by level: where the open item says that it begins

    @property
    def depth(self) -> int:
        """How many lists are open."""
        return len(self._open)

    def begin(self, element: Element) -> None:
        """A list begins."""
        above = self._open[-1] if self._open else None
        style = element.get(f"{_TEXT}style-name") or (above.style if above else "")
        told = element.get(f"{_TEXT}continue-list")
        goes_on = element.get(f"{_TEXT}continue-numbering") == "true"
        counts: Counts = {}
        if above is not None and above.style == style:
            counts = above.counts
        elif told or goes_on:
            counts = self._last.get(f"#{told}" if told else style, {})
        self._last[style] = self._last[f"#{element.get(f'{_XML}id')}"] = counts
        levels = self._styles.get(style)
        self._open.append(_Open(levels or {}, counts, levels is not None, style, [True]))

    def end(self) -> None:
        """The list that was begun last ends."""
        self._open.pop()

    def item(self, element: Element) -> None:
        """An item begins; `text:list-header` has no label."""
        self._open[-1].is_told[0] = element.tag == f"{_TEXT}list-header"
        start = _number(element.get(f"{_TEXT}start-value"))
        self._starts.pop(self.depth, None)
        if start is not None:
            self._starts[self.depth] = start

    def label(self) -> str:
        """What stands before the next paragraph of the open item; "" behind its first."""
        if not self._open or self._open[-1].is_told[0]:
            return ""
        now = self._open[-1]
        now.is_told[0] = True
        if now.is_styled and self.depth in now.levels:
            start = self._starts.pop(self.depth, None)
            return _label(now.levels, now.counts, self.depth, start)
        return BULLET

    def heading(self, level: int) -> str:
        """The number of the next heading of that level that stands in no list."""
        if level not in self._outline:
            return ""
        return _label(self._outline, self._headings, level, None)


def _label(levels: dict[int, _Level], counts: Counts, at: int, start: int | None) -> str:
    for outer in range(1, at):
        if outer in levels:
            counts.setdefault(outer, levels[outer].start)
    counts[at] = counts[at] + 1 if at in counts and start is None else start or levels[at].start
    for inner in range(at + 1, _DEEPEST + 1):
        counts.pop(inner, None)

    def number(found: re.Match[str]) -> str:
        place = int(found[1])
        form = levels[place].form if place in levels else "none"
        return written(counts.get(place, 1), form)

    text = _PLACE.sub(number, levels[at].label).strip()
    return f"{text} " if text else ""


def _levels(style: Element) -> Iterator[tuple[int, _Level]]:
    for element in style:
        level = _number(element.get(f"{_TEXT}level"))
        if level is None:
            continue
        if element.tag not in _NUMBERED:
            yield level, _Level("bullet", BULLET, 1)
            continue
        form = _FORMS.get(element.get(f"{_STYLE}num-format") or "", "decimal")
        yield level, _Level(form, _form_of(element, level, form), _start(element))


def _form_of(element: Element, level: int, form: str) -> str:
    """The level's label: as LibreOffice tells it, else the numbers of the levels that it shows."""
    own = next(
        (value for key, value in element.attrib.items() if key.endswith("}num-list-format")), ""
    )
    if form == "none":
        return ""
    if own:
        return str(own)
    shown = _number(element.get(f"{_TEXT}display-levels")) or 1
    numbers = ".".join(f"%{at}%" for at in range(max(1, level - shown + 1), level + 1))
    before, after = element.get(f"{_STYLE}num-prefix"), element.get(f"{_STYLE}num-suffix")
    return f"{before or ''}{numbers}{after or ''}"


def _start(element: Element) -> int:
    start = _number(element.get(f"{_TEXT}start-value"))
    return 1 if start is None else start


def _number(text: str | None) -> int | None:
    is_number = text is not None and text.isascii() and text.isdigit() and len(text) < _MOST_DIGITS
    return int(text) if text is not None and is_number else None
