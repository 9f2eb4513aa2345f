"""Learns what a question is for from labelled questions, for `search_service.reading.purposes`.

    train, dev = read(purposes, gold, passages)
    fit(train, dev)           ->  writes the file; how often the others are told right
    unseen([*train, *dev])    ->  {"g101": {"money": .81, …}, …}, each by what had not seen it

Labelled are the questions of evals/gold/purposes, the train split of the gold set of answers, and
those about passages that say their kind. Lists of things inside one work are left out, and so are
lists and comparisons inside one passage: "list" is for what several works answer. What a question
that was learnt from is for is told more surely than it ever is in use: what else is fitted on the
gold set's questions takes it from `unseen`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from corpus import tables
from evals.fitting.reader_questions import work_of
from evals.sets import answer_gold
from evals.sets.answer_gold import NO_WORK, GoldQuestion, asks_for_several
from evals.sets.folds import FOLDS, fold
from search_service.queries.query_language import language_of
from search_service.reading import purposes
from search_service.words.analyzer import Analyzer

COMMAND = "sikk eval fit-purposes"
_STRENGTH = 10.0  # inverse of the ridge; chosen on the development split
_FEWEST = 3  # questions that have a cue
_INSIDE = ("list", "comparison")


class Labelled(NamedTuple):
    """A question and what it is for.

    `about` keeps together what is asked of one work; `id` is that of a gold question, else "".
    """

    text: str
    purpose: str
    about: str
    id: str = ""


def read(
    purposes_folder: Path, gold: Path, passages: Path
) -> tuple[list[Labelled], list[Labelled]]:
    """The questions to learn from, and those to measure on (the gold set's development split).

    Raises:
        BadInput: a file is missing or broken.
    """
    told = [
        Labelled(row["question"], row["kind"], row["question"])
        for row in tables.rows(purposes_folder / "questions.tsv", ("kind", "question"))
    ]
    told += [
        Labelled(row["question"], row["kind"], work_of(row["passage"]))
        for row in tables.rows(passages, ("passage", "kind", "question"))
        if row["kind"] not in _INSIDE
    ]
    asked = [q for q in answer_gold.read(gold) if q.kind in purposes.PURPOSES]
    questions = [q for q in asked if not _is_inside(q)]
    of_split = {
        split: [Labelled(q.text, q.kind, _about(q), q.id) for q in questions if q.split == split]
        for split in ("train", "dev")
    }
    return [*told, *of_split["train"]], of_split["dev"]


def _is_inside(question: GoldQuestion) -> bool:
    """Whether it asks for a list of things inside one work."""
    works = {work_of(each) for each in question.documents}
    return question.kind == "list" and not asks_for_several(question, len(works))


def _about(question: GoldQuestion) -> str:
    return question.text if question.work == NO_WORK else question.work


def fit(train: Sequence[Labelled], dev: Sequence[Labelled]) -> float:
    """Writes the product's file; the share of the development questions that it tells right."""
    analyzer = Analyzer()
    learnt = _learnt(_seen(train, analyzer))
    stamp = {"command": COMMAND, "questions": len(train)}
    purposes.write(learnt.constants, learnt.cues, stamp)
    purposes.learnt.cache_clear()
    told = [purposes.purposes(q.text, _terms(q.text, analyzer)) for q in dev]
    right = [_likeliest(own) == q.purpose for q, own in zip(dev, told, strict=True)]
    return float(np.mean(right)) if right else float("nan")


def unseen(labelled: Sequence[Labelled]) -> dict[str, dict[str, float]]:
    """What each gold question is for, told from the questions about works of the other folds."""
    seen = _seen(labelled, Analyzer())
    found = {}
    for number in range(FOLDS):
        learnt = _learnt([each for each in seen if fold(each.labelled.about) != number])
        for q, cues in seen:
            if q.id and fold(q.about) == number:
                found[q.id] = purposes.told(cues, *learnt)
    return found


class _Seen(NamedTuple):
    """A question with what the regression sees of it."""

    labelled: Labelled
    cues: set[str]


class _Learnt(NamedTuple):
    """A constant for each purpose, and each cue's weights."""

    constants: np.ndarray
    cues: Mapping[str, np.ndarray]


def _learnt(seen: Sequence[_Seen]) -> _Learnt:
    often = Counter(cue for each in seen for cue in each.cues)
    vectorizer = DictVectorizer()
    rows = vectorizer.fit_transform([_row(each.cues, often) for each in seen])
    model = LogisticRegression(C=_STRENGTH, max_iter=500)
    model.fit(rows, [each.labelled.purpose for each in seen])
    order = [list(model.classes_).index(name) for name in purposes.PURPOSES]
    weights = dict(zip(vectorizer.get_feature_names_out(), model.coef_[order].T, strict=True))
    return _Learnt(model.intercept_[order], weights)


def _seen(labelled: Sequence[Labelled], analyzer: Analyzer) -> list[_Seen]:
    return [_Seen(q, purposes.cues(q.text, _terms(q.text, analyzer))) for q in labelled]


def _terms(text: str, analyzer: Analyzer) -> list[str]:
    return analyzer.terms(text, language_of(text))


def _row(own: set[str], often: Counter[str]) -> dict[str, float]:
    known = [cue for cue in own if often[cue] >= _FEWEST]
    return dict.fromkeys(known, 1 / np.sqrt(len(known) or 1))


def _likeliest(told: Mapping[str, float]) -> str:
    return max(told, key=lambda name: told[name])
