"""The bundled model's layers on ONNX Runtime, without torch: token ids to token vectors.

Word embeddings are read from their 4-bit file as they are needed, so a process holds only the
layers (about 13 MB of blocks a session) and what the runtime unpacks.

One text, as a query is, goes over all processors at once. Several go in small batches, one on each
processor: that is a sixth faster than one after another, since no processor waits for the others.

However many threads ask, no more runs are under way in a lane than there are processors, and so no
more memory is taken (up to 40 MB a run). Single texts have one lane and never wait behind batches:
a search that comes while answers are read shares the processors with them from its first moment.
Batches wait their turn, first come, first served, so of forty questions the first is answered soon.
They run at the priority of who wants them (`machine.give_way`), each priority in a lane of its own:
a thread that gave way may not come back, so that threads of one pool could not go with the work,
and a bound over several would have usual work wait for what gives way.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import BoundedSemaphore, Lock
from typing import cast

import numpy as np
from numpy.typing import NDArray

from corpus.machine import priority, processors
from search_service.bundled.batches import in_batches
from search_service.bundled.installed import PLACES, WORDS
from search_service.bundled.model_file import dequantise

# The runtime reports to its maker unless it is told not to before it is imported.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

from onnxruntime import InferenceSession, SessionOptions

LONGEST = 512  # tokens that the model takes

Vectors = NDArray[np.float32]
TokenIds = Sequence[int]


class BundledLayers:
    """The graphs of a model's folder; safe to share between threads."""

    def __init__(self, folder: Path, threads: int = 0) -> None:
        self._folder = folder
        self._words = np.load(folder / WORDS, mmap_mode="r")
        self._places: Vectors = np.load(folder / PLACES)
        self.dimensions: int = self._places.shape[1]
        self._threads = threads or processors()
        self._singles = BoundedSemaphore(self._threads)
        self._pools: dict[int, ThreadPoolExecutor] = {}
        self._sessions: dict[tuple[str, int], InferenceSession] = {}
        self._opening = Lock()

    def vectors(self, graph: str, texts: Sequence[TokenIds]) -> list[Vectors]:
        """The graph's last vectors, shape (tokens, dimensions), of each text's token ids."""
        if len(texts) == 1:
            session = self._session(graph, self._threads)
            with self._singles:
                return self._forward(session, texts)
        # The longest first, so that no processor ends alone with one.
        batches = list(in_batches([len(text) for text in texts], self._threads))[::-1]
        session = self._session(graph, 1)
        found = self._pool().map(
            lambda batch: self._forward(session, [texts[i] for i in batch]), batches
        )
        in_order: dict[int, Vectors] = {}
        for batch, vectors in zip(batches, found, strict=True):
            in_order |= zip(batch, vectors, strict=True)
        return [in_order[i] for i in range(len(texts))]

    def _pool(self) -> ThreadPoolExecutor:
        """Its threads begin with the priority of who first asks for it, and of all who ask."""
        own = priority()
        with self._opening:
            if own not in self._pools:
                self._pools[own] = ThreadPoolExecutor(self._threads, "model")
            return self._pools[own]

    def _session(self, graph: str, threads: int) -> InferenceSession:
        with self._opening:
            if (graph, threads) not in self._sessions:
                self._sessions[graph, threads] = _session(self._folder / graph, threads)
            return self._sessions[graph, threads]

    def _forward(self, session: InferenceSession, texts: Sequence[TokenIds]) -> list[Vectors]:
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
    # A plan of memory for each shape of batch would keep the largest of every kind; without one a
    # run takes as long.
    options.enable_mem_pattern = False
    return InferenceSession(str(graph), options, ["CPUExecutionProvider"])
