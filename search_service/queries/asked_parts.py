"""The parts of a question that asks for two things or more.

    asked_parts("Kes seda rahastab ja mis aastast?", "et")
        ->  ("Kes seda rahastab", "mis aastast?")

A further part begins after a word that joins, where what follows asks: its first word is one of
`part_words`, or its second, after a function word ("and for how long").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from search_service.words.word_lists import words_beside

_JOINT = re.compile(r",?\s(?:ja|ning|and)\s+(?=\w)", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_FEWEST = 2  # words of the first part; by hand


def asked_parts(question: str, lang: str) -> tuple[str, ...]:
    """The parts, in order; none where it asks for one thing."""
    parts = list(_parts(question, lang))
    return tuple(parts) if len(parts) > 1 else ()


def _parts(question: str, lang: str) -> Iterator[str]:
    asking, small = (
        words_beside(__file__, name, lang) for name in ("part_words", "function_words")
    )
    start = 0
    for joint in _JOINT.finditer(question):
        before = question[start : joint.start()]
        if len(_WORD.findall(before)) >= _FEWEST and _asks(question[joint.end() :], asking, small):
            yield before.strip()
            start = joint.end()
    yield question[start:].strip()


def _asks(text: str, asking: frozenset[str], small: frozenset[str]) -> bool:
    first, second, *_ = (*_WORD.findall(text.casefold())[:2], "", "")
    return first in asking or (first in small and second in asking)
