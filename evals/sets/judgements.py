"""Judgements: how relevant a document is to a query, from BEIR's three columns or TREC's four.

    q1 TAB toidupank TAB 1      or      q1 0 toidupank 1

`datasets` brings them together with the queries and documents that they judge.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from corpus.errors import BadInput
from evals.sets.text_files import lines, some

Qrels = dict[str, dict[str, int]]  # query id -> document id -> grade

_FORM = "query-id TAB corpus-id TAB score (or TREC's query-id 0 corpus-id score)"
_TREC_COLUMNS = 4
_SHOWN = 80  # characters of a wrong line


class Judgements(NamedTuple):
    """What a file judges, and what is odd about it, a sentence each."""

    qrels: Qrels
    warnings: tuple[str, ...]


def read(path: Path) -> Judgements:
    """Reads a file of judgements; of one that stands twice the last counts, as BEIR's reader does.

    Raises:
        BadInput: it is missing, broken or empty.
    """
    qrels: Qrels = {}
    again: Counter[str] = Counter()
    other: Counter[str] = Counter()
    for query, document, grade in _judgements(path):
        judged = qrels.setdefault(query, {})
        if document in judged:
            (again if judged[document] == grade else other)[f"{query} {document}"] += 1
        judged[document] = grade
    if not qrels:
        raise BadInput(f"{path}: no judgement in it; nothing can be measured")
    return Judgements(qrels, tuple(_warnings(path, again, other)))


def _warnings(path: Path, again: Counter[str], other: Counter[str]) -> Iterator[str]:
    if other:
        yield (
            f"{path}: {_pairs(other)} judged twice with different grades, of which the last "
            f"counts: {some(other)}"
        )
    if again:
        yield f"{path}: {_pairs(again)} judged twice with the same grade: {some(again)}"


def _pairs(found: Counter[str]) -> str:
    return "1 pair is" if len(found) == 1 else f"{len(found)} pairs are"


def _judgements(path: Path) -> Iterator[tuple[str, str, int]]:
    first = True
    for number, columns in _table(path):
        if first and columns[-1].strip() == "score":
            continue
        first = False
        try:
            if len(columns) > _TREC_COLUMNS:
                raise ValueError
            query, *_, document, grade = columns
            yield query, document, int(grade)
        except ValueError:
            seen = _short("TAB".join(columns))
            raise BadInput(
                f"{path}, line {number}: '{seen}' is no judgement; write {_FORM}"
            ) from None


def _table(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Each line's number and columns; without a TAB in it, four that blanks part are TREC's."""
    for number, line in lines(path):
        try:
            row = next(csv.reader([line], delimiter="\t"))
        except csv.Error:
            row = [line]
        parted = row[0].split() if len(row) == 1 else row
        yield number, parted if len(parted) == _TREC_COLUMNS else row


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
