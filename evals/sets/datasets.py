"""Benchmark datasets in BEIR form: `corpus.jsonl`, `queries.jsonl`, `qrels/test.tsv`.

Rows may carry `lang`. Without `corpus.jsonl` the queries are about the present library, and
document ids are the catalogue's. The form stands in docs/evaluation.md.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from corpus.errors import BadInput

Qrels = dict[str, dict[str, int]]

_FORM = (
    "a BEIR folder holds queries.jsonl, qrels/test.tsv and, unless it is about the present "
    "library, corpus.jsonl (docs/evaluation.md shows one)"
)
_JUDGEMENT = "query-id TAB corpus-id TAB score (or TREC's query-id 0 corpus-id score)"
_TREC_COLUMNS = 4
_SHOWN = 80  # characters of a wrong line


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
        raise BadInput(f"{folder}: no such folder; {_FORM}")
    lacking = [name for name in ("queries.jsonl", "qrels/test.tsv") if not (folder / name).exists()]
    if lacking:
        raise BadInput(f"{folder}: has no {' and no '.join(lacking)}; {_FORM}")
    qrels = read_qrels(folder / "qrels" / "test.tsv")
    corpus = folder / "corpus.jsonl"
    rows = load_rows(corpus) if corpus.exists() else None
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


def load_rows(path: Path) -> tuple[Row, ...]:
    """The documents of a `corpus.jsonl`.

    Raises:
        BadInput: the file is missing or broken.
    """
    return tuple(
        Row(str(entry["_id"]), _text(entry, "title"), _text(entry, "text"), _lang(entry))
        for entry in _objects(path)
    )


def read_qrels(path: Path) -> Qrels:
    """Query id to document id to relevance, from BEIR's three columns or TREC's four.

    Raises:
        BadInput: it is missing, broken or empty.
    """
    qrels: Qrels = {}
    for number, columns in _table(path):
        if not qrels and columns[-1].strip() == "score":
            continue
        try:
            if len(columns) > _TREC_COLUMNS:
                raise ValueError
            query, *_, document, relevance = columns
            qrels.setdefault(query, {})[document] = int(relevance)
        except ValueError:
            seen = "TAB".join(columns)
            raise BadInput(
                f"{path}, line {number}: '{_short(seen)}' is no judgement; write {_JUDGEMENT}"
            ) from None
    if not qrels:
        raise BadInput(f"{path}: no judgement in it; nothing can be measured")
    return qrels


@contextmanager
def read_errors(path: Path) -> Iterator[None]:
    """Turns what goes wrong with reading a file into one sentence."""
    try:
        yield
    except UnicodeDecodeError:
        raise BadInput(f"{path}: is not in UTF-8; save it in UTF-8") from None
    except FileNotFoundError:
        raise BadInput(f"{path}: there is no such file") from None
    except OSError as error:
        raise BadInput(f"{path}: cannot be read ({error.strerror})") from None


def _table(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Each line's number and columns; without a TAB in it, four that blanks part are TREC's."""
    with read_errors(path), path.open(encoding="utf-8", newline="") as file:
        lines = csv.reader(file, delimiter="\t")
        for row in lines:
            if "".join(row).strip():
                parted = row[0].split() if len(row) == 1 else row
                yield lines.line_num, parted if len(parted) == _TREC_COLUMNS else row


def _queries(path: Path) -> Iterator[Query]:
    for entry in _objects(path):
        yield Query(str(entry["_id"]), _text(entry, "text"), _lang(entry))


def _objects(path: Path) -> Iterator[dict[str, object]]:
    """Every line's object, which has an `_id` of its own and a `text`."""
    lines: dict[str, int] = {}
    with read_errors(path), path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            entry = _object(line, f"{path}, line {number}")
            first = lines.setdefault(str(entry["_id"]), number)
            if first != number:
                raise BadInput(
                    f"{path}, line {number}: the `_id` '{entry['_id']}' stands in line {first} "
                    "too; give each row its own"
                )
            yield entry


def _object(line: str, where: str) -> dict[str, object]:
    try:
        entry = json.loads(line)
    except ValueError:
        raise BadInput(f"{where}: not a JSON object") from None
    if not isinstance(entry, dict) or entry.get("_id") in (None, ""):
        raise BadInput(f"{where}: has no `_id`")
    if entry.get("text") is None:
        others = ", ".join(f"`{key}`" for key in entry if key not in ("_id", "text"))
        raise BadInput(f"{where}: has no `text`" + (f" (but {others})" if others else ""))
    return entry


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _text(entry: dict[str, object], key: str) -> str:
    return str(entry.get(key) or "")


def _lang(entry: dict[str, object]) -> str | None:
    return _text(entry, "lang") or None
