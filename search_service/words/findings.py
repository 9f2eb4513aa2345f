"""What a sentence says of what it does not say: that something is unknown, or had no effect.

    is_unknown("How visitors were counted is not known.")       ->  True
    is_null_result("Katse ei vähendanud korduvkuritegevust.")   ->  True

The first is no answer, and where it fits a question better than any finding does, the corpus has
none. The second is an answer that must not be hidden. By words only, which stand in
`findings.et.tsv` and `findings.en.tsv`, and in two degrees, for two ways to go wrong:

    strict   is_unknown, is_null_result      what a quote is called before a reader
    wide     names_a_gap, tells_a_failure    which sentence fills a cell: better none
"""

from __future__ import annotations

import re

from search_service.words.word_lists import WordLists

_LISTS = WordLists.beside(__file__, "findings")
_UNKNOWN, _GAP = _LISTS.both("unknown"), _LISTS.both("gap")
_NULL, _SUPPOSED = _LISTS.both("null result"), _LISTS.both("supposed")
_FAILED, _FOUND_NOTHING = _LISTS.both("failed"), _LISTS.both("found nothing")
_WISH = _LISTS.both("wish")
_SENTENCE_END = re.compile(r"[.!?…]\S*\s")


def is_unknown(text: str) -> bool:
    """Whether the text says that something is not known or was not found."""
    return _UNKNOWN.search(text) is not None


def names_a_gap(text: str) -> bool:
    """Whether something is said not to be known, checked or settled.

    Wider than `is_unknown`: a doubt about a source ("general knowledge", "remains unchecked")
    counts too.
    """
    return _GAP.search(text) is not None


def is_null_result(text: str) -> bool:
    """Whether the text states that something had no or a bad effect, or missed its aim."""
    return any(not _supposed(text[: found.start()]) for found in _NULL.finditer(text))


def tells_a_failure(text: str) -> bool:
    """Whether a sentence may stand among results as one of something that did not work.

    Wider in words than `is_null_result`; but a rule for failing ("if it fails …") and a study that
    nobody has found do not count.
    """
    if _WISH.match(text):
        return False
    return found_nothing(text) or (_FAILED.search(text) is not None and not names_a_gap(text))


def found_nothing(text: str) -> bool:
    """Whether it says that somebody looked for an effect and found none."""
    return _FOUND_NOTHING.search(text) is not None


def is_wish(text: str) -> bool:
    """Whether it tells of a condition or a wish, not of an outcome."""
    return _WISH.search(text) is not None


def _supposed(before: str) -> bool:
    sentence = _SENTENCE_END.split(before)[-1]
    return _SUPPOSED.search(sentence) is not None
