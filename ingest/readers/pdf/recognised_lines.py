"""Puts what recognition saw on a PDF page among the page's own lines, by place.

Recognition gives pixels of a picture that may have been turned, PDFium points of the page. A word
that the page itself has at that place is not said twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import median

from rapidfuzz import fuzz

from corpus.accounts import LeftOut
from ingest.readers.pdf.line import Line
from ingest.readers.pdf.pictures import Box
from ingest.readers.recognition.hocr import Seen, SeenLine, SeenWord, mean_sureness, turned

_POINTS = 72  # in an inch
_LOOSE = 1.15  # PDFium's letters, with the room above and below, to the ink's; measured
_SAME_SIZE = 0.2  # recognition tells sizes roughly
_ALIKE = 60  # of 100: the word that the page has, misread
_SURE_BESIDE_TEXT = 50  # of 100: less, on a page with text, is a drawing


def drawn_once(
    seen: Seen, frame: Box, dpi: int, drawn: Sequence[Line]
) -> tuple[Seen, list[LeftOut]]:
    """What was seen without what the page's own lines say there, and without drawings."""
    size = tuple((high - low) * dpi / _POINTS for low, high in (frame[0::2], frame[1::2]))
    before = (seen.width, seen.height)

    def is_drawn(word: SeenWord) -> bool:
        left, top, right, bottom = word.box
        middle = (left + right) / 2, (top + bottom) / 2
        x, y = turned(middle, -seen.turned, before, (size[0], size[1]))
        across, up = frame[0] + x * _POINTS / dpi, frame[3] - y * _POINTS / dpi
        return any(_holds(line, across, up) and _says(line, word.text) for line in drawn)

    kept: list[SeenLine] = []
    unsure: list[str] = []
    for line in seen.lines:
        words = tuple(word for word in line.words if not is_drawn(word))
        if words and mean_sureness(words) < _SURE_BESIDE_TEXT:
            unsure += [word.text for word in words]
        elif words:
            kept.append(line._replace(words=words, box=_around(words, line.box)))
    left_out = [LeftOut.of("recognised, but unsure", " ".join(unsure))] if unsure else []
    return Seen(seen.width, seen.height, seen.blocks, tuple(kept), seen.turned), left_out


def placed(seen: Seen, frame: Box, dpi: int) -> list[Line]:
    """The lines in points, as if the page stood level; type of nearly one size has one size."""
    scale = _POINTS / dpi
    sizes = [line.size for line in seen.lines for _ in line.text]
    usual = median(sizes) if sizes else 0.0
    lines = []
    for line in seen.lines:
        left, _, right, bottom = line.box
        size = usual if abs(line.size - usual) <= _SAME_SIZE * usual else line.size
        low = frame[3] - (bottom - line.low) * scale
        height = round(size * scale * _LOOSE, 1)
        lines.append(
            Line(line.text, frame[0] + left * scale, low, frame[0] + right * scale, height)
        )
    return lines


def merged(some: list[Line], others: Iterable[Line]) -> list[Line]:
    """Both in reading order: a line stands before the first that is under it in its column."""
    lines = list(some)
    after = 0
    for other in others:
        under = (at for at, line in enumerate(lines) if at >= after and _is_under(line, other))
        at = next(under, len(lines))
        lines.insert(at, other)
        after = at + 1
    return lines


def _is_under(line: Line, other: Line) -> bool:
    beside = line.right <= other.left or line.left >= other.right
    return not beside and line.bottom + line.height / 2 < other.bottom + other.height / 2


def _holds(line: Line, across: float, up: float) -> bool:
    return line.left <= across <= line.right and line.bottom <= up <= line.bottom + line.height


def _says(line: Line, word: str) -> bool:
    return fuzz.partial_ratio(word.casefold(), line.text.casefold()) >= _ALIKE


def _around(words: Sequence[SeenWord], box: Box) -> Box:
    return min(w.box[0] for w in words), box[1], max(w.box[2] for w in words), box[3]
