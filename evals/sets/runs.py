"""Runs: which documents a system returned for each query, best first; read and written as TREC.

    q1 Q0 toidupank 1 0.873 full

Tools that read runs, trec_eval first, order by score alone, equal scores by document id, and keep
scores in single precision. So a run is read like that, whatever its rank column says; and one of
ours is written with scores that fall from each document to the next, also where what is shown is
not in the order of the scores. A blank parts the columns, or a TAB where an id holds a blank.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import isfinite
from pathlib import Path
from typing import NamedTuple

import numpy as np

from corpus.errors import BadInput
from evals.sets.text_files import lines, some

Run = dict[str, dict[str, float]]  # query id -> document id -> score, best first

_COLUMNS = 6


class RunFile(NamedTuple):
    """A run that was read, and what is odd about it, a sentence each."""

    run: Run
    warnings: tuple[str, ...]


def write(run: Run, path: Path, system: str) -> None:
    """Writes a TREC run file that reads back in the same order.

    Raises:
        BadInput: it cannot be written.
    """
    written = [
        _line(query, "Q0", document, str(rank), _decimal(score), system)
        for query, scores in run.items()
        for rank, (document, score) in enumerate(_falling(scores), start=1)
    ]
    try:
        path.write_text("".join(written), encoding="utf-8")
    except OSError as error:
        raise BadInput(f"{path}: the run cannot be written ({error.strerror})") from None


def read(path: Path) -> RunFile:
    """Reads a TREC run file, in the order of its scores.

    Raises:
        BadInput: it cannot be read, a line has not six columns, or none is there.
    """
    scores: Run = {}
    twice: dict[str, None] = {}
    for number, line in lines(path):
        query, document, score = _columns(line, f"{path}, line {number}")
        own = scores.setdefault(query, {})
        if document in own:
            twice[f"{query} {document}"] = None
        own[document] = max(score, own.get(document, score))
    if not scores:
        raise BadInput(f"{path}: no line of a run in it")
    told = (
        f"{path}: {len(twice)} of its query-document pairs stand twice, of which the better score "
        f"counts: {some(twice)}"
    )
    return RunFile({q: _ranked(own) for q, own in scores.items()}, (told,) if twice else ())


def _ranked(scores: Mapping[str, float]) -> dict[str, float]:
    def place(document: str) -> tuple[np.float32, str]:
        return np.float32(scores[document]), document

    return {document: scores[document] for document in sorted(scores, key=place, reverse=True)}


def _falling(scores: Mapping[str, float]) -> Iterator[tuple[str, np.float32]]:
    last = np.float32(np.inf)
    for document, score in scores.items():
        last = min(np.float32(score), np.nextafter(last, np.float32(-np.inf)))
        yield document, last


def _decimal(score: np.float32) -> str:
    return np.format_float_positional(score, trim="0")


def _line(*columns: str) -> str:
    between = " " if all(column.split() == [column] for column in columns) else "\t"
    return between.join(columns) + "\n"


def _columns(line: str, where: str) -> tuple[str, str, float]:
    parts = line.split("\t")
    if len(parts) != _COLUMNS:
        parts = line.split()
    try:
        query, _, document, _, written, _ = parts
        score = float(written)
        if not isfinite(score):
            raise ValueError
    except ValueError:
        raise BadInput(
            f"{where}: not a line of a TREC run: query-id Q0 document-id rank score name"
        ) from None
    return query, document, score
