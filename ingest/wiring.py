"""Joins the parts of ingest as the settings say: the corpus's and the confined reader."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from corpus.settings import Settings
from corpus.wiring import open_store, personal_rules, source_files
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
def open_ingestor(settings: Settings) -> Iterator[Ingestor]:
    """An ingestor into the settings' store.

    Raises:
        StorageError: the store cannot be opened.
        BadInput: the curator's rules for personal data are wrong.
    """
    rules = personal_rules(settings)
    with open_store(settings) as store, confined_reader(settings) as reader:
        data = str(settings.data.resolve())
        yield Ingestor(store, source_files(settings), reader, data, rules)
