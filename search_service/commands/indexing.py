"""Brings the index in step before a command asks it, and says so.

A first search after an ingest encodes every passage, which takes minutes: on a terminal a bar
shows how far it is; elsewhere one line on standard error says that it has begun.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.console import progress_bar

if TYPE_CHECKING:
    from search_service.index.indexer import Indexer, SyncReport


def bring_in_step(indexer: Indexer) -> SyncReport:
    """As `Indexer.sync`, and shown."""
    with progress_bar("Indexing", "passage") as show:
        return indexer.sync(show)
