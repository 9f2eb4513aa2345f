"""The questions that the answerer is fitted on, as they are read: of which it learns, and by whom.

    read(Sources(beir, gold), settings)  ->  Readings: those of the BEIR folder, of the gold set

Nothing may have learnt from a question that reads it here for fitting, or weights would trust it
more than it deserves in use: of a folder that the cross-encoder learnt from only the documents held
out are used; of the gold set a question's work may be read by a reader that has not seen it, and
what a question is for be told by weights that have not.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from corpus.errors import BadInput
from corpus.settings import Settings
from evals.answers import answering
from evals.answers.answering import Asked, Record
from evals.fitting.reading_lists import about, fitted
from evals.retrieval import experiment
from evals.sets import datasets
from evals.sets.answer_gold import GoldQuestion
from evals.sets.datasets import Dataset
from evals.sets.folds import fold, half_of
from evals.sets.text_files import some
from search_service.bundled import build, installed
from search_service.bundled.installed import READER
from search_service.bundled.low_rank import LowRank
from search_service.bundled.model import BundledModel
from search_service.commands.indexing import bring_in_step
from search_service.encoding.cross_encoder import CrossEncoder
from search_service.engine import Engine
from search_service.reading.purposes import PURPOSES
from search_service.reading.question import Question
from search_service.reading.quote_finder import FEATURES
from search_service.reading.weights import AnswerWeights
from search_service.search.hits import SearchResult
from search_service.search.systems import DEFAULT
from search_service.wiring import open_engine

_HALVES = {0, 1}  # of the works, as `half_of` numbers them

Told = Mapping[str, Mapping[str, float]]  # by a question's id, how likely each purpose is
NOTHING_TOLD: Told = {}


@dataclass(frozen=True, slots=True)
class Sources:
    """Where questions come from: a BEIR folder with answers, a gold set of answers.

    `halves` are the readers that learnt from one half of the gold set's works each: a question is
    read by the one that has not seen its work. Without them the shipped one reads all. `purposes`
    is what `fit-purposes --unseen` wrote; without it the shipped weights tell what questions are
    for, which learnt from these very questions.
    """

    beir: Path
    gold: Path
    halves: Sequence[Path] = ()
    purposes: Path | None = None


class Readings(NamedTuple):
    """What was read for the questions of each source, and what is odd about them, in sentences."""

    beir: list[Record]
    gold: list[Record]
    warnings: tuple[str, ...]


def read(sources: Sources, settings: Settings) -> Readings:
    """Reads all questions but those of the gold set's test split.

    Raises:
        BadInput: a source is missing or broken, or the halves are not one of each.
    """
    halves = _halves(sources.halves)
    told = told_purposes(sources.purposes)
    dataset = datasets.load(sources.beir)
    asked = answering.beir(sources.beir, sources.beir / "answers.jsonl")
    unread = _unread(asked)
    beir = _read_beir(dataset, unread, settings)
    library = _read_library(sources.gold, halves, told, settings)
    warnings = (*dataset.warnings, *_left_out(sources.beir, asked, unread))
    return Readings(beir, library, warnings)


def _read_beir(dataset: Dataset, asked: Sequence[Asked], settings: Settings) -> list[Record]:
    blank = AnswerWeights.blank(FEATURES)
    with experiment.opened(dataset, DEFAULT, settings, model=blank) as (engine, _):
        return list(answering.records(asked, engine.searcher, engine.answerer))


def _unread(asked: Sequence[Asked]) -> list[Asked]:
    """The questions about documents that the cross-encoder did not learn from.

    Raises:
        BadInput: it learnt from all of them.
    """
    reader = LowRank.read(installed.READER_CHANGES)
    learnt = reader.stamp["learnt_from"]
    assert isinstance(learnt, list)
    unread = [
        each
        for each in asked
        if each.source not in learnt
        or fold(min(each.works, default=each.id)) in reader.held_out_folds
    ]
    if not unread:
        raise BadInput(f"{asked[0].source}: the cross-encoder learnt from all of its documents")
    return unread


def _left_out(folder: Path, asked: Sequence[Asked], unread: Sequence[Asked]) -> Iterator[str]:
    rest = [each.id for each in asked if each not in unread]
    if rest:
        yield (
            f"{folder}: {len(rest)} of {len(asked)} questions are left out, since the "
            f"cross-encoder learnt from their documents: {some(rest)}"
        )


def _halves(files: Sequence[Path]) -> dict[int, Path]:
    """The readers' files by the half of the works that they learnt from."""
    found: dict[int, Path] = {}
    for file in files:
        half = LowRank.read(file).stamp.get("half")
        if not isinstance(half, int):
            raise BadInput(f"{file}: this reader did not learn from one half of the works")
        found[half] = file
    if files and (set(found) != _HALVES or len(files) > len(found)):
        raise BadInput("--halves: give both readers, the one of each half of the works")
    return found


def told_purposes(file: Path | None) -> Told:
    """What each gold question is for; nothing where there is no file.

    Raises:
        BadInput: the file cannot be read, or is another.
    """
    if file is None:
        return NOTHING_TOLD
    try:
        said = json.loads(file.read_text(encoding="utf-8"))
        return {name: {each: float(own[each]) for each in PURPOSES} for name, own in said.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise BadInput(
            f"{file}: does not say what questions are for; make it with `sikk eval fit-purposes "
            "--unseen`"
        ) from None


def put(
    question: GoldQuestion, engine: Engine, told: Told = NOTHING_TOLD
) -> tuple[SearchResult, Question]:
    """What is found for a gold question, and it taken apart; `told` says what it is for."""
    result = engine.searcher.search(question.text)
    read = engine.answerer.finder.question(result.wording, result.lang)
    return result, replace(read, purposes=told.get(question.id, read.purposes))


def _read_library(
    gold: Path, halves: Mapping[int, Path], told: Told, settings: Settings
) -> list[Record]:
    blank = AnswerWeights.blank(FEATURES)
    if not halves:
        with open_engine(settings, DEFAULT, blank) as engine:
            return _read_gold(gold, engine, _HALVES, told)
    found = []
    for learnt, reader in halves.items():
        with tempfile.TemporaryDirectory() as folder:
            model = BundledModel(build.with_layers({READER: reader}, Path(folder) / "model"))
            with open_engine(settings, DEFAULT, blank, CrossEncoder(model, reader)) as engine:
                found += _read_gold(gold, engine, _HALVES - {learnt}, told)
    return found


def _read_gold(folder: Path, engine: Engine, halves: Collection[int], told: Told) -> list[Record]:
    """The questions about works of these halves."""
    bring_in_step(engine.indexer)
    wanted = [each for each in fitted(folder, engine) if half_of(about(each)) in halves]
    return list(answering.records(wanted, engine.searcher, engine.answerer, told))
