"""Calibration: what makes scores mean the same in both languages; fitted by `evals`.

A multilingual model puts texts of one language near each other whatever they say. From parallel
text, `sikk eval calibrate` learns, for a model:

- the mean vector of each (language, role), for texts and for tokens, and a mild whitening;
- how telling each token is (its IDF), by language;
- a *parallel background*: the same passages in both languages. A query's late-interaction
  scores against them show how much it favours a language by mere habit;
- which words translate which (IBM Model 1: Brown et al., 1993), so that the lexical leg reaches
  across languages as probabilistic structured queries (Darwish & Oard, 2003).

One stamped `.npz` file holds it; the index fingerprint names it. A language without statistics of
its own is treated as English.
"""

from __future__ import annotations

import json
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from corpus.errors import BadInput
from corpus.ids import digest
from search_service.encoder import Encoding, Role, Vectors

LANGUAGES = ("et", "en")
ROLES: tuple[Role, Role] = ("query", "passage")
METHOD = "centred-maxsim-psq-1"
FOLDER = Path(__file__).parent / "calibrations"


class Norm(NamedTuple):
    """A query's habitual score in one language: mean and spread over the background."""

    mean: float
    spread: float


class Calibration:
    """The statistics of one model; `evals.calibration`, which makes them, lists the arrays."""

    def __init__(self, arrays: dict[str, NDArray[np.generic]], mark: str) -> None:
        self._arrays = arrays
        self.mark = mark
        self.stamp: dict[str, object] = json.loads(str(arrays["stamp"]))

    @classmethod
    def read(cls, path: Path) -> Calibration:
        """Reads a calibration file.

        Raises:
            BadInput: it is missing, or not one.
        """
        try:
            content = path.read_bytes()
            with np.load(BytesIO(content), allow_pickle=False) as file:
                return cls({name: file[name] for name in file.files}, digest(content)[:12])
        except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
            raise BadInput(f"{path}: not a calibration file ({error})") from None

    def vector(self, encoding: Encoding, role: Role, lang: str) -> Vectors:
        """The text's vector, centred for its language and role, whitened, of unit length."""
        mean = self._floats("dense_means")[_place(lang), ROLES.index(role)]
        return _unit(np.matmul(encoding.vector - mean, self._floats("whitening")))

    def tokens(self, encoding: Encoding, role: Role, lang: str) -> Vectors:
        """The token vectors, centred for language and role, each of unit length."""
        mean = self._floats("token_means")[_place(lang), ROLES.index(role)]
        return _unit(encoding.tokens - mean)

    def query_tokens(self, encoding: Encoding, lang: str) -> Vectors:
        """A query's token vectors, each as long as its share of the query's IDF.

        A passage's MaxSim score against them is the IDF-weighted mean of best matches.
        """
        weights: Vectors = self._floats("token_idf")[_place(lang)][encoding.ids]
        tokens = self.tokens(encoding, "query", lang)
        tokens *= (weights / weights.sum())[:, None]
        return tokens

    def norms(self, query_tokens: Vectors) -> dict[str, Norm]:
        """What the query scores, by habit, against passages of each language."""
        norms = {}
        for lang, (tokens, starts) in zip(LANGUAGES, self._background, strict=True):
            best = np.maximum.reduceat(query_tokens @ tokens.T, starts, axis=1)
            scores = best.sum(axis=0)
            norms[lang] = Norm(float(scores.mean()), float(scores.std()))
        return norms

    def translations(self, term: int, lang: str) -> list[tuple[int, float]]:
        """The terms of the other language that translate a term, with their probabilities."""
        return self._dictionaries[_place(lang)].get(term, [])

    @cached_property
    def _background(self) -> list[tuple[Vectors, NDArray[np.int64]]]:
        found = []
        for lang in LANGUAGES:
            values = self._arrays[f"background_{lang}"].astype(np.float32)
            starts = self._arrays[f"background_{lang}_starts"].astype(np.int64)
            found.append((_unit(values), starts))
        return found

    @cached_property
    def _dictionaries(self) -> list[dict[int, list[tuple[int, float]]]]:
        found = []
        for lang in LANGUAGES:
            columns = (self._arrays[f"translations_{lang}_{c}"].tolist() for c in _COLUMNS)
            dictionary: dict[int, list[tuple[int, float]]] = {}
            for source, target, probability in zip(*columns, strict=True):
                dictionary.setdefault(source, []).append((target, probability))
            found.append(dictionary)
        return found

    def _floats(self, name: str) -> Vectors:
        values: Vectors = self._arrays[name]  # type: ignore[assignment]
        return values


_COLUMNS = ("source", "target", "probability")


def treated_as(lang: str) -> str:
    """The calibrated language whose statistics serve a passage of `lang`."""
    return lang if lang in LANGUAGES else "en"


def _place(lang: str) -> int:
    return LANGUAGES.index(treated_as(lang))


def _unit(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    unit: Vectors = (vectors / np.maximum(lengths, 1e-12)).astype(np.float32)
    return unit
