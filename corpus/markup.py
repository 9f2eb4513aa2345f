"""The marks by which cleaned text shows what was structure in the file.

    "Eesmärk › Sihtrühm"      a passage's section: the path of headings, outermost first
    "Õppijad | 618"           a table's row, its cells in order
    "• koduhooldus"           an item of a list

`ingest` writes them; whoever reads text tells by them what is prose. Differs from a page's raw
marks (`ingest.readers.raw`), which never reach the store.
"""

from __future__ import annotations

HEADINGS = " › "  # between the headings of a section
CELL = " | "  # between the cells of a row
BULLET = "• "


def headings(section: str) -> list[str]:
    """The headings of a section, outermost first; none where it is outside any."""
    return section.split(HEADINGS) if section else []
