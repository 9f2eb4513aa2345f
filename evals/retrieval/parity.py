"""Parity: how much of its quality a question keeps when the answer stands in the other language.

    parity of ntrex-headline_et-en  =  nDCG@10 of ntrex-headline_et-en / of ntrex-headline_et-et

Sets are named NAME_QUERY-DOCUMENTS, as in `ntrex-headline_et-en`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from corpus.errors import BadInput
from corpus.settings import Settings
from evals.retrieval import experiment
from evals.sets import datasets
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


def measure(folder: Path, systems: Sequence[System], settings: Settings) -> Iterator[Parity]:
    """Every pair of sets under the folder, by every system, rows whole.

    Raises:
        BadInput: no set has a same-language partner.
    """
    pairs = list(_pairs(folder))
    if not pairs:
        raise BadInput(f"{folder}: no two sets NAME_et-et and NAME_et-en (or en-en and en-et)")
    for family, query, documents in pairs:
        for system in systems:
            same, across = (
                _quality(folder / f"{family}_{query}-{lang}", system, settings)
                for lang in (query, documents)
            )
            yield Parity(family, f"{query}-{documents}", system.name, same, across)


def _pairs(folder: Path) -> Iterator[tuple[str, str, str]]:
    names = {path.parent.name for path in folder.glob("*/queries.jsonl")}
    for name in sorted(names):
        family, _, direction = name.rpartition("_")
        query, _, documents = direction.partition("-")
        if documents in LANGUAGES and documents != query and f"{family}_{query}-{query}" in names:
            yield family, query, documents


def _quality(folder: Path, system: System, settings: Settings) -> float:
    outcome = experiment.perform(datasets.load(folder), system, settings, whole=True)
    return outcome.metrics[_MEASURE]
