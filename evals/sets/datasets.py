"""Benchmark datasets in BEIR form: `corpus.jsonl`, `queries.jsonl`, `qrels/test.tsv`.

Rows may carry `lang`. Without `corpus.jsonl` the queries are about the present library, and
document ids are the catalogue's. The form stands in docs/evaluation.md.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from corpus.errors import BadInput
from evals.sets import judgements
from evals.sets.judgements import Qrels
from evals.sets.text_files import lines, some

_FORM = (
    "a BEIR folder holds queries.jsonl, qrels/test.tsv and, unless it is about the present "
    "library, corpus.jsonl (docs/evaluation.md shows one)"
)


class CorpusRow(NamedTuple):
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
    """Judged queries, and the documents where the dataset brings its own.

    `queries` and `qrels` are of the same ids; `warnings` say, a sentence each, what had to be left
    out and what will count 0.
    """

    name: str
    rows: tuple[CorpusRow, ...] | None
    queries: tuple[Query, ...]
    qrels: Qrels
    warnings: tuple[str, ...] = ()


def load(folder: Path) -> Dataset:
    """Reads a BEIR folder; only queries that have both a text and judgements are kept.

    Raises:
        BadInput: a file is missing or broken, or nothing that is there is judged.
    """
    require(folder)
    lacking = [name for name in ("queries.jsonl", "qrels/test.tsv") if not (folder / name).exists()]
    if lacking:
        raise BadInput(f"{folder}: has no {' and no '.join(lacking)}; {_FORM}")
    judged = judgements.read(folder / "qrels" / "test.tsv")
    corpus = folder / "corpus.jsonl"
    rows = load_rows(corpus) if corpus.exists() else None
    queries = tuple(q for q in load_queries(folder) if q.id in judged.qrels)
    if not queries:
        raise BadInput(f"{folder}: no query of queries.jsonl has a judgement in qrels/test.tsv")
    asked = {query.id for query in queries}
    qrels = {query: grades for query, grades in judged.qrels.items() if query in asked}
    warnings = [*judged.warnings, *_unasked(folder, judged.qrels, asked), *_wordless(queries)]
    if rows is not None:
        warnings += lost_documents(qrels, {row.id for row in rows}, str(corpus))
    return Dataset(folder.name, rows, queries, qrels, tuple(warnings))


def require(folder: Path) -> None:
    """Sees that there is such a folder.

    Raises:
        BadInput: there is none.
    """
    if not folder.is_dir():
        raise BadInput(f"{folder}: no such folder; {_FORM}")


def load_queries(folder: Path) -> tuple[Query, ...]:
    """All queries of a BEIR folder, judged or not: also those that nothing answers.

    Raises:
        BadInput: the file is missing or broken.
    """
    return tuple(
        Query(str(entry["_id"]), _text(entry, "text"), _lang(entry))
        for entry in objects(folder / "queries.jsonl")
    )


def load_rows(path: Path) -> tuple[CorpusRow, ...]:
    """The documents of a `corpus.jsonl`.

    Raises:
        BadInput: the file is missing or broken.
    """
    return tuple(
        CorpusRow(str(entry["_id"]), _text(entry, "title"), _text(entry, "text"), _lang(entry))
        for entry in objects(path)
    )


def lost_documents(qrels: Qrels, known: Collection[str], where: str) -> list[str]:
    """What to say of judged documents that are not there, and of queries that nothing answers.

    Raises:
        BadInput: not one judged document is there.
    """
    judged = dict.fromkeys(document for grades in qrels.values() for document in grades)
    lost = [document for document in judged if document not in known]
    if len(lost) == len(judged):
        raise BadInput(
            f"{where}: holds none of the {len(lost)} judged documents ({some(lost)}); corpus and "
            "qrels are of different sets"
        )
    told = []
    if lost:
        told.append(f"{where}: lacks {_number(lost, 'judged document')}: {some(lost)}")
    bare = [query for query, grades in qrels.items() if max(grades.values()) <= 0]
    if bare:
        told.append(f"no document is relevant to {_queries(bare)}, which score 0: {some(bare)}")
    return told


def _unasked(folder: Path, qrels: Qrels, asked: Collection[str]) -> Iterator[str]:
    rest = [query for query in qrels if query not in asked]
    if rest:
        yield (
            f"{folder}: {_number(rest, 'judged id')} not in queries.jsonl, left out of every "
            f"count and mean: {some(rest)}"
        )


def _wordless(queries: Collection[Query]) -> Iterator[str]:
    bare = [query.id for query in queries if not any(map(str.isalnum, query.text))]
    if bare:
        yield f"no letter or figure in {_queries(bare)}, which find nothing: {some(bare)}"


def _queries(ids: Collection[str]) -> str:
    return "1 query" if len(ids) == 1 else f"{len(ids)} queries"


def _number(ids: Collection[str], noun: str) -> str:
    return f"1 {noun}" if len(ids) == 1 else f"{len(ids)} {noun}s"


def objects(path: Path) -> Iterator[dict[str, object]]:
    """Every line's object, which has an `_id` of its own and a `text`.

    Raises:
        BadInput: the file is missing or broken.
    """
    seen: dict[str, int] = {}
    for number, line in lines(path):
        where = f"{path}, line {number}"
        entry = _object(line, where)
        first = seen.setdefault(str(entry["_id"]), number)
        if first != number:
            raise BadInput(
                f"{where}: the `_id` '{entry['_id']}' stands in line {first} too; give each row "
                "its own"
            )
        yield entry


def _object(line: str, where: str) -> dict[str, object]:
    try:
        entry = json.loads(line)
    except ValueError:
        raise BadInput(f"{where}: not a JSON object") from None
    if not isinstance(entry, dict) or entry.get("_id") in (None, ""):
        raise BadInput(f"{where}: has no `_id`")
    if any(mark in str(entry["_id"]) for mark in "\t\r\n"):
        raise BadInput(
            f"{where}: the `_id` {json.dumps(entry['_id'])} holds a tab or a line break, which "
            "neither judgements nor runs can name; write blanks instead"
        )
    if entry.get("text") is None:
        others = ", ".join(f"`{key}`" for key in entry if key not in ("_id", "text"))
        raise BadInput(f"{where}: has no `text`" + (f" (but {others})" if others else ""))
    return entry


def _text(entry: dict[str, object], key: str) -> str:
    return str(entry.get(key) or "")


def _lang(entry: dict[str, object]) -> str | None:
    return _text(entry, "lang") or None
