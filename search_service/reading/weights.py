"""What the answerer has learnt: the weight of each feature, and the bars.

    weights = AnswerWeights.read(file_for("multilingual-e5-small"), FEATURES)
    weights.quotes.score(table)        ->  one score a window, higher is better
    weights.evidence.probability(row)  ->  the probability that the corpus answers
    ExampleWeights.read(EXAMPLES, LIST_FEATURES).works.probability(row)  ->  that a work fits

Linear scores with names to their weights, in small JSON files that say which command made them from
what. `evals.fitting.answers` and `evals.fitting.examples` make them; nothing here learns.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from corpus.errors import BadInput

FOLDER = Path(__file__).parent / "answer_weights"
EXAMPLES = Path(__file__).parent / "example_weights.json"  # serves every embedding model
USUAL = "multilingual-e5-small"  # serves embedding models that have no weights of their own

Table = NDArray[np.float64]
Said = Mapping[str, Any]
Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class Linear:
    """A weight for each named feature, which is first brought to mean 0 and spread 1."""

    features: tuple[str, ...]
    means: Table
    spreads: Table
    weights: Table
    constant: float = 0.0

    @classmethod
    def blank(cls, features: Collection[str]) -> Linear:
        """One that has learnt nothing."""
        n = len(features)
        return cls(tuple(features), np.zeros(n), np.ones(n), np.zeros(n))

    def score(self, table: Table) -> Table:
        """The scores of rows of features."""
        return np.asarray((table - self.means) / self.spreads @ self.weights + self.constant)

    def probabilities(self, table: Table) -> Table:
        """The scores of rows of features, as probabilities."""
        return np.asarray(1 / (1 + np.exp(-self.score(table))))

    def probability(self, row: Table) -> float:
        """The score of one row as a probability."""
        return float(self.probabilities(row[None])[0])

    def as_json(self) -> dict[str, object]:
        """As the file keeps it: feature to its weight, mean and spread."""
        rows = zip(self.features, self.weights, self.means, self.spreads, strict=True)
        named = {
            name: {"weight": round(w, 5), "mean": round(m, 5), "spread": round(s, 5)}
            for name, w, m, s in rows
        }
        return {"constant": round(self.constant, 5), "features": named}

    @classmethod
    def of_json(cls, said: Mapping[str, object], expected: Collection[str]) -> Linear:
        """As a file keeps it.

        Raises:
            ValueError: its features are not the ones that this version computes.
        """
        features = said["features"]
        if not isinstance(features, dict) or tuple(features) != tuple(expected):
            raise ValueError("it was fitted for other features")
        means, spreads, weights = (
            np.array([float(each[key]) for each in features.values()])
            for key in ("mean", "spread", "weight")
        )
        return cls(tuple(expected), means, spreads, weights, float(str(said["constant"])))


class Features(NamedTuple):
    """The names of the features of answers that this version computes, for both scores."""

    quotes: tuple[str, ...]
    evidence: tuple[str, ...]


class ListFeatures(NamedTuple):
    """The same of lists."""

    asked: tuple[str, ...]
    works: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnswerWeights:
    """Both linear scores, the bar, and a stamp that tells where they come from.

    `quotes` say which window is best, `evidence` whether it answers.
    """

    quotes: Linear
    evidence: Linear
    bar: float
    stamp: Mapping[str, object]

    @classmethod
    def blank(cls, features: Features) -> AnswerWeights:
        """One that has learnt nothing: what fitting begins with."""
        quotes, evidence = map(Linear.blank, features)
        return cls(quotes, evidence, 1.0, {})

    @classmethod
    def read(cls, path: Path, features: Features) -> AnswerWeights:
        """Reads a file of weights for these features.

        Raises:
            BadInput: it is missing, broken, or of another version.
        """

        def of_said(said: Said) -> AnswerWeights:
            return cls(
                Linear.of_json(said["quotes"], features.quotes),
                Linear.of_json(said["evidence"], features.evidence),
                float(said["bar"]),
                said["stamp"],
            )

        return _read(path, "a model for answers", "fit-answers", of_said)

    def write(self, path: Path) -> None:
        """Writes the file, whole or not at all."""
        content = {
            "stamp": dict(self.stamp),
            "bar": round(self.bar, 4),
            "quotes": self.quotes.as_json(),
            "evidence": self.evidence.as_json(),
        }
        _write(path, content)


@dataclass(frozen=True, slots=True)
class ExampleWeights:
    """Both linear scores of lists, the probability that lists a work, and a stamp.

    `asked` says whether a question asks for several works, `works` whether one of them fits.
    """

    asked: Linear
    works: Linear
    bar: float
    stamp: Mapping[str, object]

    @classmethod
    def blank(cls, features: ListFeatures) -> ExampleWeights:
        """One that has learnt nothing: what fitting begins with."""
        asked, works = map(Linear.blank, features)
        return cls(asked, works, 1.0, {})

    @classmethod
    def read(cls, path: Path, features: ListFeatures) -> ExampleWeights:
        """Reads a file of weights for these features.

        Raises:
            BadInput: it is missing, broken, or of another version.
        """

        def of_said(said: Said) -> ExampleWeights:
            return cls(
                Linear.of_json(said["asked"], features.asked),
                Linear.of_json(said["works"], features.works),
                float(said["bar"]),
                said["stamp"],
            )

        return _read(path, "a model for lists", "fit-examples", of_said)

    def write(self, path: Path) -> None:
        """Writes the file, whole or not at all."""
        content = {
            "stamp": dict(self.stamp),
            "bar": round(self.bar, 4),
            "asked": self.asked.as_json(),
            "works": self.works.as_json(),
        }
        _write(path, content)


def file_for(embedding_model: str) -> Path:
    """The shipped file for an embedding model; the usual one where it has none of its own."""
    own = FOLDER / f"{embedding_model}.json"
    return own if own.exists() else FOLDER / f"{USUAL}.json"


def _read(path: Path, what: str, command: str, of_said: Callable[[Said], Read]) -> Read:
    try:
        return of_said(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadInput(
            f"{path}: not {what} ({error}); make one with `sikk eval {command}`"
        ) from None


def _write(path: Path, content: Mapping[str, object]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    part.replace(path)
