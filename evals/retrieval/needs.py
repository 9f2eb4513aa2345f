"""Information needs over the present library: a table of questions with the documents they want.

The table is tab-separated with a header: id, lang, question, answerable, and columns whose names
begin with `relevant`, document ids joined by |. For each language of the questions: quality by
document, and in which languages the first five hits stand.
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
from evals.sets.judgements import Qrels
from evals.sets.runs import Run
from search_service.search.searcher import Searcher

_MEASURES = (R @ 10, nDCG @ 10)
_HITS = 50  # passages, for at least ten documents
_FIRST = 5


class Need(NamedTuple):
    """One question and the documents that a good system returns."""

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
    """The answerable needs of a table.

    Raises:
        BadInput: it is no such table, or no question is answerable.
    """
    rows = tables.rows(path, ("id", "lang", "question", "answerable"))
    needs = [_need(row) for row in rows if row["answerable"] == "yes"]
    if not needs:
        raise BadInput(f"{path}: has no answerable question")
    return needs


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
