"""How long a first start takes after `make setup`: from nothing to a searchable library.

    sikk eval first-start

Does what `make serve` does on a clean clone (read and store every document, open the engine, index
every passage) in a temporary folder. The shipped library's encodings come with the setup; what the
bare encoder takes for the same passages, in the same process and minute, says what that saves. On a
machine with other work, compare the processor seconds.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple, TypeVar

from corpus.settings import Settings
from corpus.store.store import CorpusStore
from ingest.wiring import open_ingestor
from search_service.index.indexer import indexed_text
from search_service.wiring import load_encoder, open_engine

Result = TypeVar("Result")

_WARMING = 16  # passages encoded before the bare encoder is timed


class Took(NamedTuple):
    """How long a step took, by the clock and of processors (this process's and its children's)."""

    seconds: float
    processor_seconds: float


def measure(settings: Settings) -> dict[str, object]:
    """The time of each step, and of the bare encoder for the same passages."""
    with tempfile.TemporaryDirectory(prefix="sikk-start-") as place:
        own = {"data": Path(place), "vectors": None, "store_url": None, "qdrant_url": None}
        fresh = settings.model_copy(update=own)
        documents, reading = _timed(lambda: _ingest(fresh))
        with ExitStack() as opened:
            engine, opening = _timed(lambda: opened.enter_context(open_engine(fresh)))
            _, indexing = _timed(engine.indexer.sync)
            texts = _texts(engine.store)
        loaded = load_encoder(fresh.model)
        loaded.encode(texts[:_WARMING], "passage")
        _, bare = _timed(lambda: loaded.encode(texts, "passage"))
    steps = {
        "reading and storing": reading,
        "loading model and words": opening,
        "indexing": indexing,
        "together": Took(*map(sum, zip(reading, opening, indexing, strict=True))),
        "bare encoder": bare,
    }
    return {
        "documents": documents,
        "passages": len(texts),
        **{name: {k: round(v, 1) for k, v in t._asdict().items()} for name, t in steps.items()},
        "load": os.getloadavg()[0],
    }


def _ingest(settings: Settings) -> int:
    with open_ingestor(settings) as ingestor:
        report = ingestor.ingest([settings.library])
    assert not report.failures, report.failures
    return report.outcomes.total()


def _texts(store: CorpusStore) -> list[str]:
    return [
        indexed_text(document, passage)
        for document in store.documents()
        for passage in store.passages_of(document.id)
    ]


def _timed(step: Callable[[], Result]) -> tuple[Result, Took]:
    begun, used = time.perf_counter(), sum(os.times()[:4])
    result = step()
    return result, Took(time.perf_counter() - begun, sum(os.times()[:4]) - used)
