"""What holds a document up and is no evidence: contents, lists of literature, bare headings.

    is_contents_line("2. Sihtrühm ........ 14")  ->  True
    is_bare_heading("Sihtrühm ja eesmärk")       ->  True

Told by form alone, in any language. Differs from `ingest.cutting.running_lines`, which drops what
is printed on every page; scaffolding stays in the text, and search and answers step over it.
"""

from __future__ import annotations

import re

from corpus.text.normalising import word_list

_LONGEST_LEADER = 40  # characters; more need not be looked at
LEADER = re.compile(r"\.{4,}|(?:\. ){3,}\.?|…{2,}|_{4,}")  # what leads to a page number
_LED = re.compile(rf"(?:(?:{LEADER.pattern})\s*[\divxlc]{{0,6}}| … [\divxlc]{{1,6}})\Z", re.I)
_LEADER_MARKS = ("....", ". . .", "…", "____")

_YEAR = r"(?:19|20)\d\d"
_REFERENCE = re.compile(
    rf"https?://|www\.|\bdoi\b|\bISBN\b|\bet al\b|\({_YEAR}[a-z]?\)|"
    rf"\b{_YEAR}\.?$|\bpp?\. ?\d|\blk ?\d",
    re.I,
)
_SENTENCE_ENDS = tuple(".!?…:;»”“\"')")
_HEADING_WORDS = 12
_FEWEST_REFERENCES = 3


def is_contents_line(line: str) -> bool:
    """Whether a line leads by dots to a page number, or to its end, as in a table of contents."""
    return _LED.search(line[-_LONGEST_LEADER:]) is not None


def is_contents(text: str) -> bool:
    """Whether most of a text's lines are those of a table of contents: it is no evidence."""
    if not any(mark in text for mark in _LEADER_MARKS):  # nearly always, and far quicker
        return False
    lines = [line for line in text.split("\n") if line.strip()]
    return 2 * sum(map(is_contents_line, lines)) > len(lines)


def is_bibliography(text: str) -> bool:
    """Whether most of a text's lines, of three or more, are references to literature or the web."""
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) < _FEWEST_REFERENCES:
        return False
    others = 0
    for line in lines:
        others += _REFERENCE.search(line) is None
        if 3 * others >= len(lines):  # prose is told by its first lines
            return False
    return True


def is_bare_heading(text: str) -> bool:
    """Whether a text is a heading with nothing under it: one short line that is no sentence."""
    line = text.strip()
    return (
        "\n" not in line
        and len(word_list(line)) <= _HEADING_WORDS
        and not line.endswith(_SENTENCE_ENDS)
    )
