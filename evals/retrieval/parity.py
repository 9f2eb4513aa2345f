"""Parity: how much of its quality a question keeps when the answer stands in the other language.

    parity of ntrex-headline_et-en  =  nDCG@10 of ntrex-headline_et-en / of ntrex-headline_et-et

Sets are named NAME_QUERY-DOCUMENTS, as in `ntrex-headline_et-en`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from corpus.errors import BadInput
from corpus.settings import Settings
from evals.retrieval import experiment
from evals.sets import datasets
from evals.sets.datasets import Dataset
from search_service.encoding.calibration import LANGUAGES
from search_service.search.systems import System

_MEASURE = "nDCG@10"


class Parity(NamedTuple):
    """One set family in one direction; `ratio` is across / same."""

    family: str
    direction: str
    system: str
    same: float
    across: float

    @property
    def ratio(self) -> float:
        """Cross-language nDCG@10 over same-language nDCG@10."""
        return self.across / self.same if self.same else 0.0


def measure(
    folder: Path, systems: Sequence[System], settings: Settings, warn: Callable[[str], None]
) -> Iterator[Parity]:
    """Every pair of sets under the folder, by every system, rows whole; `warn` of odd sets.

    Raises:
        BadInput: no set has a same-language partner.
    """
    pairs = list(_pairs(folder))
    if not pairs:
        raise BadInput(f"{folder}: no two sets NAME_et-et and NAME_et-en (or en-en and en-et)")
    for family, query, documents in pairs:
        sets = [datasets.load(folder / f"{family}_{query}-{lang}") for lang in (query, documents)]
        for warning in (each for dataset in sets for each in dataset.warnings):
            warn(warning)
        for system in systems:
            same, across = (_quality(dataset, system, settings) for dataset in sets)
            yield Parity(family, f"{query}-{documents}", system.name, same, across)


def _pairs(folder: Path) -> Iterator[tuple[str, str, str]]:
    names = {path.parent.name for path in folder.glob("*/queries.jsonl")}
    for name in sorted(names):
        family, _, direction = name.rpartition("_")
        query, _, documents = direction.partition("-")
        if documents in LANGUAGES and documents != query and f"{family}_{query}-{query}" in names:
            yield family, query, documents


def _quality(dataset: Dataset, system: System, settings: Settings) -> float:
    return experiment.perform(dataset, system, settings, whole=True).metrics[_MEASURE]
