"""Makes lines of the characters on a PDF page, each with the words and cells that it is made of.

    "osales 1216" and a small raised "1"    ->  "osales 1216¹"
    "o" with a "~" drawn over it            ->  "õ"

A line keeps where its words stand, for whoever looks for columns (`pdf_columns`) and tables
(`pdf_tables`); `pdf_layout` makes paragraphs and headings of lines.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from corpus.markup import CELL
from ingest.readers.pdf_accents import ACCENTS, belongs, composed, following
from ingest.readers.pdf_characters import HYPHENS, Box, Characters
from ingest.readers.raw import note_mark

_NO_NOTES: Mapping[int, int | None] = MappingProxyType({})
_NOTHING, _BLANKS, _LINE_END = (0, 0x0D), (0x20, 0x09), 0x0A
_CELL_GAP = 1.2  # times the height of a letter: wider than any blank of justified text
_MARK = re.compile(r"\s*(?:[\d.()]+|\w[.)]?|\W{1,2})\s*")  # a list mark or a heading's number
_DIGITS = frozenset("0123456789")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
# By hand, in heights of the letter before: a raised number is smaller than this, and its foot as
# much higher; with less white than this it belongs to the word before.
_SMALLER, _HIGHER, _CLOSE = 0.85, 0.2, 0.3
_SAME_ROW = 0.35  # of the height, between the middles of what stands on one line
_BLANK = 0.1  # of the height: less is no blank


class Word(NamedTuple):
    """Letters without white between them, and from where to where they reach."""

    text: str
    left: float
    right: float


@dataclass(slots=True)
class Line:
    """A line of text and its box in points; a line from OCR has no box.

    `turn` is how far the page must be turned to read it, `is_row` whether it is a table's.
    """

    text: str
    left: float = 0.0
    bottom: float = 0.0
    right: float = 0.0
    height: float = 0.0
    words: list[Word] = field(default_factory=list)
    turn: int = 0
    is_row: bool = False

    @property
    def is_placed(self) -> bool:
        """Whether its box is known."""
        return self.height > 0

    @property
    def top(self) -> float:
        """Where its highest letters end."""
        return self.bottom + self.height

    @property
    def cells(self) -> list[list[Word]]:
        """Its words, parted where the white is wider than any blank."""
        found: list[list[Word]] = []
        said = ""
        for word in self.words:
            wide = bool(found) and word.left - found[-1][-1].right > _CELL_GAP * self.height
            if wide and not _MARK.fullmatch(said):
                found.append([])
            if not found:
                found.append([])
            found[-1].append(word)
            said += word.text + " "
        return found

    def holding(self, words: list[Word]) -> Line:
        """The line with only these words of it."""
        line = Line("", words[0].left, self.bottom, words[-1].right, self.height, words, self.turn)
        line.text = CELL.join(" ".join(word.text for word in cell) for cell in line.cells)
        return line


def read_lines(
    characters: Characters,
    notes: Mapping[int, int | None] = _NO_NOTES,
    hidden: Mapping[int, str] = MappingProxyType({}),
) -> list[Line]:
    """The page's lines in the file's order.

    `notes` are the characters of footnotes' marks (`pdf_notes.marks`), `hidden` those that nobody
    sees (`pdf_hidden.unseen`), which are passed over.
    """
    lines: list[Line] = []
    row = _Row(characters)
    for index, code in enumerate(characters.codes):
        if index in hidden or code in _NOTHING:
            continue
        if index in notes:
            row.add_note(index, notes[index])
        elif code in _BLANKS:
            row.add_blank(index)
        elif code == _LINE_END or code in HYPHENS:
            hyphen = code in HYPHENS and characters.is_hyphen(index)
            if hyphen:
                row.add(index, "-")
            if hyphen or (code == _LINE_END and not row.goes_on(index)):
                lines.append(row.line())
                row = _Row(characters)
        else:
            if row.turns_at(index):
                lines.append(row.line())
                row = _Row(characters)
            row.add(index, chr(code))
    lines.append(row.line())
    return [line for line in lines if line.text]


class _Row:
    """The characters of one line while they are gathered."""

    def __init__(self, characters: Characters) -> None:
        self._characters = characters
        self._turn: int | None = None
        self._words: list[tuple[list[str], int, int]] = []  # letters, first and last character
        self._is_open = False  # the next letter belongs to the last word
        self._base = -1  # the last letter that is no raised number
        self._raised = False  # whether the last letter is one
        self._accent = ""  # drawn before its letter
        self._composed = False  # an accent was drawn over the last letter

    def turns_at(self, index: int) -> bool:
        """Whether a new word runs in another direction."""
        return not self._is_open and self._turns(index)

    def _turns(self, index: int) -> bool:
        turn = self._characters.turn(index)
        if self._turn is None:
            self._turn = turn
        return turn != self._turn

    def add(self, index: int, letter: str) -> None:
        """The next letter of the line."""
        if letter in ACCENTS and self._is_accent(index, letter):
            return
        raised = letter in _DIGITS and self._base >= 0 and self._is_raised(index)
        if raised or self._accent:
            self._is_open = self._is_open or self._is_close(index)
        if self._accent:
            letter, self._accent, self._composed = composed(letter, self._accent), "", True
        else:
            self._composed = False
        self._append(index, letter.translate(_RAISED) if raised else letter)
        self._raised = raised
        self._base = self._base if raised else index

    def add_note(self, index: int, number: int | None) -> None:
        """A footnote's mark; None for its further digits."""
        self._is_open = bool(self._words)
        self._append(index, "" if number is None else note_mark(number))

    def add_blank(self, index: int) -> None:
        """A blank, unless PDFium saw one only because of an accent."""
        if self._accent:
            return
        if self._composed and self._characters.is_added(index):
            follower = following(self._characters, index)
            if follower is not None and not self._white(follower) > _BLANK:
                return
        self._is_open = False

    def goes_on(self, index: int) -> bool:
        """Whether the line that PDFium ends here goes on behind a raised number or an accent."""
        follower = following(self._characters, index)
        if follower is None or self._base < 0:
            return False
        letter = chr(self._characters.codes[follower])
        raised = letter in _DIGITS and self._is_raised(follower)
        if not (raised or self._raised or self._composed or self._accent or letter in ACCENTS):
            return False
        base, box = self._box(self._base), self._box(follower)
        apart = abs(base.bottom + base.top - box.bottom - box.top) / 2
        level = raised or letter in ACCENTS or apart < _SAME_ROW * base.height
        white = self._white(follower)
        if not level or not -_CLOSE < white < _CELL_GAP or self._turns(follower):
            return False
        self._is_open = self._is_open and white <= _BLANK
        return True

    def line(self) -> Line:
        """The line with its box and its words."""
        self._turn = self._turn or 0
        if not self._words:
            return Line("")
        words = [
            Word(_text(letters), self._box(first).left, self._box(last).right)
            for letters, first, last in self._words
        ]
        shown = [at for _, first, last in self._words for at in range(first, last + 1)]
        height = self._box(shown[len(shown) // 2]).height
        line = Line("", 0, self._box(shown[0]).bottom, 0, height, [], self._turn)
        return line.holding(words)

    def _append(self, index: int, letter: str) -> None:
        if self._is_open:
            letters, first, _ = self._words[-1]
            letters.append(letter)
            self._words[-1] = letters, first, index
        else:
            self._words.append(([letter], index, index))
            self._is_open = True

    def _is_accent(self, index: int, accent: str) -> bool:
        """Whether it makes one letter with that before it or behind it; kept with either."""
        turn = self._turn or 0
        if self._base >= 0 and belongs(self._characters, index, self._base, turn):
            letters = self._words[-1][0]
            letters[-1] = composed(letters[-1], accent)
            self._composed = self._is_open = True
            return True
        follower = following(self._characters, index)
        if follower is not None and belongs(self._characters, index, follower, turn):
            self._accent = accent
            return True
        return False

    def _is_raised(self, index: int) -> bool:
        """Whether it is smaller than the letter before, and stands higher."""
        base, box = self._box(self._base), self._box(index)
        if box.height >= _SMALLER * base.height or box.left < base.left:
            return False
        foot = self._characters.foot
        rise = foot(index, self._turn or 0) - foot(self._base, self._turn or 0)
        return _HIGHER * base.height < rise < base.height

    def _is_close(self, index: int) -> bool:
        """Whether it belongs to the word before."""
        return abs(self._white(index)) < _CLOSE

    def _white(self, index: int) -> float:
        """The white between the last letter and another, in heights of the line."""
        if not self._words:
            return _CELL_GAP
        before = self._box(self._words[-1][2])
        base = self._box(self._base) if self._base >= 0 else before
        return (self._box(index).left - before.right) / max(base.height, 1.0)

    def _box(self, index: int) -> Box:
        return self._characters.box(index, self._turn or 0)


def _text(letters: list[str]) -> str:
    """Characters beyond the basic plane come as two surrogates."""
    text = "".join(letters)
    if text.isascii():
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
