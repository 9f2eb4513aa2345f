"""Joins the parts of ingest as the settings say: the corpus's and the confined reader."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from corpus.machine import processors
from corpus.settings import Settings
from corpus.wiring import open_store, personal_rules, source_files
from ingest.confinement.confined import ConfinedReader
from ingest.pipeline import Ingestor

_WORKERS = 2  # each may take SIKK_INGEST_MEMORY_MB; what is read is stored by one process


def confined_reader(settings: Settings) -> ConfinedReader:
    """The reader with the settings' limits; to be used in a `with`."""
    return ConfinedReader(
        seconds=settings.ingest_seconds,
        memory_mb=settings.ingest_memory_mb,
        pages=settings.ingest_pages,
        ocr_languages=settings.ocr_languages,
    )


@contextmanager
def open_ingestor(settings: Settings, workers: int | None = None) -> Iterator[Ingestor]:
    """An ingestor into the settings' store, with so many processes that read.

    Raises:
        StorageError: the store cannot be opened.
        BadInput: the curator's rules for personal data are wrong.
    """
    rules = personal_rules(settings)
    with open_store(settings) as store:
        count = workers or min(_WORKERS, processors())
        readers = [confined_reader(settings) for _ in range(count)]
        data = str(settings.data.resolve())
        yield Ingestor(store, source_files(settings), readers, data, rules)
