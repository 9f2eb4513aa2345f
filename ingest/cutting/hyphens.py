"""Words parted at the end of a line, a column or a page, made whole; true hyphens left alone.

joint("Sotsiaal-", "ne mõju")            ->  (1, ""): cut the hyphen, put nothing between
joint("sotsiaal-", "ja tervishoid")      ->  (0, " ")
joint("rahulolu-", "uuring")             ->  (0, "")
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpus.text.normalising import WORD

HYPHENS = "-\u2010\u2011"  # the common one, Unicode's own, and the one that is not to be parted
SOFT_HYPHEN = "\u00ad"  # printed at a line's end, and nowhere else
_HANGING = ("ja", "ning", "või", "ega", "ehk", "kui", "and", "or", "und", "och", "eller")
_LONGEST_WORD = 80
_LAST_WORD = re.compile(r"([\w-]*)-\Z")
_HYPHENATED = re.compile(r"\b\w++(?:-\w++)+")
_PLAIN = str.maketrans(dict.fromkeys(HYPHENS, "-"))


class Hyphens:
    """How a document parts its words, told from the lines of all its pages."""

    def __init__(self, pages: Iterable[Iterable[str]]) -> None:
        lines = (line for page in pages for line in page if any(map(line.count, HYPHENS)))
        found = (_HYPHENATED.findall(line.translate(_PLAIN)) for line in lines)
        self._whole = {word.lower() for words in found for word in words}

    def joint(self, text: str, follower: str) -> tuple[int, str]:
        """How many characters to cut from the line's end, and what to put between the two.

        "sotsiaal- | ja" stays apart, "e- | residentsus" and "Ida- | Viru" keep the hyphen,
        "kogu- | kond" loses it, unless the document writes "kogu-kond" elsewhere.
        """
        if _first(follower) in _HANGING:
            return 0, " "
        left = _LAST_WORD.search(text[-_LONGEST_WORD:].translate(_PLAIN))
        right = WORD.match(follower)
        if left is None or right is None:
            return 0, " "
        before, after = left.group(1), right.group()
        keeps = (
            not after[0].islower()
            or len(before) == 1
            or before.isupper()
            or any(map(str.isdigit, before))
            or _meets_thrice(before, after)
            or f"{before}-{after}".lower() in self._whole
        )
        return (0, "") if keeps else (1, "")

    def goes_on(self, text: str, follower: str) -> bool:
        """Whether a word that the first text ends with goes on in the second, beyond doubt.

        For texts that are no neighbours by themselves: the ends of columns and pages.
        """
        if not is_parted(text) or not follower[:1].isalnum():
            return False
        if follower[0].islower():
            return self.joint(text, follower)[1] == "" and not is_parted(_first(follower))
        left = _LAST_WORD.search(text[-_LONGEST_WORD:].translate(_PLAIN))
        right = WORD.match(follower)
        pair = f"{left.group(1)}-{right.group()}" if left and right else ""
        return pair.lower() in self._whole


def is_parted(text: str) -> bool:
    """Whether the text ends within a word."""
    return text[-1:] != "" and text[-1] in HYPHENS and len(text) > 1 and text[-2].isalnum()


def _first(text: str) -> str:
    return text[: text.find(" ")] if " " in text else text


def _meets_thrice(before: str, after: str) -> bool:
    """Whether three equal letters would meet, which Estonian parts: rahulolu-uuring, jää-äär."""
    at = len(before)
    word = f"{before}{after}".lower()
    return any(len({*word[i : i + 3]}) == 1 for i in (at - 2, at - 1) if 0 <= i <= len(word) - 3)
