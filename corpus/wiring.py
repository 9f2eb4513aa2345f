"""Where the settings' corpus is: its store and its originals.

    with open_store(settings) as store: ...

The packages above add their own wiring to this; nothing below reads settings.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager

from corpus.settings import Settings
from corpus.sources import SourceFiles
from corpus.store.store import CorpusStore


@contextmanager
def open_store(settings: Settings) -> Iterator[CorpusStore]:
    """The corpus store of these settings, closed at the end.

    Raises:
        StorageError: it cannot be opened.
    """
    url = settings.store_url
    with closing(CorpusStore.open(url) if url else CorpusStore.in_folder(settings.data)) as store:
        yield store


def store_url(settings: Settings) -> str:
    """Where the settings' store is."""
    return settings.store_url or CorpusStore.url_in(settings.data)


def has_store(settings: Settings) -> bool:
    """Whether there is one already, or a server that may have it; opening would make one."""
    return settings.store_url is not None or CorpusStore.is_in_folder(settings.data)


def source_files(settings: Settings) -> SourceFiles:
    """The folder of the originals."""
    return SourceFiles.in_folder(settings.data)
