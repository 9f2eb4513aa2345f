"""A map of one square a country: Europe in its order, other countries in a row beneath.

    squares({"EE": 50, "JP": 1})  ->  [Square("EE", 6, 1, 50), …, Square("JP", 0, 9, 1)]

Every square is the same size, so that small countries are seen as well as large ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

# By hand: neighbours beside each other as far as squares allow; a full stop is sea or no country.
_EUROPE = (
    "IS .. .. .. NO SE FI",
    ".. .. .. .. .. .. EE",
    "IE GB .. .. DK .. LV",
    ".. .. .. NL DE PL LT",
    ".. .. BE LU CZ SK UA",
    ".. .. FR CH AT HU RO",
    "PT ES .. IT SI HR BG",
    ".. .. .. MT .. GR CY",
)
_PLACES = {
    code: (column, row)
    for row, line in enumerate(_EUROPE)
    for column, code in enumerate(line.split())
    if code != ".."
}
COLUMNS = 7  # of the drawing
_BENEATH = len(_EUROPE) + 0.5  # the first row of other countries, a little apart


class Square(NamedTuple):
    """A country's square, in squares from the drawing's left and upper edge."""

    country: str
    x: float
    y: float
    works: int


def squares(works: Mapping[str, int]) -> list[Square]:
    """The squares of all of Europe, and of the other countries that have works."""
    others = [code for code in sorted(works) if code not in _PLACES]
    europe = [Square(code, x, y, works.get(code, 0)) for code, (x, y) in _PLACES.items()]
    return europe + [
        Square(code, n % COLUMNS, _BENEATH + n // COLUMNS, works[code])
        for n, code in enumerate(others)
    ]


def shade(works: int, most: int) -> int:
    """How dark a square is, from 0 for none to 4; by halving, since one country has most."""
    share = works / most if most else 0
    return sum(share > bound for bound in (0, 0.05, 0.15, 0.5))
