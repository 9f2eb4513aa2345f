"""One experiment: a dataset, a named system, the product's own code, in a temporary place.

A corpus row becomes a document of the store as a file would: split into passages (or kept whole),
indexed by the Indexer, searched by the Searcher; a document counts by its best passage.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np

from corpus import ids
from corpus.console import progress_bar
from corpus.documents import Document, Metadata, Page, Passage, Span
from corpus.errors import BadInput
from corpus.settings import Settings
from corpus.store.store import CorpusStore
from corpus.text.language import detect
from corpus.text.normalising import words
from corpus.text.sentences import sentences
from corpus.wiring import store_url
from evals.measures.measures import evaluate
from evals.retrieval import asking
from evals.sets.answer_strings import holds
from evals.sets.datasets import CorpusRow, Dataset, Query, lost_documents
from evals.sets.runs import Run
from ingest.cutting.passages import split
from search_service.commands.indexing import bring_in_step
from search_service.engine import Engine
from search_service.reading.weights import AnswerWeights
from search_service.search.searcher import Searcher
from search_service.search.systems import System
from search_service.wiring import open_engine

_DOCUMENTS = 100  # of a query's ranking
_PASSAGES = 300  # searched, so that as many documents come together


class AnswerScores(NamedTuple):
    """Shares of the questions that have gold answers: one of these stands in a quote.

    `exact_in_quote`: in any quote that is shown; `in_first` and `in_first_three` of these. The
    `…_without_bar` count the quotes that stand first also where the answer was refused.
    """

    exact_in_quote: float
    n: int
    in_first: float
    in_first_three: float
    in_first_without_bar: float
    in_first_three_without_bar: float
    answered: float
    longest_sentences: int


@dataclass(frozen=True, slots=True)
class ExperimentResult:
    """What an experiment found."""

    dataset: str
    system: str
    queries: int
    documents: int
    metrics: dict[str, float]
    latencies_ms: list[float]
    index_seconds: float
    run: Run
    answers: AnswerScores | None = None
    warnings: tuple[str, ...] = ()

    def as_json(self) -> dict[str, object]:
        """`sikk eval run --json`."""
        p50, p95 = np.percentile(self.latencies_ms, [50, 95])
        answers = {"answers": self.answers._asdict()} if self.answers else {}
        return {
            **answers,
            "dataset": self.dataset,
            "system": self.system,
            "queries": self.queries,
            "documents": self.documents,
            "metrics": {name: round(value, 4) for name, value in self.metrics.items()},
            "latency_ms": {"p50": round(float(p50), 1), "p95": round(float(p95), 1)},
            "index_seconds": round(self.index_seconds, 2),
            "warnings": list(self.warnings),
        }


def perform(
    dataset: Dataset,
    system: System,
    settings: Settings,
    *,
    whole: bool,
    answers: Mapping[str, Sequence[str]] | None = None,
) -> ExperimentResult:
    """Indexes the dataset (or takes the present library), searches every query, measures.

    `answers` are gold strings by query id: then these questions are answered too.
    """
    with opened(dataset, system, settings, whole=whole) as (engine, index_seconds):
        lost = _lost_from_library(dataset, engine) if dataset.rows is None else []
        run, latencies = _search(engine.searcher, dataset.queries)
        return ExperimentResult(
            dataset=dataset.name,
            system=system.name,
            queries=len(dataset.queries),
            documents=engine.store.counts()["documents"],
            metrics=evaluate(dataset.qrels, run),
            latencies_ms=latencies,
            index_seconds=index_seconds,
            run=run,
            answers=_answered(engine, dataset.queries, answers) if answers else None,
            warnings=(*dataset.warnings, *lost),
        )


def _lost_from_library(dataset: Dataset, engine: Engine) -> list[str]:
    """`load` sees to a set that brings its own rows."""
    return lost_documents(dataset.qrels, engine.published.shelf().versions, "the library")


def _answered(
    engine: Engine, queries: Iterable[Query], answers: Mapping[str, Sequence[str]]
) -> AnswerScores:
    """Asks as a reader does; a refused question shows nothing."""
    rows, longest = [], 0
    asked = [query for query in queries if query.id in answers]
    with progress_bar("Answering") as show:
        for number, query in enumerate(asked, start=1):
            result = asking.ask(engine.searcher, query.text, lang=query.lang)
            answer = engine.answerer.answer(result)
            finder = engine.answerer.finder
            finding = finder.find(finder.question(result.wording, result.lang), result.hits)
            shown = [holds(claim.text, answers[query.id]) for claim in answer.claims]
            best = [holds(r.window.text, answers[query.id]) for r in finding.ranked[:3]]
            longest = max([longest, *(len(sentences(c.text)) for c in answer.claims)])
            rows.append((any(shown), any(shown[:1]), any(shown[:3]), any(best[:1]), any(best),
                         answer.answered))  # fmt: skip
            show(number, len(asked))
    if not rows:
        raise BadInput("no query of the dataset has an answer in the answers' file")
    exact, first, three, best_one, best_three, said = np.mean(rows, axis=0).round(4).tolist()
    return AnswerScores(exact, len(rows), first, three, best_one, best_three, said, longest)


@contextmanager
def opened(
    dataset: Dataset,
    system: System,
    settings: Settings,
    *,
    whole: bool = False,
    model: AnswerWeights | None = None,
) -> Iterator[tuple[Engine, float]]:
    """The engine with everything indexed, and how long indexing took."""
    with tempfile.TemporaryDirectory(prefix="sikk-eval-") as place:
        if dataset.rows is None:
            settings.data.mkdir(parents=True, exist_ok=True)  # there may be no library yet
        own = {
            "data": Path(place),
            "store_url": None if dataset.rows is not None else store_url(settings),
            "qdrant_url": None,
            "vectors": settings.vectors or settings.data / "vectors.sqlite",
        }
        with open_engine(settings.model_copy(update=own), system, model) as engine:
            if dataset.rows is not None:
                _fill(engine.store, dataset.rows, whole=whole)
            yield engine, _index(engine)


def _index(engine: Engine) -> float:
    started = time.perf_counter()
    bring_in_step(engine.indexer)
    return time.perf_counter() - started


def _fill(store: CorpusStore, rows: tuple[CorpusRow, ...], *, whole: bool) -> None:
    with progress_bar("Storing") as show:
        for number, row in enumerate(rows, start=1):
            _add(store, row, whole=whole)
            show(number, len(rows))


def _add(store: CorpusStore, row: CorpusRow, *, whole: bool) -> None:
    lang = row.lang or detect(row.text)
    spans = [(0, len(row.text))] if whole or not row.text.strip() else split(row.text)
    passages = [
        Passage(
            id=f"{row.id}~{number}",
            document_id=row.id,
            ordinal=number,
            lang=lang,
            section="",
            text=row.text[start:end],
            start=start,
            end=end,
            page=None,
            page_label=None,
            spans=(Span(0, start, end),),
        )
        for number, (start, end) in enumerate(spans)
    ]
    digest = ids.text_digest(row.text)
    document = Document(
        metadata=Metadata(id=row.id, title=row.title, lang=lang, type="report"),
        content_hash=digest,
        source_hash=digest,
        source_path=row.id,
        media_type="text/plain",
        pages=1,
        passages=len(passages),
        words=words(row.text),
    )
    store.add(document, [Page(None, None, row.text)], passages)


def _search(searcher: Searcher, queries: tuple[Query, ...]) -> tuple[Run, list[float]]:
    run: Run = {}
    latencies = []
    with progress_bar("Searching") as show:
        for number, query in enumerate(queries, start=1):
            run[query.id], took = _ranking(searcher, query)
            latencies.append(took)
            show(number, len(queries))
    return run, latencies


def _ranking(searcher: Searcher, query: Query) -> tuple[dict[str, float], float]:
    """Documents by their best passage, a translation as its original; and the time in ms."""
    result = asking.ask(searcher, query.text, limit=_PASSAGES, lang=query.lang)
    best: dict[str, float] = {}
    for hit in result.hits:
        best.setdefault(hit.document.metadata.work, hit.score)
    return dict(list(best.items())[:_DOCUMENTS]), result.took_ms
