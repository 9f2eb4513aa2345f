"""Questions about passages, with the stretch that answers each: what the cross-encoder learns from.

    of_table(Path("estqa.tsv"), passages)  ->  [Asked(question, passage, answers), …]
    exercises(asked, passages, encoder)    ->  [Exercise(question, passage, spans, others), …]

A question without an answer is a near miss: its passage tells of the same thing, and not that.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from corpus import tables
from corpus.errors import BadInput
from corpus.store import CorpusStore
from evals.answer_strings import read_answers
from evals.datasets import load, read_qrels
from evals.folds import fold
from search_service.encoder import Encoder

Span = tuple[int, int]

_OTHERS = 6  # nearest passages of other documents, among which wrong ones are drawn
_BATCH = 512


class Told(NamedTuple):
    """A passage: its document, that document's title, its text."""

    work: str
    title: str
    text: str


class Asked(NamedTuple):
    """A question about a passage and the strings that answer it; none, if it does not."""

    question: str
    passage: str
    answers: tuple[str, ...]


class Exercise(NamedTuple):
    """A question, its passage, where the answer stands in it, and passages near the question."""

    question: str
    passage: Told
    spans: tuple[Span, ...]
    others: tuple[Told, ...]


def of_library(store: CorpusStore) -> dict[str, Told]:
    """The passages of a store, by id."""
    return {
        passage.id: Told(document.metadata.work, document.metadata.title, passage.text)
        for document in store.documents()
        for passage in store.passages_of(document.id)
    }


def of_beir(folder: Path) -> tuple[dict[str, Told], list[Asked]]:
    """The passages of a BEIR folder that has answers, and its questions."""
    dataset, qrels = load(folder), read_qrels(folder / "qrels" / "test.tsv")
    answers = read_answers(folder / "answers.jsonl")
    passages = {row.id: Told(row.id, row.title, row.text) for row in dataset.rows or ()}
    asked = [
        Asked(query.text, passage, answers[query.id])
        for query in dataset.queries
        for passage in qrels.get(query.id, {})
        if query.id in answers
    ]
    return passages, asked


def of_table(path: Path, passages: Mapping[str, Told]) -> list[Asked]:
    """The questions of a table: passage, lang, question, answer.

    Raises:
        BadInput: a passage is not there, or does not hold the answer word for word.
    """
    asked = []
    for row in tables.rows(path, ("passage", "lang", "question", "answer")):
        told = passages.get(row["passage"])
        if told is None:
            raise BadInput(f"{path}: no passage '{row['passage']}'; ingest the shipped library")
        if row["answer"] not in told.text:
            raise BadInput(f"{path}: '{row['answer']}' does not stand in '{row['passage']}'")
        asked.append(Asked(row["question"], row["passage"], tuple(filter(None, [row["answer"]]))))
    return asked


def exercises(
    asked: Sequence[Asked],
    passages: Mapping[str, Told],
    encoder: Encoder,
    held_out: Collection[int] = (),
) -> list[Exercise]:
    """The questions with the passages that could be taken for theirs, without some folds."""
    kept = [each for each in asked if fold(passages[each.passage].work) not in held_out]
    own = sorted({each.passage for each in kept} | set(passages))
    told = [passages[key] for key in own]
    near = _encoded(encoder, [each.question for each in kept], "query") @ _encoded(
        encoder, [f"{each.title}\n{each.text}" for each in told], "passage"
    ).T
    found = []
    for each, scores in zip(kept, near, strict=True):
        passage = passages[each.passage]
        others = (told[i] for i in np.argsort(-scores) if told[i].work != passage.work)
        chosen = tuple(other for other, _ in zip(others, range(_OTHERS), strict=False))
        spans = tuple(_places(passage.text, each.answers))
        if spans or not each.answers:
            found.append(Exercise(each.question, passage, spans, chosen))
    return found


def _encoded(encoder: Encoder, texts: Sequence[str], role: str) -> np.ndarray:
    parts = (texts[at : at + _BATCH] for at in range(0, len(texts), _BATCH))
    return np.array([e.vector for part in parts for e in encoder.encode(part, role)])  # type: ignore[arg-type]


def _places(text: str, answers: Sequence[str]) -> Iterator[Span]:
    for answer in answers:
        at = text.find(answer)
        while at >= 0:
            yield at, at + len(answer)
            at = text.find(answer, at + 1)
