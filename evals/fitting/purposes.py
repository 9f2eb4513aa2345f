"""Learns what a question is for from labelled questions, for `search_service.reading.purposes`.

    fit(labelled)  ->  the file, and how often unseen questions are told right

Labelled are the questions of evals/gold/purposes, the train split of the gold set of answers, and
those about passages that say their kind; of the last, lists and comparisons are of things inside
one passage and left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from corpus import tables
from evals.sets import answer_gold
from search_service.queries.query_language import language_of
from search_service.reading import purposes
from search_service.words.analyzer import Analyzer

COMMAND = "sikk eval fit-purposes"
_STRENGTH = 10.0  # inverse of the ridge; chosen on the development split
_FEWEST = 3  # questions that have a cue
_INSIDE = ("list", "comparison")


class Labelled(NamedTuple):
    """A question and what it is for."""

    text: str
    purpose: str


def read(
    purposes_folder: Path, gold: Path, passages: Path
) -> tuple[list[Labelled], list[Labelled]]:
    """The questions to learn from, and those to measure on (the gold set's development split).

    Raises:
        BadInput: a file is missing or broken.
    """
    told = [
        Labelled(row["question"], row["kind"])
        for row in tables.rows(purposes_folder / "questions.tsv", ("kind", "question"))
    ]
    told += [
        Labelled(row["question"], row["kind"])
        for row in tables.rows(passages, ("kind", "question"))
        if row["kind"] not in _INSIDE
    ]
    questions = [q for q in answer_gold.read(gold) if q.kind in purposes.PURPOSES and q.work != "-"]
    train = [Labelled(q.text, q.kind) for q in questions if q.split == "train"]
    dev = [Labelled(q.text, q.kind) for q in questions if q.split == "dev"]
    return [*told, *train], dev


def fit(train: Sequence[Labelled], dev: Sequence[Labelled]) -> float:
    """Writes the product's file; the share of the development questions that it tells right."""
    analyzer = Analyzer()
    seen = [_cues(each.text, analyzer) for each in train]
    often = Counter(cue for own in seen for cue in own)
    vectorizer = DictVectorizer()
    rows = vectorizer.fit_transform([_row(own, often) for own in seen])
    model = LogisticRegression(C=_STRENGTH, max_iter=500)
    model.fit(rows, [each.purpose for each in train])
    order = [list(model.classes_).index(name) for name in purposes.PURPOSES]
    weights = dict(zip(vectorizer.get_feature_names_out(), model.coef_[order].T, strict=True))
    stamp = {"command": COMMAND, "questions": len(train)}
    purposes.write(model.intercept_[order], weights, stamp)
    purposes.learnt.cache_clear()
    right = [_told(each.text, analyzer) == each.purpose for each in dev]
    return float(np.mean(right)) if right else float("nan")


def _cues(text: str, analyzer: Analyzer) -> set[str]:
    return purposes.cues(text, analyzer.terms(text, language_of(text)))


def _row(own: set[str], often: Counter[str]) -> dict[str, float]:
    known = [cue for cue in own if often[cue] >= _FEWEST]
    return dict.fromkeys(known, 1 / np.sqrt(len(known) or 1))


def _told(text: str, analyzer: Analyzer) -> str:
    told = purposes.purposes(text, analyzer.terms(text, language_of(text)))
    return max(told, key=lambda name: told[name])
