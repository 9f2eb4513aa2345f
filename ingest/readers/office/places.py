"""The order in which what stands on a slide is read: from top to bottom, in a row from the left.

Boxes that were drawn beside one another hardly ever begin at exactly one height.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

Thing = TypeVar("Thing")

_MILLIMETRE = 36_000  # EMU, by definition
_UNITS = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72, "pc": 25.4 / 6}  # millimetres
_LEVEL = 3 * _MILLIMETRE  # by hand: how far apart the tops of one row may be


def in_order(things: Iterable[Thing], place: Callable[[Thing], tuple[float, float]]) -> list[Thing]:
    """The things in order; `place` tells top and left in EMU."""
    found: list[Thing] = []
    row: list[Thing] = []
    top = 0.0
    for thing in sorted(things, key=lambda each: place(each)[0]):
        if row and place(thing)[0] - top > _LEVEL:
            found += sorted(row, key=lambda each: place(each)[1])
            row = []
        top = top if row else place(thing)[0]
        row.append(thing)
    return found + sorted(row, key=lambda each: place(each)[1])


def length(told: str | None) -> float:
    """A length as OpenDocument writes it, in EMU; 0 where it says none."""
    digits, unit = (told or "")[:-2], (told or "")[-2:]
    try:
        return float(digits) * _UNITS.get(unit, 0.0) * _MILLIMETRE
    except ValueError:
        return 0.0
