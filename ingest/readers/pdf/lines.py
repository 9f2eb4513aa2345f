"""Makes lines of the characters on a PDF page, each with the words and cells that it is made of.

    "osales 1216" and a small raised "1"    ->  "osales 1216¹"
    "o" with a "~" drawn over it            ->  "õ"

A line keeps where its words stand, for whoever looks for columns (`columns`) and tables
(`tables`); `layout` makes paragraphs and headings of lines.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from types import MappingProxyType

from ingest.readers.pdf.accents import ACCENTS, belongs, composed, following
from ingest.readers.pdf.characters import HYPHENS, CharacterBox, Characters, as_text
from ingest.readers.pdf.line import CELL_GAP, Line, Word
from ingest.readers.raw import note_mark

_NO_NOTES: Mapping[int, int | None] = MappingProxyType({})
_NOTHING, _BLANKS, _LINE_END = (0, 0x0D), (0x20, 0x09), 0x0A
_DIGITS = frozenset("0123456789")
_TOUCHY = (
    _DIGITS | ACCENTS.keys() | set(map(chr, HYPHENS))
)  # what may belong to the letter before in another way
# Runs of letters that only follow one another, and what has to be looked at one by one.
_PIECES = re.compile(
    rf"(?P<plain>[^\x00-\x20{re.escape(''.join(sorted(_TOUCHY)))}]+) ?|(?P<number>[0-9]+)|.",
    re.DOTALL,
)
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
# By hand, in heights of the letter before: a raised number is smaller than this, and its foot as
# much higher; with less white than this it belongs to the word before.
_SMALLER, _HIGHER, _CLOSE = 0.85, 0.2, 0.3
_SAME_ROW = 0.35  # of the height, between the middles of what stands on one line
_OTHER_ROW = 0.6  # of the height, between the feet of what does not
_BLANK = 0.1  # of the height: less is no blank


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
    text = "".join(map(chr, characters.codes))
    odd = {*notes, *hidden}
    for piece in _PIECES.finditer(text):
        first, end = piece.span()
        is_even = piece.lastgroup and odd.isdisjoint(range(first, end))
        if is_even and (piece["plain"] or row.is_level(first, end)):  # most is
            row.add_plain(first, piece[0])
            continue
        for index in range(first, end):
            code = characters.codes[index]
            if code in _NOTHING or index in hidden:
                continue
            if code == _LINE_END or code in HYPHENS:
                hyphen = code in HYPHENS and characters.is_hyphen(index)
                if hyphen:
                    row.add(index, "-")
                if hyphen or (code == _LINE_END and not row.goes_on(index)):
                    lines += row.lines()
                    row = _Row(characters)
            elif code in _BLANKS:
                row.add_blank(index)
            elif index in notes:
                row.add_note(index, notes[index])
            else:
                row.add(index, text[index])
    return lines + row.lines()


class _Row:
    """The characters of one line while they are gathered."""

    def __init__(self, characters: Characters) -> None:
        self.is_open = False  # the next letter belongs to the last word, which has these:
        self.letters: list[str] = []
        self.indexes: list[int] = []
        self._characters = characters
        self._turn = 0
        self._box: Callable[[int], CharacterBox] = characters.boxes(0)
        self._words: list[tuple[list[str], list[int]]] = []  # letters and their characters
        self._raised: set[int] = set()
        self._accent = ""  # drawn before its letter
        self._composed = -1  # the letter over which the last accent was drawn

    def add(self, index: int, letter: str) -> None:
        """The next letter of the line, which may belong to the one before in another way."""
        if letter in ACCENTS and self._is_accent(index, letter):
            return
        raised = letter in _DIGITS and bool(self._words) and self._stands_above(index, self._base)
        if raised or self._accent:
            self.is_open = self.is_open or abs(self._white(index)) < _CLOSE
        if raised:
            self._raised.add(index)
            letter = letter.translate(_SUPERSCRIPTS)
        elif self._accent:
            letter, self._accent, self._composed = composed(letter, self._accent), "", index
        self._append(index, letter)

    def add_plain(self, first: int, piece: str) -> None:
        """Letters that only follow one another, maybe with the blank behind them.

        The first may carry the accent drawn before it.
        """
        if self.is_open and self.letters[-1] in _DIGITS:
            self._part_from_number(first)
        letters = piece.rstrip(" ")
        begun = first
        if not self.is_open:
            add = self.add if self._accent else self._append
            add(first, letters[0])
            begun += 1
        end = first + len(letters)
        self.letters += piece[begun - first : end - first]
        self.indexes += range(begun, end)
        if len(piece) > len(letters):
            self.add_blank(end)

    def is_level(self, first: int, end: int) -> bool:
        """Whether a number goes on in the line as its letters do, no digit of it raised."""
        if self._accent:
            return False
        if self._words and self._is_raised(first, self._base):
            return False
        if self._may_be_superior(first, end) and self._characters.is_superior(end - 1):
            return False
        return not any(self._is_raised(index, first) for index in range(first + 1, end))

    def add_note(self, index: int, number: int | None) -> None:
        """A footnote's mark; None for its further digits."""
        self.is_open = bool(self._words)
        self._raised.add(index)
        self._append(index, "" if number is None else note_mark(number))

    def add_blank(self, index: int) -> None:
        """A blank, unless PDFium saw one only because of an accent."""
        if self._accent:
            return
        if self._composed == self._last and self._characters.is_added(index):
            follower = following(self._characters, index)
            if follower is not None and self._white(follower) <= _BLANK:
                return
        self.is_open = False

    def goes_on(self, index: int) -> bool:
        """Whether the line that PDFium ends here goes on behind a raised number or an accent."""
        follower = following(self._characters, index)
        if follower is None or not self._words:
            return False
        letter, last = chr(self._characters.codes[follower]), self._last
        raised = letter in _DIGITS and self._is_raised(follower, self._base)
        begins = self._is_note_number(follower)
        odd = raised or begins or last in self._raised or last == self._composed
        if not (odd or self._accent or letter in ACCENTS):
            return False
        base, box = self._box(self._base), self._box(follower)
        apart = abs(base.bottom + base.top - box.bottom - box.top) / 2
        is_level = apart < _SAME_ROW * base.height
        level = raised or begins or letter in ACCENTS or is_level
        white = self._white(follower)
        if (
            not level
            or not -_CLOSE < white < CELL_GAP
            or self._turn != self._characters.turn(follower)
        ):
            return False
        self.is_open = self.is_open and white <= _BLANK
        return True

    def lines(self) -> list[Line]:
        """The line with its box and its words; several where PDFium took a column for a word."""
        shown = list(chain.from_iterable(indexes for _, indexes in self._words))
        if not shown:
            return []
        height = self._box(self._middle(shown)).height
        found: list[tuple[float, list[Word]]] = []
        foot: float | None = None
        for letters, first, last in self._placed(_OTHER_ROW * height):
            if foot is None or abs(first.bottom - foot) > _OTHER_ROW * height:
                found.append((first.bottom, []))
            found[-1][1].append(Word(as_text(letters), first.left, last.right))
            foot = last.bottom
        lines = (Line("", 0, foot, 0, height, self._turn).holding(words) for foot, words in found)
        return [line for line in lines if line.text.strip()]

    def _middle(self, shown: list[int]) -> int:
        """The letter in the line's middle; a mark there, as a hyphen, is no measure of height."""
        behind = shown[len(shown) // 2 :]
        codes = self._characters.codes
        return next((i for i in (*behind, *shown) if chr(codes[i]).isalnum()), behind[0])

    def _placed(self, other_row: float) -> Iterator[tuple[list[str], CharacterBox, CharacterBox]]:
        """The words with the boxes of their first and last letters.

        Letters that PDFium took for one word although they go down the page come one by one.
        """
        for letters, indexes in self._words:
            first = last = self._box(indexes[0])
            if len(indexes) > 1:
                last = self._box(indexes[-1])
            if abs(first.bottom - last.bottom) > other_row and indexes[-1] not in self._raised:
                boxes = map(self._box, indexes)
                yield from (([each], box, box) for each, box in zip(letters, boxes, strict=True))
            else:
                yield letters, first, last

    def _append(self, index: int, letter: str) -> None:
        if not self._words:
            self._turn = self._characters.turn(index)  # PDFium ends lines where the turn changes
            self._box = self._characters.boxes(self._turn)
        if not self.is_open:
            self.letters, self.indexes = [], []
            self._words.append((self.letters, self.indexes))
            self.is_open = True
        self.letters.append(letter)
        self.indexes.append(index)

    def _is_accent(self, index: int, accent: str) -> bool:
        """Whether it makes one letter with that before it or behind it; kept with either."""
        turn = self._turn
        if self._words and belongs(self._characters, index, self._last, turn):
            letters = self._words[-1][0]
            letters[-1] = composed(letters[-1], accent)
            self._composed = self._last
            self.is_open = True
            return True
        follower = following(self._characters, index)
        if follower is not None and belongs(self._characters, index, follower, turn):
            self._accent = accent
            self.is_open = False
            return True
        return False

    def _part_from_number(self, index: int) -> None:
        """Parts a note's raised number, which begins the line, from the note's first word."""
        if self._is_note_number(index):
            letters, indexes = self._words[0]
            letters[:] = "".join(letters).translate(_SUPERSCRIPTS)
            self._raised.update(indexes)
            self.is_open = False

    def _is_note_number(self, index: int) -> bool:
        """Whether all of the line so far is a number that stands above the letter."""
        letters, indexes = self._words[0]
        is_number = len(self._words) == 1 and _DIGITS.issuperset(letters)
        return is_number and self._stands_above(indexes[0], index, True)

    def _stands_above(self, index: int, base: int, begins: bool = False) -> bool:
        """Whether it is raised over another letter, or by the font; `begins`: and before it."""
        return self._is_raised(index, base, begins) or self._characters.is_superior(index)

    def _may_be_superior(self, first: int, end: int) -> bool:
        """Whether its last digit is narrower than its first, or it is joined to a word."""
        if end - first == 1:
            return self.is_open and bool(self._words)
        one, last = self._box(first), self._box(end - 1)
        return last.right - last.left < _SMALLER * (one.right - one.left)

    def _is_raised(self, index: int, base: int, begins: bool = False) -> bool:
        """Whether it is smaller than a letter before, or behind, and stands higher."""
        under, box = self._box(base), self._box(index)
        if box.height >= _SMALLER * under.height or (box.left < under.left) != begins:
            return False
        foot = self._characters.foot
        rise = foot(index, self._turn) - foot(base, self._turn)
        return _HIGHER * under.height < rise < under.height

    @property
    def _last(self) -> int:
        """The last letter."""
        return self._words[-1][1][-1] if self._words else -2

    @property
    def _base(self) -> int:
        """The last letter that is no raised number, or else the first."""
        if self.indexes[-1] not in self._raised:
            return self.indexes[-1]
        shown = (index for _, indexes in reversed(self._words) for index in reversed(indexes))
        return next((i for i in shown if i not in self._raised), self._words[0][1][0])

    def _white(self, index: int) -> float:
        """The white between the last letter and another, in heights of the line."""
        if not self._words:
            return CELL_GAP
        height = max(self._box(self._base).height, 1.0)
        return (self._box(index).left - self._box(self._last).right) / height
