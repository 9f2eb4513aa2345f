"""The weights file: a tiny one, written here by the documented layout, comes out as it went in."""

import struct
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

from search_service.bundled import model_file
from search_service.bundled.model_file import BLOCK, ModelFileError, Shape, dequantise

SHAPE = Shape(hidden=32, layers=1, heads=2, intermediate=64, vocabulary=5, positions=4, types=2)
PIECES = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0), ("▁õ", -1.5)]
MAPPED = {0x9: " ", 0xFB01: "fi", 0x7: ""}


def quantised(values: np.ndarray) -> bytes:
    """4-bit blocks: an fp16 scale, then value j in the low and j + 16 in the high nibble."""
    blocks = b""
    for block in values.reshape(-1, BLOCK):
        scale = np.float16(np.abs(block).max() / 7 or 1)
        nibbles = np.clip(np.rint(block / np.float32(scale)) + 8, 0, 15).astype(np.uint8)
        blocks += scale.tobytes() + (nibbles[:16] | (nibbles[16:] << 4)).tobytes()
    return blocks


def file_of(tensors: Mapping[str, tuple[int, int, bytes]], magic: bytes = b"E5S1") -> bytes:
    """The bytes of a whole file; tensors are (type, values, bytes) by name."""
    texts = [text.encode() for text, _ in PIECES]
    offsets = np.cumsum([0, *map(len, texts)]).tolist()
    head = magic + struct.pack("<I7ifi", 1, *SHAPE, 1e-12, BLOCK)
    head += struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, offsets[-1])
    head += struct.pack(f"<{len(offsets)}I", *offsets)
    head += struct.pack(f"<{len(PIECES)}f", *(score for _, score in PIECES)) + b"".join(texts)
    entries = b"".join(
        struct.pack(f"<IB{len(text)}I", code, len(text), *map(ord, text))
        for code, text in MAPPED.items()
    )
    head += struct.pack("<2i", len(MAPPED), len(entries)) + entries
    size = len(head) + 4 + sum(2 + len(name.encode()) + 21 for name in tensors)
    directory, body = struct.pack("<I", len(tensors)), b""
    for name, (kind, values, raw) in tensors.items():
        directory += struct.pack("<H", len(name.encode())) + name.encode()
        directory += struct.pack("<BIQQ", kind, values, size + len(body), len(raw))
        body += raw
    return head + directory + body


def test_a_file_comes_out_as_it_went_in(tmp_path: Path) -> None:
    random = np.random.default_rng(1)
    matrix = random.normal(size=(5, 32)).astype(np.float32)
    bias = random.normal(size=7).astype(np.float32)
    path = tmp_path / "tiny.bin"
    path.write_bytes(
        file_of({"emb.word": (1, 160, quantised(matrix)), "l0.q.b": (0, 7, bias.tobytes())})
    )

    found = model_file.read(path)

    assert found.shape == SHAPE
    assert found.pieces.scored == PIECES
    assert (found.pieces.bos, found.pieces.eos, found.pieces.pad, found.pieces.unknown) == (
        0, 2, 1, 3,
    )  # fmt: skip
    assert found.pieces.character_map == MAPPED
    assert list(found.tensors) == ["emb.word", "l0.q.b"]
    assert (found.tensors["l0.q.b"].floats() == bias).all()
    step = np.abs(matrix).max(axis=1, keepdims=True) / 7
    near = found.tensors["emb.word"].floats().reshape(5, 32)
    assert (np.abs(near - matrix) <= 0.51 * step + 1e-3).all()
    scales, nibbles = found.tensors["emb.word"].blocks()
    assert ((nibbles.astype(np.float32) - 8) * scales[:, None] == near).all()


def test_a_block_is_read_as_the_layout_says() -> None:
    raw = np.float16(0.5).tobytes() + bytes([0x80 + 15, 0x18] + [0x88] * 14)
    values = dequantise(raw, BLOCK)
    assert values[:2].tolist() == [3.5, 0.0]  # low nibbles 15 and 8
    assert values[16:18].tolist() == [0.0, -3.5]  # high nibbles 8 and 1
    assert not values[2:16].any() and not values[18:].any()
    assert dequantise(raw, 20).tolist() == values[:20].tolist()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (file_of({}, magic=b"GGUF"), "E5S1"),
        (file_of({})[:40] + struct.pack("<i", 64) + file_of({})[44:], "blocks of 64"),
    ],
)
def test_another_file_is_refused(tmp_path: Path, content: bytes, told: str) -> None:
    (tmp_path / "x.bin").write_bytes(content)
    with pytest.raises(ModelFileError, match=told):
        model_file.read(tmp_path / "x.bin")
