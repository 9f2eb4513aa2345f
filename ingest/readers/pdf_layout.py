"""Makes lines, paragraphs and headings of the characters on a PDF page, by where they stand.

PDFium gives characters in reading order with their boxes. A line that had room for the next
line's first word ended on purpose; a wider gap, another size or an indent begins a paragraph.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from ingest.reading import LINE, PARAGRAPH, Heading

_HYPHENS = (0x02, 0xFFFE)  # PDFium's marks for a hyphen at the end of a line
_STOPS = '.!?:;…”"»)'
_WIDER_GAP = 1.35  # times the usual distance of two lines
_OTHER_SIZE = 0.12
_LARGER = 1.15  # times the body's size makes a heading
_LONGEST_HEADING = 200
_HEADING_LINES = 4
_NEIGHBOURS = 6  # lines before and after that show how wide the column is
_COLUMN_SHIFT = 30.0  # points between left edges within one column
_HEADING_SHARE = 0.3  # more large text than this is a slide or a poster


@dataclass(slots=True)
class Line:
    """A line of text and its box in points; a line from OCR has no box."""

    text: str
    left: float = 0.0
    bottom: float = 0.0
    right: float = 0.0
    height: float = 0.0

    @property
    def is_placed(self) -> bool:
        return self.height > 0


class Entry(NamedTuple):
    """One entry of the file's outline."""

    page_index: int
    level: int
    title: str


def read_lines(text_page: pdfium.PdfTextPage, upright: bool) -> list[Line]:
    """The page's lines in reading order; without boxes where the page lies on its side."""
    lines: list[Line] = []
    letters: list[str] = []
    first = last = -1
    for index in range(text_page.count_chars()):
        code = pdfium_c.FPDFText_GetUnicode(text_page.raw, index)
        if code in _HYPHENS:
            letters.append("-")
            last = index
        if code == ord("\n") or code in _HYPHENS:
            lines.append(_line(text_page, letters, first, last, upright))
            letters, first, last = [], -1, -1
        elif code not in (0, ord("\r")):
            letters.append(chr(code))
            if code > ord(" "):
                first, last = (index if first < 0 else first), index
    lines.append(_line(text_page, letters, first, last, upright))
    return [line for line in lines if line.text]


def _line(
    text_page: pdfium.PdfTextPage, letters: list[str], first: int, last: int, upright: bool
) -> Line:
    # Characters beyond the basic plane come as two surrogates.
    units = "".join(letters).strip().encode("utf-16-le", "surrogatepass")
    text = units.decode("utf-16-le", "replace")
    if first < 0 or not upright:
        return Line(text)
    left, bottom, right, top = text_page.get_charbox(first, loose=True)
    end = text_page.get_charbox(last, loose=True) if last > first else (0, 0, right, 0)
    return Line(text, left, bottom, end[2], top - bottom)


def body_size(pages: list[list[Line]]) -> float:
    """The height of most letters of the document; 0 where nothing is known of it."""
    sizes: Counter[float] = Counter()
    for lines in pages:
        for line in lines:
            sizes[round(line.height, 1)] += len(line.text)
    del sizes[0.0]
    return sizes.most_common(1)[0][0] if sizes else 0.0


def title_of(lines: list[Line], size: float) -> str | None:
    """The largest text at the head of the first page, if it is larger than the body."""
    placed = [line for line in lines[:20] if line.is_placed]
    largest = max((line.height for line in placed), default=0.0)
    if not size or largest < size * _LARGER:
        return None
    chosen = [line.text for line in placed if line.height > largest * (1 - _OTHER_SIZE)]
    title = " ".join(chosen)
    return title if len(title) <= _LONGEST_HEADING and any(map(str.isalpha, title)) else None


def arrange(
    page_index: int, lines: list[Line], size: float, entries: list[Entry] | None
) -> tuple[str, list[Heading]]:
    """The page's raw text and its headings: those of the outline, else those in large type."""
    marked = _larger(lines, size) if entries is None else _named(lines, entries)
    starts = {first: (last, level) for first, last, level in marked}
    inner = {at for first, last, _ in marked for at in range(first, last)}
    edges = {first - 1 for first in starts} | {last for _, last, _ in marked}
    text: list[str] = []
    length = 0
    headings: list[Heading] = []
    for at, line in enumerate(lines):
        if at in starts:
            last, level = starts[at]
            words = " ".join(part.text for part in lines[at : last + 1])
            headings.append(Heading(page_index, length, level, words))
        ending = PARAGRAPH if at in edges else "\n" if at in inner else _ending(lines, at, size)
        text += [line.text, ending]
        length += len(line.text) + len(ending)
    return "".join(text).rstrip(), headings


def _named(lines: list[Line], entries: list[Entry]) -> list[tuple[int, int, int]]:
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
    return "".join(text.casefold().split())


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
    text = " ".join(line.text for line in lines[run[0] : run[1] + 1])
    return run[1] - run[0] < _HEADING_LINES and 3 <= len(text) <= _LONGEST_HEADING


def _ending(lines: list[Line], at: int, size: float) -> str:
    """Which kind of line end stands after the line at that place."""
    if at + 1 == len(lines):
        return "\n"
    line, follower = lines[at], lines[at + 1]
    if not line.is_placed or not follower.is_placed:
        return "\n"
    if abs(line.height - follower.height) > _OTHER_SIZE * max(line.height, size):
        return PARAGRAPH
    if line.text.endswith("-") or follower.text[0].islower():
        return "\n"
    drop = line.bottom - follower.bottom
    usual = _usual_drop(lines, at)
    if drop > 0 and usual and drop > usual * _WIDER_GAP:
        return PARAGRAPH
    stops = line.text[-1] in _STOPS
    if stops and _is_indented(line, follower, drop):
        return PARAGRAPH
    if _had_room(lines, at):
        return PARAGRAPH if stops else LINE
    return "\n"


def _usual_drop(lines: list[Line], at: int) -> float:
    """The distance of two lines of a paragraph hereabouts: the median of small drops."""
    near = lines[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS + 2]
    pairs = zip(near, near[1:], strict=False)
    drops = sorted(a.bottom - b.bottom for a, b in pairs if 0 < a.bottom - b.bottom < 4 * a.height)
    return drops[(len(drops) - 1) // 2] if drops else 0.0


def _is_indented(line: Line, follower: Line, drop: float) -> bool:
    shift = follower.left - line.left
    return drop > 0 and 0.5 * line.height < shift < 4 * line.height


def _had_room(lines: list[Line], at: int) -> bool:
    """Whether the next line's first word would have fitted on this line."""
    line, follower = lines[at], lines[at + 1]
    near = lines[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS + 1]
    column = [other.right for other in near if abs(other.left - line.left) < _COLUMN_SHIFT]
    word = follower.text.split(maxsplit=1)[0]
    width = (follower.right - follower.left) * len(word) / len(follower.text)
    return line.right + width + 0.5 * line.height < max(column)
