"""Folds that keep together what is about one document, the same on every machine."""

from __future__ import annotations

import hashlib

from corpus.ids import text_digest

FOLDS = 5


def fold(name: str) -> int:
    """The fold, 0 to 4, of what that name stands for: a document, or a question without one."""
    return int(text_digest(name)[:8], 16) % FOLDS


def half_of(name: str) -> int:
    """The half, 0 or 1, of what that name stands for; it says nothing of the fold."""
    return hashlib.sha1(name.encode(), usedforsecurity=False).digest()[0] & 1
