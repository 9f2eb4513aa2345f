"""What a reader leaves out of a page, gathered by reason, so that its account stays short.

    leavings.add("navigation", "Avaleht Kontakt")      leavings.add("navigation", "Otsi")
    leavings.account().left_out  ->  one LeftOut of reason "navigation" with 19 characters

Also tells encoded data (base64) in a text from words.
"""

from __future__ import annotations

import string

from corpus.accounts import PLAIN, LeftOut, PageAccount

DATA = "encoded data"
_ALPHABET = frozenset(string.ascii_letters + string.digits + "+/=")  # by definition of base64
_LINE_LENGTH = 60  # characters of a full line of base64: 64 or 76 by its definitions
_LONG = 200  # by hand: no word, name or address of a page is so long without a mark
_LINES = 3  # by hand: as many lines of data, one below another, are a block of it


class Leavings:
    """Gathers what is left out of one page."""

    def __init__(self) -> None:
        self._found: dict[str, LeftOut] = {}

    def add(self, reason: str, text: str) -> None:
        """Notes a piece that was left out; blanks alone are nothing."""
        piece = LeftOut.of(reason, text)
        before = self._found.get(reason)
        if before is not None:
            piece = LeftOut(reason, before.characters + piece.characters, before.sample)
        if piece.characters:
            self._found[reason] = piece

    def characters(self, reason: str) -> int:
        """How many were left out for that reason."""
        return self._found[reason].characters if reason in self._found else 0

    def account(self) -> PageAccount:
        """The page's account with all of it."""
        return PLAIN.leaving_out(list(self._found.values()))

    def without_data(self, text: str) -> str:
        """The text without pictures and files that were written into it as base64."""
        if len(text) < _LONG:
            return text
        lines = text.split("\n")
        kept: list[str] = []
        block: list[str] = []
        for line in [*lines, None]:
            if line is not None and _is_line_of_data(line, bool(block)):
                block.append(line)
                continue
            if len(block) >= _LINES:
                self.add(DATA, "".join(block))
                block = []
            kept += map(self._without_words_of_data, block)
            block = []
            if line is not None:
                kept.append(self._without_words_of_data(line))
        return "\n".join(kept)

    def _without_words_of_data(self, line: str) -> str:
        if len(line) < _LONG:
            return line
        kept = []
        for word in line.split(" "):
            if _is_data(word.strip("\t\r"), _LONG):
                self.add(DATA, word)
            else:
                kept.append(word)
        return " ".join(kept)


def _is_line_of_data(line: str, goes_on: bool) -> bool:
    """Whether a line is base64 alone; the last of a block is shorter."""
    plain = line.strip()
    if goes_on and plain.endswith("="):
        return set(plain) <= _ALPHABET
    return _is_data(plain, 1 if goes_on else _LINE_LENGTH)


def _is_data(word: str, length: int) -> bool:
    """Whether a word is data: long, of base64's letters, and of each sort of them."""
    word = word.rpartition("base64,")[2]
    if len(word) < length or not set(word) <= _ALPHABET:
        return False
    sorts = (str.islower, str.isupper, str.isdigit)
    return all(any(map(is_sort, word)) for is_sort in sorts)
