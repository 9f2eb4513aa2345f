"""Distractors: what a ranking keeps when thousands of unrelated passages of one language join.

Passages are made of neighbouring lines of parallel text; of the language that the query does not
stand in, since that is what drowned other systems (ragflow#11499).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from corpus.errors import BadInput
from corpus.sentences import sentences
from corpus.settings import Settings
from evals import experiment
from evals.datasets import Dataset, Row
from search_service.calibration import LANGUAGES
from search_service.systems import System

_MEASURE = "nDCG@10"
_LINES = 2  # sentences that make a passage


class Crowd(NamedTuple):
    """A dataset's figure before and after the distractors came."""

    dataset: str
    system: str
    passages: int
    before: float
    after: float


def measure(
    dataset: Dataset, texts: Path, count: int, systems: Sequence[System], settings: Settings
) -> Iterator[Crowd]:
    """Each system on the dataset alone, and with `count` passages from `texts` added.

    Raises:
        BadInput: the dataset has no rows or no language, or there is too little text.
    """
    langs = {query.lang for query in dataset.queries}
    if dataset.rows is None or len(langs) != 1 or not langs <= set(LANGUAGES):
        raise BadInput(f"{dataset.name}: needs rows of its own, and queries of one language")
    other = next(lang for lang in LANGUAGES if lang not in langs)
    added = tuple(
        Row(f"distractor{n}", "", text, other) for n, text in enumerate(_passages(texts, other))
    )[:count]
    if len(added) < count:
        raise BadInput(f"{texts}: has text for {len(added)} passages only, not {count}")
    crowded = replace(dataset, rows=dataset.rows + added)
    for system in systems:
        before, after = (
            experiment.perform(each, system, settings, whole=True).metrics[_MEASURE]
            for each in (dataset, crowded)
        )
        yield Crowd(dataset.name, system.name, count, before, after)


def _passages(texts: Path, lang: str) -> Iterator[str]:
    """Runs of a few sentences, each different."""
    seen: set[str] = set()
    for path in sorted(texts.glob(f"*.{lang}.txt")):
        lines = path.read_text(encoding="utf-8").splitlines()
        parts = [line[start:end] for line in lines for start, end in sentences(line)]
        for at in range(0, len(parts), _LINES):
            passage = " ".join(parts[at : at + _LINES])
            if passage not in seen:
                seen.add(passage)
                yield passage
