"""Draws the text of made files from the shipped library, the same for the same seed.

    Drawing(7, "et").report(paragraphs=6)  ->  headings, paragraphs, a list, a table

Paragraphs and headings are the library's own Markdown; tables are made of names and numbers.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from corpus.settings import LIBRARY
from evals.library.made.source import SourceBlock, SourceText, heading, item, paragraph, table

_SHORTEST, _LONGEST = 120, 700  # characters of a paragraph, as documents have them; by hand
_HEADING = range(8, 60)  # characters of a heading, by hand: no word alone, one line
_MARKUP = "[]*_`<>|#\\{}$~^"  # paragraphs with marks of Markdown are not drawn
_SERVICES = {
    "et": ("Päevakeskus", "Koduteenus", "Võlanõustamine", "Tugiisik", "Häirenupp", "Õpituba"),
    "en": ("Day centre", "Home care", "Debt advice", "Mentoring", "Alarm button", "Workshop"),
}
_REGIONS = {"et": ("Põhja-Eesti", "Lõuna-Eesti"), "en": ("North Region", "South Region")}
_HEADS = {
    "et": ("Teenus", "Kasutajaid", "Kulu eurodes", "Märkus"),
    "en": ("Service", "Number of users", "Cost in euros", "Remark"),
}
_AREA = {"et": "Piirkond", "en": "Region"}
_REMARKS = {
    "et": ("", "kasvas võrreldes eelmise aastaga", "katkes suvel", "jätkub"),
    "en": ("", "grew against the year before", "paused in summer", "goes on"),
}


class Drawing:
    """A sequence of texts of one language."""

    def __init__(self, seed: int, language: str) -> None:
        self.random = random.Random(f"{seed} {language}")  # noqa: S311 - no secret
        self.language = language
        self._paragraphs = _shuffled(self.random, _texts(language)[0])
        self._headings = _shuffled(self.random, _texts(language)[1])

    def paragraph(self) -> SourceBlock:
        """A paragraph of the library."""
        return paragraph(next(self._paragraphs))

    def heading(self, level: int = 2) -> SourceBlock:
        """A heading of the library."""
        return heading(next(self._headings), level)

    def list(self) -> list[SourceBlock]:
        """Three items: the first sentences of paragraphs."""
        return [item(next(self._paragraphs).partition(". ")[0].rstrip(".")) for _ in range(3)]

    def table(self, rows: int = 5) -> SourceBlock:
        """Services with numbers and a remark, which may be empty."""
        return table((_HEADS[self.language], *(self._row(at) for at in range(rows))))

    def merged(self) -> SourceBlock:
        """The same, three rows to a region, whose name is one cell."""
        heads = (_AREA[self.language], *_HEADS[self.language])
        regions = _REGIONS[self.language]
        return table((heads, *((regions[at // 3], *self._row(at)) for at in range(6))), True)

    def _row(self, at: int) -> tuple[str, ...]:
        services = _SERVICES[self.language]
        year = f" {2015 + at // len(services)}" if at >= len(services) else ""
        number, cost = self.random.randrange(11, 990), self.random.randrange(1100, 98000)
        remark = self.random.choice(_REMARKS[self.language])
        return (services[at % len(services)] + year, str(number), str(cost), remark)

    def report(self, sections: int = 3, paragraphs: int = 2, tables: bool = True) -> SourceText:
        """A title, sections of paragraphs, a list, and a table where wanted."""
        blocks = [self.heading(1)]
        for _ in range(sections):
            blocks += [self.heading(2), *(self.paragraph() for _ in range(paragraphs))]
        blocks += self.list()
        if tables:
            blocks += [self.heading(2), self.table(), self.paragraph()]
        return SourceText(self.language, tuple(blocks))


def _shuffled(drawer: random.Random, texts: tuple[str, ...]) -> Iterator[str]:
    """Each text once in a random order, and so on."""
    while True:
        yield from drawer.sample(texts, len(texts))


@cache
def _texts(language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The library's paragraphs and its headings in that language."""
    paragraphs: dict[str, None] = {}
    headings: dict[str, None] = {}
    for path in sorted(Path(LIBRARY).rglob("*.md")):
        front, _, body = path.read_text(encoding="utf-8").removeprefix("---\n").partition("\n---\n")
        if f"\nlang: {language}\n" not in front:
            continue
        for block in _without_notes(body).split("\n\n"):
            text, name = " ".join(block.split()), block.strip().lstrip("#").strip()
            if block.startswith("#") and len(name) in _HEADING and "\n" not in name:
                headings[name] = None
            elif _is_prose(text):
                paragraphs[text] = None
    return tuple(paragraphs), tuple(headings)


def _without_notes(body: str) -> str:
    """The text without the marks of its notes."""
    first, *rest = body.split("[^")
    return first + "".join(part.partition("]")[2] for part in rest)


def _is_prose(text: str) -> bool:
    is_long = _SHORTEST <= len(text) <= _LONGEST
    return is_long and text[0].isupper() and text[-1] == "." and not any(m in text for m in _MARKUP)
