"""Benchmark datasets in BEIR form: `corpus.jsonl`, `queries.jsonl`, `qrels/test.tsv`.

Rows may carry `lang`. Without `corpus.jsonl` the queries are about the present library, and
document ids are the catalogue's.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from corpus.errors import BadInput

Qrels = dict[str, dict[str, int]]


class Row(NamedTuple):
    """One row of the corpus; `lang` is None where the row does not say."""

    id: str
    title: str
    text: str
    lang: str | None


class Query(NamedTuple):
    """One query; `lang` is None where the row does not say."""

    id: str
    text: str
    lang: str | None


@dataclass(frozen=True, slots=True)
class Dataset:
    """Judged queries, and the documents where the dataset brings its own."""

    name: str
    rows: tuple[Row, ...] | None
    queries: tuple[Query, ...]
    qrels: Qrels


def load(folder: Path) -> Dataset:
    """Reads a BEIR folder; only queries that have judgements are kept.

    Raises:
        BadInput: a file is missing or broken, or nothing is judged.
    """
    if not folder.is_dir():
        raise BadInput(f"{folder}: no such folder; give a folder in BEIR form")
    qrels = read_qrels(folder / "qrels" / "test.tsv")
    corpus = folder / "corpus.jsonl"
    rows = tuple(_rows(corpus)) if corpus.exists() else None
    queries = tuple(q for q in _queries(folder / "queries.jsonl") if q.id in qrels)
    if not queries:
        raise BadInput(f"{folder}: no query of queries.jsonl has a judgement in qrels/test.tsv")
    return Dataset(folder.name, rows, queries, qrels)


def load_queries(folder: Path) -> tuple[Query, ...]:
    """All queries of a BEIR folder, judged or not: also those that nothing answers.

    Raises:
        BadInput: the file is missing or broken.
    """
    return tuple(_queries(folder / "queries.jsonl"))


def read_qrels(path: Path) -> Qrels:
    """Query id to document id to relevance, from BEIR's three columns or TREC's four.

    Raises:
        BadInput: it is missing, broken or empty.
    """
    qrels: Qrels = {}
    for number, columns in enumerate(_table(path), start=1):
        if number == 1 and columns[-1].strip() == "score":
            continue
        try:
            query, document, relevance = columns[0], columns[-2], int(columns[-1])
        except (IndexError, ValueError):
            raise BadInput(f"{path}, line {number}: not `query-id, corpus-id, score`") from None
        qrels.setdefault(query, {})[document] = relevance
    if not qrels:
        raise BadInput(f"{path}: no judgement in it; nothing can be measured")
    return qrels


def _table(path: Path) -> Iterator[list[str]]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            yield from (row for row in csv.reader(file, delimiter="\t") if row)
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{path}: cannot be read ({error})") from None


def _rows(path: Path) -> Iterator[Row]:
    for entry in _objects(path):
        yield Row(_text(entry, "_id"), _text(entry, "title"), _text(entry, "text"), _lang(entry))


def _queries(path: Path) -> Iterator[Query]:
    for entry in _objects(path):
        yield Query(_text(entry, "_id"), _text(entry, "text"), _lang(entry))


def _objects(path: Path) -> Iterator[dict[str, object]]:
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield _object(line, path, number)
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{path}: cannot be read ({error})") from None


def _object(line: str, path: Path, number: int) -> dict[str, object]:
    try:
        entry = json.loads(line)
    except ValueError:
        raise BadInput(f"{path}, line {number}: not a JSON object") from None
    if not isinstance(entry, dict) or "_id" not in entry:
        raise BadInput(f"{path}, line {number}: has no `_id`")
    return entry


def _text(entry: dict[str, object], key: str) -> str:
    return str(entry.get(key) or "")


def _lang(entry: dict[str, object]) -> str | None:
    return _text(entry, "lang") or None
