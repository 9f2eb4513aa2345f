"""Finds a quote again in a document that has changed since its link was made.

    find(passages, "4e2f3e1fa9", 374)  ->  (passage, 65, 439), or None

A link carries the quote's length and a mark, ten digits of its hash: if the document still says
it anywhere, word for word, the link leads there; a changed quote is never taken for the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.documents import Passage
from corpus.ids import text_digest

_WORD_START = re.compile(r"(?<!\S)\S")
# Of the hash: 40 bits, so that among a million stretches of a document none fits by chance.
_DIGITS = 10
_LONGEST = 2_000  # characters; three sentences, the longest quote, are far from it


def mark_of(quote: str) -> str:
    """The digits that stand for a quote in its link."""
    return text_digest(quote)[:_DIGITS]


def says(passage: Passage, start: int, end: int, mark: str) -> bool:
    """Whether that stretch of the passage is the quote that the mark stands for."""
    return len(mark) >= _DIGITS and text_digest(passage.text[start:end]).startswith(mark)


def find(passages: Sequence[Passage], mark: str, length: int) -> tuple[Passage, int, int] | None:
    """The passage and the stretch of it that the mark stands for."""
    if not 0 < length <= _LONGEST or len(mark) < _DIGITS:
        return None
    for passage in passages:
        for match in _WORD_START.finditer(passage.text):
            start, end = match.start(), match.start() + length
            if end > len(passage.text):
                break
            if says(passage, start, end, mark):
                return passage, start, end
    return None
