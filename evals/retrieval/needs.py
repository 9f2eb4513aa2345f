"""Information needs over the present library: questions with the works they want.

A table is tab-separated with a header: id, lang, question, answerable, and columns whose names
begin with `relevant`, ids of works joined by |. A folder in BEIR form without texts will do too:
what it gives its highest grade is wanted. For each language of the questions: quality by work,
whatever passages and versions of it are found, and in which languages the first five hits stand.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import NamedTuple

import ir_measures
from ir_measures import R, nDCG

from corpus import tables
from corpus.errors import BadInput
from evals.retrieval import asking
from evals.sets import datasets
from evals.sets.judgements import Qrels
from evals.sets.runs import Run
from search_service.queries.query_language import language_of
from search_service.search.searcher import Searcher

_MEASURES = (R @ 10, nDCG @ 10)
_HITS = 50  # passages, for at least ten documents
_FIRST = 5


class Need(NamedTuple):
    """One question and the works that a good system returns."""

    id: str
    lang: str
    question: str
    relevant: tuple[str, ...]


class LanguageReport(NamedTuple):
    """Means over the questions of one language; `mix` counts the languages of the first hits."""

    lang: str
    questions: int
    metrics: dict[str, float]
    mix: dict[str, int]


def read(path: Path) -> list[Need]:
    """The answerable needs of a table or a folder.

    Raises:
        BadInput: it is neither, or no question is answerable.
    """
    needs = _of_folder(path) if path.is_dir() else _of_table(path)
    if not needs:
        raise BadInput(f"{path}: has no answerable question")
    return needs


def _of_table(file: Path) -> list[Need]:
    rows = tables.rows(file, ("id", "lang", "question", "answerable"))
    return [_need(row) for row in rows if row["answerable"] == "yes"]


def _of_folder(folder: Path) -> list[Need]:
    dataset = datasets.load(folder)
    highest = max((g for judged in dataset.qrels.values() for g in judged.values()), default=0)
    found = []
    for query in dataset.queries:
        judged = dataset.qrels.get(query.id, {})
        wanted = tuple(work for work, grade in judged.items() if grade == highest and grade > 0)
        if wanted:
            lang = query.lang or language_of(query.text)
            found.append(Need(query.id, lang, query.text, wanted))
    return found


def _need(row: dict[str, str]) -> Need:
    lists = (ids for name, ids in row.items() if name.startswith("relevant"))
    relevant = tuple(name for names in lists for name in names.split("|") if name)
    return Need(row["id"], row["lang"], row["question"], relevant)


def measure(needs: list[Need], searcher: Searcher) -> list[LanguageReport]:
    """One report for each language of the questions."""
    return [
        _report(lang, [need for need in needs if need.lang == lang], searcher)
        for lang in sorted({need.lang for need in needs})
    ]


def _report(lang: str, needs: list[Need], searcher: Searcher) -> LanguageReport:
    qrels: Qrels = {need.id: dict.fromkeys(need.relevant, 1) for need in needs}
    run: Run = {}
    mix: Counter[str] = Counter()
    for need in needs:
        hits = asking.ask(searcher, need.question, limit=_HITS).hits
        mix.update(hit.passage.lang for hit in hits[:_FIRST])
        works = dict.fromkeys(hit.document.metadata.work for hit in hits)
        run[need.id] = {work: 1 / rank for rank, work in enumerate(works, start=1)}
    found = ir_measures.calc_aggregate(_MEASURES, qrels, run)
    metrics = {str(measure): round(float(value), 4) for measure, value in found.items()}
    return LanguageReport(lang, len(needs), metrics, dict(mix.most_common()))
