"""Makes paragraphs and headings of the lines on a PDF page, by where they stand.

A line that had room for the next line's first word ended on purpose; a wider gap, another size or
an indent begins a paragraph. `lines` makes the lines.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import NamedTuple

from corpus.markup import CELL
from ingest.readers.pdf.line import Line, joined
from ingest.readers.raw import LINE, PARAGRAPH, SectionHeading, without_notes
from ingest.readers.titles import is_named

_STOPS = frozenset('.!?:;…”"»)')
_WIDER_GAP = 1.35  # times the usual distance of two lines
_OTHER_SIZE = 0.12
_LARGER = 1.15  # times the body's size makes a heading
_LONGEST_HEADING = 200
_HEADING_LINES = 4
_LETTER_SHARE = 0.7
_NEIGHBOURS = 6  # lines before and after that show how wide the column is
_COLUMN_SHIFT = 30.0  # points between left edges within one column
_HEADING_SHARE = 0.3  # more large text than this is a slide or a poster


class OutlineEntry(NamedTuple):
    """One entry of the file's outline."""

    page_index: int
    level: int
    title: str


def body_size(pages: list[list[Line]]) -> float:
    """The height of most letters of the document; 0 where nothing is known of it."""
    sizes: Counter[float] = Counter()
    for lines in pages:
        for line in lines:
            sizes[round(line.height, 1)] += len(line.text)
    del sizes[0.0]
    return sizes.most_common(1)[0][0] if sizes else 0.0


def title_of(lines: list[Line], size: float) -> str | None:
    """The largest text at the head of the first page, if it is larger than the body.

    Headings of one size that stand apart are no title together: the first is.
    """
    placed = [line for line in lines[:20] if line.is_placed and not line.is_row]
    largest = max((line.height for line in placed), default=0.0)
    if not size or largest < size * _LARGER:
        return None
    is_large = [line.height > largest * (1 - _OTHER_SIZE) for line in placed]
    first = is_large.index(True)
    last = is_large.index(False, first) if False in is_large[first:] else len(placed)
    chosen = placed[first:last]
    title = joined(without_notes(line.text)[0] for line in chosen)
    reads_well = len(title) <= _LONGEST_HEADING and CELL not in title
    is_one = len(chosen) <= _HEADING_LINES and reads_well and any(map(str.isalpha, title))
    return title if is_one and is_named(title) else None


def arrange(
    page_index: int, lines: list[Line], size: float, entries: list[OutlineEntry] | None
) -> tuple[str, list[SectionHeading]]:
    """The page's raw text and its headings: those of the outline, else those in large type."""
    marked = _larger(lines, size) if entries is None else _named(lines, entries)
    starts = {first: (last, level) for first, last, level in marked}
    inner = {at for first, last, _ in marked for at in range(first, last)}
    edges = {first - 1 for first in starts} | {last for _, last, _ in marked}
    text: list[str] = []
    length = 0
    headings: list[SectionHeading] = []
    for at, line in enumerate(lines):
        if at in starts:
            last, level = starts[at]
            words = joined(part.text for part in lines[at : last + 1])
            headings.append(SectionHeading(page_index, length, level, words))
        ending = PARAGRAPH if at in edges else "\n" if at in inner else _ending(lines, at, size)
        text += [line.text, ending]
        length += len(line.text) + len(ending)
    return "".join(text).rstrip(), headings


def _named(lines: list[Line], entries: list[OutlineEntry]) -> list[tuple[int, int, int]]:
    """Where the outline's titles stand: first line, last line, level."""
    found = []
    at = 0
    for entry in entries:
        place = _find(lines, _squeezed(entry.title), at)
        if place:
            found.append((*place, entry.level))
            at = place[1] + 1
    return found


def _find(lines: list[Line], title: str, begin: int) -> tuple[int, int] | None:
    for first in range(begin, len(lines)):
        squeezed = ""
        for last in range(first, min(first + _HEADING_LINES, len(lines))):
            squeezed += _squeezed(lines[last].text)
            # The printed heading may carry a number that the outline leaves out.
            if squeezed.lstrip("0123456789.ivx") == title or squeezed == title:
                return first, last
            if len(squeezed) > len(title) + 8:
                break
    return None


def _squeezed(text: str) -> str:
    """The letters by which a title is known again, however it is broken into lines."""
    return "".join(text.casefold().replace("-", "").split())


