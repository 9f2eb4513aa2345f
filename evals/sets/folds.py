"""Folds that keep together what is about one document, the same on every machine."""

from __future__ import annotations

from corpus.ids import text_digest

FOLDS = 5


def fold(name: str) -> int:
    """The fold, 0 to 4, of what that name stands for: a document, or a question without one."""
    return int(text_digest(name)[:8], 16) % FOLDS
