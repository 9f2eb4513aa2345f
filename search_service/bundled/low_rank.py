"""What training changed of a model's layers, small enough to ship: low-rank, in eight bits.

A trained matrix is the bundled one plus `up @ down`, as in LoRA (Hu et al., 2022; here the best
approximation of a change that was trained whole). Vectors (norms, biases, heads) are kept as they
are. One stamped `.npz` file holds all; names are those of `model_file`.

    changes = LowRank.read(path)
    down, up = changes.matrices["l4.q.w"]       # (rank, in), (out, rank)
    changes.vectors["head"]                     # (hidden,)
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from corpus.errors import BadInput

Matrix = NDArray[np.float32]

_STEPS = 127  # of eight bits, to each side of zero


@dataclass(frozen=True, slots=True)
class LowRank:
    """Changes by the name of the tensor, and a stamp that tells where they come from."""

    matrices: Mapping[str, tuple[Matrix, Matrix]]
    vectors: Mapping[str, Matrix]
    stamp: Mapping[str, object]

    @property
    def held_out_folds(self) -> list[int]:
        """The folds whose documents were not learnt from, of the sources that it names."""
        folds = self.stamp["held_out_folds"]
        assert isinstance(folds, list)
        return folds

    def head(self, name: str) -> tuple[Matrix, float]:
        """The weights and the constant of a trained layer with one output."""
        values = self.vectors[name]
        return values[:-1], float(values[-1])

    @classmethod
    def read(cls, path: Path) -> LowRank:
        """Reads a file of changes.

        Raises:
            BadInput: it is missing, or not one.
        """
        try:
            with np.load(path, allow_pickle=False) as file:
                arrays = {name: file[name] for name in file.files}
            stamp = json.loads(str(arrays.pop("stamp")))
            names = sorted({name.split(":")[0] for name in arrays if ":" in name})
            return cls(
                {n: (_restored(arrays, n, "down"), _restored(arrays, n, "up")) for n in names},
                {n: a.astype(np.float32) for n, a in arrays.items() if ":" not in n},
                stamp,
            )
        except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
            raise BadInput(f"{path}: not a file of trained changes ({error})") from None

    def write(self, path: Path) -> None:
        """Writes the file, whole or not at all; matrices are rounded to eight bits a value."""
        arrays: dict[str, NDArray[np.generic]] = {
            "stamp": np.array(json.dumps(dict(self.stamp), ensure_ascii=False))
        }
        for name, (down, up) in self.matrices.items():
            arrays |= _rounded(name, "down", down) | _rounded(name, "up", up.T)
        arrays |= {name: vector.astype(np.float16) for name, vector in self.vectors.items()}
        part = path.with_suffix(".part.npz")
        np.savez_compressed(part, **arrays)  # type: ignore[arg-type]
        part.replace(path)


def approximated(change: Matrix, rank: int) -> tuple[Matrix, Matrix]:
    """The best (down, up) of that rank for a change of shape (out, in)."""
    left, sizes, right = np.linalg.svd(change, full_matrices=False)
    root = np.sqrt(sizes[:rank])
    return root[:, None] * right[:rank], left[:, :rank] * root


def _rounded(name: str, side: str, rows: Matrix) -> dict[str, NDArray[np.generic]]:
    """Eight bits a value, one scale for each of the `rank` rows."""
    scales = np.maximum(np.abs(rows).max(axis=1), 1e-12) / _STEPS
    return {
        f"{name}:{side}": np.round(rows / scales[:, None]).astype(np.int8),
        f"{name}:{side}:scale": scales.astype(np.float32),
    }


def _restored(arrays: Mapping[str, NDArray[np.generic]], name: str, side: str) -> Matrix:
    values = arrays[f"{name}:{side}"].astype(np.float32)
    rows: Matrix = values * arrays[f"{name}:{side}:scale"].astype(np.float32)[:, None]
    return rows if side == "down" else np.ascontiguousarray(rows.T)
