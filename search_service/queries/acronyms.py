"""Acronyms: which names are some, and the glossary's one that an inflected one stands for.

    Acronyms(glossary.read()).singular("MTÜ-d ja SIBide tulemused")  ->  "MTÜ ja SIB tulemused"

An acronym is known only as it is written, in capitals.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpus.catalogue.glossary import Term
from search_service.words.word_lists import words_beside

_ACRONYM = re.compile(r"(?=.*[A-ZÕÄÖÜ].*[A-ZÕÄÖÜ])[\w+]{2,8}")
_INFLECTED = re.compile(
    r"\b(?P<name>[A-ZÕÄÖÜŠŽ]{2,8})[-\u2010\u2011'’]?(?P<ending>[a-zõäöü]{1,5})\b"
)


def is_acronym(name: str) -> bool:
    """Whether a name is written as an acronym."""
    return _ACRONYM.fullmatch(name) is not None


def words_with_plus(text: str) -> list[str]:
    """The words of a text, each with its plus: two funds differ by it alone."""
    return re.findall(r"[\w+]+", text)


class Acronyms:
    """Those of the glossary, in both languages."""

    def __init__(self, terms: Iterable[Term]) -> None:
        names = (name for term in terms for name in (*term.et, *term.en))
        self._names = frozenset(filter(is_acronym, names))
        self._endings = words_beside(__file__, "acronym_endings")

    def __contains__(self, word: str) -> bool:
        return word in self._names

    def singular(self, text: str) -> str:
        """The text with each acronym of the glossary in place of its plural or another case."""
        return _INFLECTED.sub(self._without_ending, text)

    def _without_ending(self, match: re.Match[str]) -> str:
        known = match["name"] in self._names and match["ending"] in self._endings
        return match["name"] if known and match[0] not in self._names else match[0]
