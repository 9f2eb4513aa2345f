"""Distractors: what a ranking keeps when thousands of unrelated passages of one language join.

Passages are made of neighbouring sentences, of the language that the query does not stand in, since
that is what drowned other systems (ragflow#11499). The texts must be of another field than the
dataset: what answers a question is no distractor.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from corpus.errors import BadInput
from corpus.settings import Settings
from corpus.text.sentences import sentences
from evals.retrieval import experiment
from evals.sets import datasets
from evals.sets.datasets import CorpusRow, Dataset
from evals.sets.text_files import read_errors
from search_service.encoding.calibration import LANGUAGES
from search_service.search.systems import System

_MEASURE = "nDCG@10"
SENTENCES = 2  # of the longest passages that are made


class Crowd(NamedTuple):
    """A dataset's nDCG@10 before and after the distractors came."""

    dataset: str
    system: str
    passages: int
    before: float
    after: float


def measure(
    dataset: Dataset,
    sources: Sequence[Path],
    count: int,
    systems: Sequence[System],
    settings: Settings,
    sentences_each: int = SENTENCES,
) -> Iterator[Crowd]:
    """Each system on the dataset alone, and with `count` passages from the sources added.

    A source is a file of text, its name ending in the language (`wmt18.et.txt`), or a BEIR folder.
    Passages have `sentences_each` sentences, then, should these not be enough, fewer.

    Raises:
        BadInput: the dataset has no rows or no language, or there is too little text.
    """
    langs = {query.lang for query in dataset.queries}
    if dataset.rows is None or len(langs) != 1 or not langs <= set(LANGUAGES):
        raise BadInput(f"{dataset.name}: needs rows of its own, and queries of one language")
    other = next(lang for lang in LANGUAGES if lang not in langs)
    added = tuple(
        CorpusRow(f"distractor{n}", "", text, other)
        for n, text in enumerate(islice(_passages(sources, other, sentences_each), count))
    )
    if len(added) < count:
        raise BadInput(
            f"the texts are enough for {len(added)} passages in '{other}' only, not {count}; "
            "name more"
        )
    crowded = replace(dataset, rows=dataset.rows + added)
    for system in systems:
        before, after = (
            experiment.perform(each, system, settings, whole=True).metrics[_MEASURE]
            for each in (dataset, crowded)
        )
        yield Crowd(dataset.name, system.name, count, before, after)


def _passages(sources: Sequence[Path], lang: str, longest: int) -> Iterator[str]:
    """Runs of a few sentences, each different."""
    texts = [text for source in sources for text in _texts(source, lang)]
    parts = [text[start:end] for text in texts for start, end in sentences(text)]
    seen: set[str] = set()
    cuts = [(length, first) for length in range(longest, 0, -1) for first in range(length)]
    for length, first in cuts:
        for at in range(first, len(parts), length):
            passage = " ".join(parts[at : at + length])
            if passage not in seen:
                seen.add(passage)
                yield passage


def _texts(source: Path, lang: str) -> list[str]:
    if source.is_dir():
        return [row.text for row in datasets.load(source).rows or () if row.lang == lang]
    at = source.name.removesuffix(".txt").rpartition(".")[2]
    if at not in LANGUAGES or source.suffix != ".txt":
        raise BadInput(f"{source}: its name does not end in .et.txt or .en.txt")
    if at != lang:
        return []
    with read_errors(source):
        return source.read_text(encoding="utf-8-sig").splitlines()
