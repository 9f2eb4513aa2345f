"""The bundled model's layers on ONNX Runtime, without torch: token ids to token vectors.

Word embeddings are read from their 4-bit file as they are needed, so a process holds only the
layers (about 13 MB of blocks) and what the runtime unpacks.

One batch, as a query is, goes over all processors at once. Many batches go one on each processor:
that is a sixth faster than one after another, since no processor waits for the others.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property, partial
from pathlib import Path
from threading import Lock
from typing import cast

import numpy as np
from numpy.typing import NDArray

from corpus.machine import processors
from search_service.bundled import build
from search_service.bundled.batches import in_batches
from search_service.bundled.model_file import dequantise

# The runtime reports to its maker unless it is told not to before it is imported.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

from onnxruntime import InferenceSession, SessionOptions

LONGEST = 512  # tokens that the model takes

Vectors = NDArray[np.float32]


class BundledLayers:
    """One of the graphs that `bundled_model` built; safe to share between threads."""

    def __init__(self, folder: Path, graph: str, threads: int = 0) -> None:
        self._words = np.load(folder / build.WORDS, mmap_mode="r")
        self._places: Vectors = np.load(folder / build.PLACES)
        self.dimensions: int = self._places.shape[1]
        self._graph = folder / graph
        self._threads = threads or processors()
        self._session = _session(self._graph, self._threads)
        self._pool = ThreadPoolExecutor(self._threads)
        self._opening = Lock()

    def vectors(self, texts: Sequence[Sequence[int]]) -> list[Vectors]:
        """The last layer's vectors, shape (tokens, dimensions), of each text's token ids."""
        # The longest first, so that no processor ends alone with one.
        batches = list(in_batches([len(text) for text in texts]))[::-1]
        own = ([texts[i] for i in batch] for batch in batches)
        if len(batches) < 2 or self._threads == 1:
            found: Iterator[list[Vectors]] = map(partial(self._forward, self._session), own)
        else:
            with self._opening:
                forward = partial(self._forward, self._session_of_one)
            found = self._pool.map(forward, own)
        in_order: dict[int, Vectors] = {}
        for batch, vectors in zip(batches, found, strict=True):
            in_order |= zip(batch, vectors, strict=True)
        return [in_order[i] for i in range(len(texts))]

    @cached_property
    def _session_of_one(self) -> InferenceSession:
        return _session(self._graph, 1)

    def _forward(self, session: InferenceSession, texts: list[Sequence[int]]) -> list[Vectors]:
        longest = max(map(len, texts))
        padded = np.zeros((len(texts), longest), np.int32)
        mask = np.zeros((len(texts), longest), np.int32)
        for i, each in enumerate(texts):
            padded[i, : len(each)] = each
            mask[i, : len(each)] = 1
        (out,) = session.run(None, {"x": self._embed(padded), "mask": mask})
        tokens = cast(Vectors, out)
        return [found[: len(own)] for own, found in zip(texts, tokens, strict=True)]

    def _embed(self, ids: NDArray[np.int32]) -> Vectors:
        rows = np.ascontiguousarray(self._words[ids.reshape(-1)])
        words = dequantise(rows.data.cast("B"), ids.size * self.dimensions)
        embedded: Vectors = words.reshape(*ids.shape, self.dimensions)
        embedded += self._places[: ids.shape[1]]
        return embedded


def _session(graph: Path, threads: int) -> InferenceSession:
    options = SessionOptions()
    options.intra_op_num_threads = threads
    # Threads that spin while they wait starve whatever else runs on two cores.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return InferenceSession(str(graph), options, ["CPUExecutionProvider"])
