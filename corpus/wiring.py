"""Where the settings' corpus is: its store, its originals, its rules for personal data.

    with open_store(settings) as store: ...

The packages above add their own wiring to this; nothing below reads settings.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager

from corpus.personal.contacts import FILE, Rules
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


def personal_rules(settings: Settings) -> Rules:
    """The curator's rules for personal data, `personal.tsv` in the data folder, if there.

    Raises:
        BadInput: the file says no rule that there is.
    """
    return Rules.read(settings.data / FILE)
