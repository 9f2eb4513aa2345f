"""The default encoder: the bundled model on ONNX Runtime, without torch.

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
from tokenizers import Tokenizer

from corpus.machine import processors
from search_service import bundled_model
from search_service.encoder import Encoding, Role, TokenIds, Vectors, in_batches
from search_service.model_file import dequantise

# The runtime reports to its maker unless it is told not to before it is imported.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

from onnxruntime import InferenceSession, SessionOptions

_LONGEST = 512  # tokens that the model takes
_PROMPTS = {"query": "query: ", "passage": "passage: "}


class BundledEncoder:
    """multilingual-e5-small; safe to share between threads."""

    def __init__(self, folder: Path, threads: int = 0) -> None:
        self.name = bundled_model.NAME
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(_LONGEST)
        self._words = np.load(folder / bundled_model.WORDS, mmap_mode="r")
        self._places: Vectors = np.load(folder / bundled_model.PLACES)
        self.dimensions = self._places.shape[1]
        self._layers = folder / bundled_model.LAYERS
        self._threads = threads or processors()
        self._session = _session(self._layers, self._threads)
        self._pool = ThreadPoolExecutor(self._threads)
        self._opening = Lock()
        self._skipped = {role: len(self._ids(text)) - 1 for role, text in _PROMPTS.items()}

    def encode(self, texts: Sequence[str], role: Role) -> list[Encoding]:
        """One encoding a text, in order; texts of like length are encoded together."""
        ids = [self._ids(_PROMPTS[role] + text) for text in texts]
        batches = list(in_batches([len(each) for each in ids]))
        vectors = dict[int, Vectors]()
        for batch, found in self._found(ids, batches):
            vectors |= zip(batch, found, strict=True)
        skipped = self._skipped[role]
        return [
            _encoding(np.asarray(own, np.int32), vectors[i], skipped) for i, own in enumerate(ids)
        ]

    def offsets(self, text: str, role: Role) -> list[tuple[int, int]]:
        """The characters that each token of the text's encoding stands for."""
        prompt = _PROMPTS[role]
        own = self._tokenizer.encode(prompt + text).offsets[self._skipped[role] : -1]
        return [(max(0, a - len(prompt)), max(0, b - len(prompt))) for a, b in own]

    @cached_property
    def _session_of_one(self) -> InferenceSession:
        return _session(self._layers, 1)

    def _ids(self, text: str) -> list[int]:
        return list(self._tokenizer.encode(text).ids)

    def _found(
        self, ids: list[list[int]], batches: list[list[int]]
    ) -> Iterator[tuple[list[int], list[Vectors]]]:
        """Each batch with its texts' token vectors."""
        batches = batches[::-1]  # the longest first, so that no processor ends alone with one
        own = ([ids[i] for i in batch] for batch in batches)
        if len(batches) < 2 or self._threads == 1:
            yield from zip(batches, map(partial(self._forward, self._session), own), strict=True)
            return
        with self._opening:
            forward = partial(self._forward, self._session_of_one)
        yield from zip(batches, self._pool.map(forward, own), strict=True)

    def _forward(self, session: InferenceSession, ids: list[list[int]]) -> list[Vectors]:
        """The last layer's vectors of each text's tokens."""
        longest = max(map(len, ids))
        padded = np.zeros((len(ids), longest), np.int32)
        mask = np.zeros((len(ids), longest), np.int32)
        for i, each in enumerate(ids):
            padded[i, : len(each)] = each
            mask[i, : len(each)] = 1
        (out,) = session.run(None, {"x": self._embed(padded), "mask": mask})
        tokens = cast(Vectors, out)
        return [found[: len(own)] for own, found in zip(ids, tokens, strict=True)]

    def _embed(self, ids: NDArray[np.int32]) -> Vectors:
        rows = np.ascontiguousarray(self._words[ids.reshape(-1)])
        words = dequantise(rows.data.cast("B"), ids.size * self.dimensions)
        embedded: Vectors = words.reshape(*ids.shape, self.dimensions)
        embedded += self._places[: ids.shape[1]]
        return embedded


def _encoding(ids: TokenIds, tokens: Vectors, skipped: int) -> Encoding:
    """Mean and own tokens of one text; of a text without any, the end token stands for it."""
    mean = tokens.mean(axis=0)
    last = len(ids) - 1
    own = slice(min(skipped, last), max(last, skipped + 1))
    return Encoding(mean / np.linalg.norm(mean), tokens[own].copy(), ids[own])


def _session(layers: Path, threads: int) -> InferenceSession:
    options = SessionOptions()
    options.intra_op_num_threads = threads
    # Threads that spin while they wait starve whatever else runs on two cores.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return InferenceSession(str(layers), options, ["CPUExecutionProvider"])
