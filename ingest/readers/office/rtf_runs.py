"""The runs of an RTF text that are hidden or deleted, and those that are raised or lowered.

    settled("{\\\\super 2} ja {\\\\v x}", end)  ->  ("² ja ", [("hidden text", "{\\\\v x}")])

A run is a group, as word processors write it: its control words come first. striprtf knows
neither; hidden text that is switched on and off within a group stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from ingest.readers.raised import subscript, superscript

HIDDEN, DELETED = "hidden text", "deleted by a tracked change"
_FORMS = {"super": superscript, "sub": subscript}
_REASONS = {"v": HIDDEN, "deleted": DELETED, "mvf": DELETED}
_SWITCHED = re.compile(r"\\(super|sub)(?![a-z\d]) ?([^\\{}]*)\\nosupersub(?![a-z]) ?")


def settled(source: str, end: Callable[[str, int], int]) -> tuple[str, list[tuple[str, str]]]:
    """The source without what is not read of its runs, and these, each with the reason.

    `end` is behind the brace that closes a group.
    """
    source = _SWITCHED.sub(r"{\\\1 \2}", source)
    kept: list[str] = []
    gone: list[tuple[str, str]] = []
    at = 0
    start = source.find("{\\")
    while start >= 0:
        words, after = _words(source, start + 1)
        word = next((word for word in _REASONS if word in words), None)
        reason = _REASONS[word] if word else None
        if reason or words & _FORMS.keys():
            close = end(source, start)
            if f"\\{word}0" in source[start:close]:  # switched off again within
                start = source.find("{\\", after)
                continue
            kept.append(source[at:start])
            if reason:
                gone.append((reason, source[start:close]))
            else:
                kept.append(_moved(source[after : close - 1], words) or source[start:close])
            at = after = close
        start = source.find("{\\", max(after, start + 1))
    return "".join((*kept, source[at:])), gone


def _moved(text: str, words: set[str]) -> str | None:
    """The run's text in raised or lowered form, where it is plain and has one."""
    form = next(_FORMS[word] for word in ("super", "sub") if word in words)
    return form(text)


def _words(source: str, at: int) -> tuple[set[str], int]:
    """The control words there that are not switched off, and where what follows them begins."""
    found: set[str] = set()
    while source[at : at + 1] == "\\" and source[at + 1 : at + 2].isalpha():
        begin = at = at + 1
        while source[at : at + 1].isalpha():
            at += 1
        word, begin = source[begin:at], at
        while source[at : at + 1].isdigit() or source[at : at + 1] == "-":
            at += 1
        if source[begin:at] != "0":
            found.add(word)
        if source[at : at + 1] not in (" ", "\r", "\n"):
            continue
        # Word puts blanks and line ends between the words for two directions of writing.
        blank = at + 1
        while source[at : at + 1] in (" ", "\r", "\n") and at < len(source):
            at += 1
        if source[at : at + 1] != "\\" or not source[at + 1 : at + 2].isalpha():
            return found, blank
    return found, at
