"""What stands in a made file: its blocks in order, and what a reader may say or leave unsaid.

    SourceText("et", (heading("Tulemused"), paragraph("…"), table(grid)), asides=("Aruanne 2024",))

Differs from `evals.measures`, which judges rankings: here a file's own text is the truth.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

TextGrid = tuple[tuple[str, ...], ...]


class SourceBlock(NamedTuple):
    """A heading, a paragraph, a list item, or a table whose first row is its head.

    In a merged table equal cells below one another in the first column are one cell of the file;
    `grid` has it filled.
    """

    kind: str
    text: str = ""
    level: int = 0
    grid: TextGrid = ()
    is_merged: bool = False

    def spans(self) -> list[int]:
        """For each row below the head: how many rows its first cell spans; 0 where covered."""
        if not self.is_merged:
            return [1] * (len(self.grid) - 1)
        lengths = (len([*run]) for _, run in groupby(row[0] for row in self.grid[1:]))
        return [length if not at else 0 for length in lengths for at in range(length)]


@dataclass(frozen=True, slots=True)
class SourceText:
    """All that a file says.

    `asides` are said too, but a reader may leave them out or bring them once: running heads,
    numbers of pages and notes. What is hidden in the file stands nowhere here.
    """

    language: str
    blocks: tuple[SourceBlock, ...]
    asides: tuple[str, ...] = ()

    def said(self) -> Iterator[str]:
        """The texts that must come, in order."""
        for block in self.blocks:
            if block.kind != "table":
                yield block.text
                continue
            yield from block.grid[0]
            for row, span in zip(block.grid[1:], block.spans(), strict=True):
                yield from row if span else row[1:]

    def repeatable(self) -> Iterator[str]:
        """The texts that may come again: the heads of columns, cells that span rows."""
        for block in self.blocks:
            if block.kind == "table":
                yield from block.grid[0]
                yield from (row[0] for row in block.grid if block.is_merged)

    def tables(self) -> list[SourceBlock]:
        """Its tables."""
        return [block for block in self.blocks if block.kind == "table"]

    def headings(self) -> list[str]:
        """Its headings."""
        return [block.text for block in self.blocks if block.kind == "heading"]


class MadeFile(NamedTuple):
    """A file to read: `fault` is "" where it is as programs write it."""

    ending: str
    fault: str
    source: SourceText
    content: bytes


Build = Callable[[SourceText], bytes]  # a file of some format with that text


def heading(text: str, level: int = 1) -> SourceBlock:
    """A heading."""
    return SourceBlock("heading", text, level)


def paragraph(text: str) -> SourceBlock:
    """A paragraph."""
    return SourceBlock("paragraph", text)


def item(text: str) -> SourceBlock:
    """An item of a list."""
    return SourceBlock("item", text)


def table(grid: TextGrid, is_merged: bool = False) -> SourceBlock:
    """A table, whose first row is its head."""
    return SourceBlock("table", grid=grid, is_merged=is_merged)
