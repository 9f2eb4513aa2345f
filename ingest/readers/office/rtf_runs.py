"""The runs of an RTF text that are hidden, and those that are raised or lowered.

    settled("{\\\\super 2} ja {\\\\v mustand}", end)  ->  ("² ja ", ["{\\\\v mustand}"])

A run is a group, as word processors write it: its control words come first. striprtf knows
neither; hidden text that is switched on and off within a group stays.
"""

from __future__ import annotations

from collections.abc import Callable

from ingest.readers.raised import subscript, superscript

_FORMS = {"super": superscript, "sub": subscript}


def settled(source: str, end: Callable[[str, int], int]) -> tuple[str, list[str]]:
    """The source without hidden runs, and these; `end` is behind the brace that closes a group."""
    kept: list[str] = []
    hidden: list[str] = []
    at = 0
    start = source.find("{\\")
    while start >= 0:
        words, after = _words(source, start + 1)
        if words & {"v", "super", "sub"}:
            close = end(source, start)
            kept.append(source[at:start])
            if "v" in words:
                hidden.append(source[start:close])
            else:
                kept.append(_moved(source[after : close - 1], words) or source[start:close])
            at = after = close
        start = source.find("{\\", max(after, start + 1))
    return "".join((*kept, source[at:])), hidden


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
        if source[at : at + 1] == " ":
            return found, at + 1
    return found, at
