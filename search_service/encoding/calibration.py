"""Calibration: what makes scores mean the same in both languages; fitted by `evals`.

A multilingual model puts texts of one language near each other whatever they say. From parallel
text, `sikk eval calibrate` learns, for a model:

- the mean vector of each (language, role), for texts and for tokens;
- a mild within-class covariance normalisation of text vectors: directions in which a text and its
  translation differ count for less (WCCN: Hatch, Kajarekar & Stolcke, 2006);
- how telling each token is (its IDF), by language; 0 for punctuation;
- a *parallel background*: the same passages in both languages. A query's scores against them
  show how much it favours a language by mere habit;
- a *gain*: across languages even the right passage scores less above that habit than its
  translation does within one; by how much, is made up for. It changes no order within a language.
  Words lose most, since only some of them have a translation: their gain is greater by a factor;
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
from search_service.encoding.encoder import Encoding, Role, Vectors

LANGUAGES = ("et", "en")
ROLES: tuple[Role, Role] = ("query", "passage")
METHOD = "centred-wccn-maxsim-psq-gain-3"
FOLDER = Path(__file__).parent / "calibrations"
# Times the gain, for words: chosen on the development sets (docs/evaluation.md). Of the legs, words
# alone are fitted a greater gain on parallel text too (1.6 against 1.1).
_GAIN_OF_WORDS = 2.2


class Norm(NamedTuple):
    """What a leg's score is measured by in one language: (score − mean) / spread."""

    mean: float
    spread: float


class Norms(NamedTuple):
    """A query's norms for each leg, by the passage's language; empty where nothing is calibrated.

    Those of the lexical leg hold the gain alone; its habit is known only to the index.
    """

    dense: dict[str, Norm]
    tokens: dict[str, Norm]
    lexical: dict[str, Norm]


NO_NORMS = Norms({}, {}, {})


class Calibration:
    """The statistics of one model; `evals.fitting.calibration` lists the arrays."""

    def __init__(self, arrays: dict[str, NDArray[np.generic]], mark: str) -> None:
        self._arrays = arrays
        self.mark = mark
        self.stamp: dict[str, object] = json.loads(str(arrays["stamp"]))

    @classmethod
    def read(cls, path: Path) -> Calibration:
        """Reads a calibration file.

        Raises:
            BadInput: it is missing, not one, or another version's.
        """
        try:
            content = path.read_bytes()
            with np.load(BytesIO(content), allow_pickle=False) as file:
                read = cls({name: file[name] for name in file.files}, digest(content)[:12])
        except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
            raise BadInput(f"{path}: not a calibration file ({error})") from None
        if read.stamp.get("method") != METHOD:
            raise BadInput(
                f"{path}: made by another version of SIKK Search; make it again with "
                "`sikk eval calibrate`"
            )
        return read

    def vector(self, encoding: Encoding, role: Role, lang: str) -> Vectors:
        """The text's vector, centred for its language and role, whitened, of unit length."""
        mean = self._floats("dense_means")[_place(lang), ROLES.index(role)]
        return _unit(np.matmul(encoding.vector - mean, self._floats("whitening")))

    def tokens(self, encoding: Encoding, role: Role, lang: str) -> Vectors:
        """The token vectors, centred for language and role, each of unit length."""
        mean = self._floats("token_means")[_place(lang), ROLES.index(role)]
        return _unit(encoding.tokens - mean)

    def passage_tokens(self, encoding: Encoding, lang: str) -> Vectors:
        """What late interaction keeps of a passage, shape (different telling tokens, d).

        Of a token that comes again, one vector, the mean of them all: half the size of all
        vectors, and nothing lost. Punctuation is left out.
        """
        vectors, ids = self.tokens(encoding, "passage", lang), encoding.ids
        weighed = self._idf(encoding, lang) > 0
        if weighed.any():
            vectors, ids = vectors[weighed], ids[weighed]
        order = np.argsort(ids, kind="stable")
        _, starts = np.unique(ids[order], return_index=True)
        return _unit(np.add.reduceat(vectors[order], starts, axis=0))

    def query_tokens(self, encoding: Encoding, lang: str) -> Vectors:
        """A query's token vectors, each as long as its share of the query's IDF (marks: 0).

        A passage's MaxSim score against them is the IDF-weighted mean of best matches.
        """
        weights = self._idf(encoding, lang)
        if not weights.any():
            weights = np.ones_like(weights)
        tokens = self.tokens(encoding, "query", lang)
        tokens *= (weights / weights.sum())[:, None]
        return tokens

    def norms(self, vector: Vectors, tokens: Vectors | None, lang: str) -> Norms:
        """What the query scores, by habit, against passages of each language.

        `vector` and `tokens` are the query's, calibrated; `lang` is its language.
        """
        dense, late, lexical = {}, {}, {}
        weighed = None if tokens is None else telling(tokens)
        for at in LANGUAGES:
            place, gain = _place(at), self._gain(lang, at)
            habit = float((self._background_vectors[place] @ vector).mean())
            dense[at] = Norm(habit, 1 / gain)
            lexical[at] = Norm(0.0, 1 / (gain * (1.0 if _same(lang, at) else _GAIN_OF_WORDS)))
            if weighed is not None:
                background, starts = self._background_tokens[place]
                best = np.maximum.reduceat(weighed @ background.T, starts, axis=1)
                scores = best.sum(axis=0)
                late[at] = Norm(float(scores.mean()), float(scores.std()) / gain)
        return Norms(dense, late, lexical)

    def translations(self, term: int, lang: str) -> list[tuple[int, float]]:
        """The terms of the other language that translate a term, with their probabilities."""
        return self._dictionaries[_place(lang)].get(term, [])

    def _idf(self, encoding: Encoding, lang: str) -> Vectors:
        weights: Vectors = self._floats("token_idf")[_place(lang)][encoding.ids]
        return weights

    def _gain(self, query_lang: str, passage_lang: str) -> float:
        return 1.0 if _same(query_lang, passage_lang) else float(self._floats("gain"))

    @cached_property
    def _background_vectors(self) -> Vectors:
        return self._floats("background_vectors").astype(np.float32)

    @cached_property
    def _background_tokens(self) -> list[tuple[Vectors, NDArray[np.int64]]]:
        found = []
        for lang in LANGUAGES:
            values = self._arrays[f"background_{lang}"].astype(np.float32)
            values /= np.maximum(np.linalg.norm(values, axis=-1, keepdims=True), 1e-12)
            starts = self._arrays[f"background_{lang}_starts"].astype(np.int64)
            found.append((values, starts))
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


def telling(tokens: Vectors) -> Vectors:
    """The token vectors without those that weigh nothing: they add nothing but time."""
    weighed: Vectors = tokens[tokens.any(axis=1)]
    return weighed


def treated_as(lang: str) -> str:
    """The calibrated language whose statistics serve a passage of `lang`."""
    return lang if lang in LANGUAGES else "en"


def _same(one: str, other: str) -> bool:
    return treated_as(one) == treated_as(other)


def _place(lang: str) -> int:
    return LANGUAGES.index(treated_as(lang))


def _unit(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    unit: Vectors = (vectors / np.maximum(lengths, 1e-12)).astype(np.float32)
    return unit
