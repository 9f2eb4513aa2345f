"""The measured figures that the page about the service shows, read from the file beside this.

    quality()  ->  Quality(written=date(2026, 11, 29), figures={"first_quote": …})

`sikk eval figures` writes the file; nobody changes a figure by hand.
"""

from __future__ import annotations

import json
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).with_name("measured.json")


class ShownFigure(NamedTuple):
    """A mean over n questions; a share of 1, or so many works."""

    name: str
    value: float
    n: int

    @property
    def of_hundred(self) -> int:
        """A share as so many of a hundred."""
        return round(self.value * 100)


class Quality(NamedTuple):
    """All figures by name, and when they were gathered."""

    written: date
    figures: dict[str, ShownFigure]


@lru_cache(maxsize=1)
def quality() -> Quality:
    """What the file holds."""
    told = json.loads(FILE.read_text(encoding="utf-8"))
    found = (ShownFigure(**each) for each in told["figures"])
    return Quality(date.fromisoformat(told["written"]), {each.name: each for each in found})