def _larger(lines: list[Line], size: float) -> list[tuple[int, int, int]]:
    """Runs of lines in type larger than the body's: first line, last line, level by size."""
    if not size:
        return []
    found: list[tuple[int, int, int]] = []
    for at, line in enumerate(lines):
        if line.height < size * _LARGER or not any(map(str.isalpha, line.text)):
            continue
        joins = (
            found
            and found[-1][1] == at - 1
            and abs(lines[at - 1].height - line.height) < size * _OTHER_SIZE
        )
        if joins:
            found[-1] = (found[-1][0], at, found[-1][2])
        else:
            found.append((at, at, _level(line.height / size)))
    large = sum(len(lines[at].text) for first, last, _ in found for at in range(first, last + 1))
    if large > _HEADING_SHARE * sum(len(line.text) for line in lines):
        return []
    return [run for run in found if _is_heading(lines, run)]


def _level(ratio: float) -> int:
    return 1 if ratio >= 1.6 else 2 if ratio >= 1.3 else 3


def _is_heading(lines: list[Line], run: tuple[int, int, int]) -> bool:
    """Whether large text reads like a heading rather than a formula or a table row."""
    text = " ".join(line.text for line in lines[run[0] : run[1] + 1])
    squeezed = "".join(text.split())
    letters = sum(map(str.isalpha, squeezed))
    return (
        run[1] - run[0] < _HEADING_LINES
        and letters >= 3
        and letters >= _LETTER_SHARE * len(squeezed)
        and len(text) <= _LONGEST_HEADING
        and (text[0].isupper() or text[0].isdigit())
        and CELL not in text
        and not any(line.is_row for line in lines[run[0] : run[1] + 1])
    )


def _ending(lines: list[Line], at: int, size: float) -> str:
    """Which kind of line end stands after the line at that place."""
    line, follower = lines[at], lines[at + 1] if at + 1 < len(lines) else Line("")
    if line.is_row or follower.is_row:
        return LINE if line.is_row and follower.is_row else PARAGRAPH
    if not (line.is_placed and follower.is_placed):
        return "\n"
    if line.turn != follower.turn:
        return PARAGRAPH
    if line.text.endswith("-") or follower.text[0].islower():
        return "\n"
    return _ending_of_sentence(lines, at, size)


def _ending_of_sentence(lines: list[Line], at: int, size: float) -> str:
    """The same where the next line may begin a sentence."""
    line, follower = lines[at], lines[at + 1]
    if abs(line.height - follower.height) > _OTHER_SIZE * max(line.height, size):
        return PARAGRAPH
    plain, _ = without_notes(line.text)
    stops = plain.rstrip("0123456789⁰¹²³⁴⁵⁶⁷⁸⁹")[-1:] in _STOPS  # a note's number may follow
    if _has_gap(lines, at) or (stops and _is_indented(line, follower)):
        return PARAGRAPH
    if _had_room(lines, at):
        return PARAGRAPH if stops else LINE
    return "\n"


def _has_gap(lines: list[Line], at: int) -> bool:
    drop = lines[at].bottom - lines[at + 1].bottom
    usual = _usual_drop(lines, at)
    return 0 < usual * _WIDER_GAP < drop


def _usual_drop(lines: list[Line], at: int) -> float:
    """The distance of two lines of a paragraph hereabouts: the median of small drops."""
    near = lines[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS + 2]
    pairs = pairwise(near)
    drops = sorted(a.bottom - b.bottom for a, b in pairs if 0 < a.bottom - b.bottom < 4 * a.height)
    return drops[(len(drops) - 1) // 2] if drops else 0.0


def _is_indented(line: Line, follower: Line) -> bool:
    shift = follower.left - line.left
    return follower.bottom < line.bottom and 0.5 * line.height < shift < 4 * line.height


def _had_room(lines: list[Line], at: int) -> bool:
    """Whether the next line's first word would have fitted on this line."""
    line, follower = lines[at], lines[at + 1]
    near = lines[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS + 1]
    column = [other.right for other in near if abs(other.left - line.left) < _COLUMN_SHIFT]
    word = follower.text.split(maxsplit=1)[0]
    width = (follower.right - follower.left) * len(word) / len(follower.text)
    return line.right + width + 0.5 * line.height < max(column)
