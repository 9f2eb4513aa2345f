"""Joins the parts of ingest as the settings say: store, originals, confined reader."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager

from corpus.settings import Settings
from corpus.sources import SourceFiles
from corpus.store.store import CorpusStore
from ingest.confinement.confined import ConfinedReader
from ingest.pipeline import Ingestor


def confined_reader(settings: Settings) -> ConfinedReader:
    """The reader with the settings' limits; to be used in a `with`."""
    return ConfinedReader(
        seconds=settings.ingest_seconds,
        memory_mb=settings.ingest_memory_mb,
        pages=settings.ingest_pages,
        ocr_languages=settings.ocr_languages,
    )


@contextmanager
def open_store(settings: Settings) -> Iterator[CorpusStore]:
    """The corpus store of these settings, closed at the end.

    Raises:
        StorageError: it cannot be opened.
    """
    store = (
        CorpusStore.open(settings.store_url)
        if settings.store_url
        else CorpusStore.in_folder(settings.data)
    )
    with closing(store):
        yield store


@contextmanager
def open_ingestor(settings: Settings) -> Iterator[Ingestor]:
    """An ingestor into the settings' store.

    Raises:
        StorageError: the store cannot be opened.
    """
    with open_store(settings) as store, confined_reader(settings) as reader:
        yield Ingestor(store, SourceFiles.in_folder(settings.data), reader)
