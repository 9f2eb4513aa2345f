"""The numbers that Word prints before the items of lists.

label(ListPlace("2", 1, ""))   ->  "1.1. "      the first item of a second level
"""

from __future__ import annotations

from typing import NamedTuple

from corpus.markup import BULLET
from ingest.readers.numerals import written
from ingest.readers.office.word.package import Element, child, is_on, name, value
from ingest.readers.office.word.styles import ListPlace

_LEVELS = 9


class _Level(NamedTuple):
    form: str
    start: int
    text: str
    is_legal: bool
    style: str | None


class Numbering:
    """Counts the items of a document's lists in the order in which they are asked for."""

    def __init__(self, root: Element | None) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}  # list's id -> its levels
        self._lists: dict[str, str] = {}  # number's id -> list's id
        self._starts: dict[tuple[str, int], int] = {}  # where a number begins anew
        self._counts: dict[str, dict[int, int]] = {}
        for element in root if root is not None else ():
            if element.tag == name("w:abstractNum"):
                self._add_list(element)
            elif element.tag == name("w:num"):
                self._add_number(element)
        self._link(root)

    def label(self, place: ListPlace) -> str:
        """What stands before the next item at that place; "" where nothing does."""
        listed = self._lists.get(place.number, "")
        levels = self._levels.get(listed, {})
        at = _level_of(levels, place)
        level = levels.get(at)
        if level is None:
            return BULLET
        self._count(place.number, listed, at)
        if level.form == "bullet":
            return BULLET
        return self._text(level, levels, self._counts[listed])

    def _count(self, number: str, listed: str, at: int) -> None:
        counts = self._counts.setdefault(listed, {})
        for outer in range(at):
            counts.setdefault(outer, self._start(listed, outer))
        anew = self._starts.pop((number, at), None)
        start = self._start(listed, at) if anew is None else anew
        counts[at] = counts[at] + 1 if at in counts and anew is None else start
        for inner in range(at + 1, _LEVELS):
            counts.pop(inner, None)

    def _start(self, listed: str, at: int) -> int:
        level = self._levels[listed].get(at)
        return level.start if level else 1

    def _text(self, level: _Level, levels: dict[int, _Level], counts: dict[int, int]) -> str:
        text = level.text
        for at, count in counts.items():
            form = "decimal" if level.is_legal or at not in levels else levels[at].form
            text = text.replace(f"%{at + 1}", written(count, form))
        return f"{text.strip()} " if text.strip() else ""

    def _add_list(self, element: Element) -> None:
        levels = {_number(each.get(name("w:ilvl")), 0): _level(each)
                  for each in element.iterchildren(name("w:lvl"))}  # fmt: skip
        self._levels[element.get(name("w:abstractNumId"), "")] = levels

    def _add_number(self, element: Element) -> None:
        number = element.get(name("w:numId"), "")
        self._lists[number] = listed = value(child(element, "w:abstractNumId")) or ""
        for override in element.iterchildren(name("w:lvlOverride")):
            at = _number(override.get(name("w:ilvl")), 0)
            start = child(override, "w:startOverride")
            own = child(override, "w:lvl")
            if own is not None:
                listed = self._own_list(number, listed)
                self._levels[listed][at] = _level(own)
            if start is not None:
                self._starts[number, at] = _number(value(start), 1)

    def _own_list(self, number: str, listed: str) -> str:
        """A list whose levels this number alone has changed."""
        own = f"of number {number}"
        if self._lists[number] != own:
            self._levels[own] = dict(self._levels.get(listed, {}))
            self._lists[number] = own
        return own

    def _link(self, root: Element | None) -> None:
        """Gives lists that are known by a style the levels of the list that defines it."""
        lists = root.findall(name("w:abstractNum")) if root is not None else []
        ids = {each: each.get(name("w:abstractNumId"), "") for each in lists}
        defined = {value(child(each, "w:styleLink")): ids[each] for each in lists}
        for each in lists:
            linked = value(child(each, "w:numStyleLink"))
            if linked is not None and linked in defined and not self._levels[ids[each]]:
                self._levels[ids[each]] = self._levels[defined[linked]]


def _level_of(levels: dict[int, _Level], place: ListPlace) -> int:
    if place.level is not None:
        return place.level
    styled = (at for at, level in levels.items() if level.style == place.style)
    return next(styled, 0)


def _level(element: Element) -> _Level:
    text = value(child(element, "w:lvlText")) or ""
    return _Level(
        form=value(child(element, "w:numFmt")) or "decimal",
        start=_number(value(child(element, "w:start")), 0),
        text=text,
        is_legal=is_on(child(element, "w:isLgl")),
        style=value(child(element, "w:pStyle")),
    )


def _number(text: str | None, otherwise: int) -> int:
    is_number = text is not None and text.isascii() and text.isdigit() and len(text) < _LEVELS
    return int(text) if text is not None and is_number else otherwise
