"""The order in which what stands on a slide is read: from top to bottom, in a row from the left.

Boxes that were drawn beside one another hardly ever begin at exactly one height.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

Thing = TypeVar("Thing")

MILLIMETRE = 36_000  # EMU, by definition
_LEVEL = 3 * MILLIMETRE  # by hand: how far apart the tops of one row may be


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
