"""Runs of lines that leave the same white between them: columns of text, or a table.

    Teenus          2023          a run of two bands, from "Teenus" to "Päevakeskus" and from
    Päevakeskus       45          "2023" to "45", whatever the order in which the file draws them

`tables` and `columns` say which of the two a run is.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from ingest.readers.pdf.line import Band, Line, Word

# By hand, in heights of a letter: white that parts bands once it goes on over several lines; how
# far below the run its next line may stand; and how much one line may rise over another of a row.
_GUTTER, _FAR, _LEVEL = 0.6, 3.0, 0.35
_OTHER_TYPE = 1.3  # times larger type belongs to something else
_FIRST_CELL_LINES = 5  # of a table that is drawn cell by cell
_SHARED = 0.5  # of a blank, by hand, lies in the white where the line is parted
_SURE_LINES = 6  # that narrow white must go through: blanks of justified text do not


class BandWords(NamedTuple):
    """Some words of a line, in one band."""

    line: Line
    words: list[Word]
    band: int

    @property
    def text(self) -> str:
        """The words."""
        return " ".join(word.text for word in self.words)

    @property
    def left(self) -> float:
        """Where the words begin."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """Where they end."""
        return self.words[-1].right


@dataclass(slots=True)
class Run:
    """Consecutive lines of a page, and the bands that their words keep to."""

    lines: list[Line]
    bands: list[Band]

    def pieces(self) -> list[BandWords]:
        """The words of every line by band, in the file's order."""
        found = []
        for line in self.lines:
            for words in _parted(line, self.bands):
                found.append(BandWords(line, words, self._band(words)))
        return found

    def _band(self, words: list[Word]) -> int:
        return next(at for at, band in enumerate(self.bands) if words[0].left <= band[1])


def run_at(lines: list[Line], first: int) -> Run | None:
    """The run that begins with that line, if one does."""
    begin = _begin(lines, first)
    if begin is None:
        return None
    taken = lines[first : begin[0]]
    bands = begin[1]
    for line in lines[begin[0] :]:
        if not _may_follow(taken, line):
            break
        wider = _with(bands, line)
        if len(wider) < 2 or (len(wider) < len(bands) and len(taken) > 1):
            break
        bands = wider
        taken.append(line)
    while taken and _trails(taken, bands):
        taken.pop()
    return Run(taken, _finer(taken, bands)) if len(taken) > 1 else None


def _finer(lines: list[Line], bands: list[Band]) -> list[Band]:
    """The bands, parted where narrow white goes through all lines and wide white through some.

    The heads of narrow columns stand near each other, the figures below them far apart.
    """
    finer: list[Band] = []
    for line in lines:
        white = _GUTTER * line.height
        finer = _merged([*finer, *_spans(line.words, white)], white)
    wide = [(a[-1].right, b[0].left) for line in lines for a, b in pairwise(line.cells)]
    is_shown = all(
        any(left <= after[0] and right >= before[1] for left, right in wide)
        for before, after in pairwise(finer)
    )
    return finer if is_shown else bands


def _begin(lines: list[Line], first: int) -> tuple[int, list[Band]] | None:
    """How many lines show that a run begins, and their bands."""
    line = lines[first]
    if not line.words or not line.is_placed:
        return None
    if len(line.cells) > 1:
        return first + 1, _with([], line)
    for at in range(first + 1, min(first + 1 + _FIRST_CELL_LINES, len(lines))):
        right = max(other.right for other in lines[first:at])
        if _is_beside(lines[at], lines[first:at]) and lines[at].left - right > line.height:
            bands: list[Band] = []
            for other in lines[first : at + 1]:
                bands = _with(bands, other)
            return (at + 1, bands) if len(bands) > 1 else None
        if abs(lines[at].left - line.left) > line.height or lines[at].bottom > line.bottom:
            break
    return _narrow(lines, first)


def _narrow(lines: list[Line], first: int) -> tuple[int, list[Band]] | None:
    """The same where the white is no wider than some blanks, but goes through many lines."""
    shown = lines[first : first + _SURE_LINES]
    if len(shown) < _SURE_LINES or not all(_GUTTER * o.height <= o.white for o in shown):
        return None
    bands = _spans(shown[0].words, _GUTTER * shown[0].height)
    for line in shown[1:]:
        bands = _merged([*bands, *_spans(line.words, _GUTTER * line.height)], _GUTTER * line.height)
        if len(bands) < 2:
            return None
    return first + 1, bands


def _is_beside(line: Line, others: list[Line]) -> bool:
    """Whether it stands to the right of lines before it, at the height of the first or below."""
    first, last = others[0], others[-1]
    level = line.bottom - first.bottom < _LEVEL * first.height
    return level and line.bottom > last.bottom - _LEVEL * last.height and line.turn == last.turn


def _may_follow(taken: list[Line], line: Line) -> bool:
    first, lowest = taken[0], min(other.bottom for other in taken)
    if not line.words or line.turn != first.turn:
        return False
    size = max(line.height, first.height) / max(min(line.height, first.height), 0.1)
    far = lowest - line.bottom > _FAR * first.height
    return size < _OTHER_TYPE and not far and line.bottom < first.bottom + _LEVEL * first.height


def _trails(taken: list[Line], bands: list[Band]) -> bool:
    """Whether the last line stands alone under the first band, as text after a table does."""
    last = taken[-1]
    lower = all(other.bottom > last.bottom + _LEVEL * last.height for other in taken[:-1])
    return lower and len(_parted(last, bands)) == 1 and last.left <= bands[0][1]


def _with(bands: list[Band], line: Line) -> list[Band]:
    """The bands once they hold the line's words too."""
    spans = [(words[0].left, words[-1].right) for words in _parted(line, bands)]
    return _merged([*bands, *spans], _GUTTER * line.height)


def _parted(line: Line, bands: list[Band]) -> list[list[Word]]:
    """The line's cells, parted further where a blank lies in the white between two bands."""
    found = []
    for cell in line.cells:
        found.append([cell[0]])
        for before, word in pairwise(cell):
            if _is_between(before.right, word.left, bands):
                found.append([])
            found[-1].append(word)
    return found


def _is_between(left: float, right: float, bands: list[Band]) -> bool:
    """Whether a blank lies in the white between two bands."""
    for before, after in pairwise(bands):
        if before[0] <= left <= after[0] and before[1] <= right <= after[1]:
            shared = min(right, after[0]) - max(left, before[1])
            if shared > _SHARED * min(right - left, after[0] - before[1]):
                return True
    return False


def _spans(words: list[Word], white: float) -> list[Band]:
    return _merged([(word.left, word.right) for word in words], white)


def _merged(spans: list[Band], white: float) -> list[Band]:
    """Spans from left to right, those with less white between them as one."""
    found: list[Band] = []
    for left, right in sorted(spans):
        if found and left - found[-1][1] < white:
            found[-1] = found[-1][0], max(found[-1][1], right)
        else:
            found.append((left, right))
    return found
