"""Where the bundled model lies on this machine, and whether it is built.

    require()  ->  Path(".venv/share/sikk/multilingual-e5-small-4")

Whoever only runs the model or looks for it asks here; `build` makes it.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

from corpus.errors import SikkError

NAME = "multilingual-e5-small"
PACKAGE_FILE = "e5-small-q4.bin"
SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
PIECES = "pieces.npz"  # the tokenizer's, as `tokenizer` reads them
LAYERS = "layers.onnx"
READER = "reader.onnx"  # the same layers as `sikk eval train-reader` changed them
READER_CHANGES = Path(__file__).parent / "reader" / f"{NAME}.npz"
QUESTIONS = "questions.onnx"  # the same layers as `sikk eval train-questions` changed them
QUESTION_CHANGES = Path(__file__).parent / "questions" / f"{NAME}.npz"
PAIRS = "pairs.onnx"  # the same layers as `sikk eval train-pairs` changed them
PAIR_CHANGES = Path(__file__).parent / "pairs" / f"{NAME}.npz"
WORDS = "words.npy"  # word embeddings, (vocabulary, bytes a row): 4-bit blocks
PLACES = "places.npy"  # position + type embeddings, (positions, hidden) float32
STAMP = "built-from.json"
_FORMAT = 6  # changes when what is built changes; two versions of the code can lie side by side


class ModelMissing(SikkError):
    """The bundled model has not been built, or its source is not the one we know."""


def folder() -> Path:
    """Where the built model lies: with the installation, so that every data folder shares it."""
    return Path(sys.prefix) / "share" / "sikk" / f"{NAME}-{_FORMAT}"


def library_vectors() -> Path:
    """Where setup keeps the encodings of the shipped library's passages, if it made them."""
    return folder().with_name("library-vectors.sqlite")


def noted_vectors() -> Path:
    """Where setup keeps the vectors of what is noted for the shipped library, if it made them."""
    return folder().with_name(f"noted-questions-{_FORMAT}{_digest(QUESTION_CHANGES)[:8]}.npy")


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
    stamp = folder() / STAMP
    return stamp.exists() and json.loads(stamp.read_text()) == built_from()


def built_from() -> dict[str, object]:
    """What a whole model's stamp says."""
    return {
        "file": PACKAGE_FILE,
        "sha256": SHA256,
        "reader": _digest(READER_CHANGES),
        "questions": _digest(QUESTION_CHANGES),
        "pairs": _digest(PAIR_CHANGES),
        "format": _FORMAT,
    }


def _digest(changes: Path) -> str:
    return hashlib.sha256(changes.read_bytes()).hexdigest()
