"""Cost: what a full search takes, as a multiple of what no search can do without.

The least is one query encoding and one bare engine query for the nearest vectors; both are timed
in the same run, in turn with the full search, so that only the ratio counts. Collections of any
size begin with a few hundred real passages. The others are made from these: their vectors with a
little noise, their sentences shuffled, so that every passage is different and has a passage's size.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from corpus.documents import Document, Metadata, Page, Passage, Span
from corpus.ids import text_digest
from corpus.settings import Settings
from corpus.text.sentences import sentences
from evals.retrieval import asking
from evals.sets.datasets import Dataset
from search_service.encoding.encoder import Encoder, Vectors
from search_service.encoding.representation import PassageVectors
from search_service.engine import Engine
from search_service.index.port import DENSE, IndexQuery, Leg, Point
from search_service.search.systems import System
from search_service.wiring import open_engine
from search_service.words.analyzer import Analyzer

_MODELS = 300  # real passages that the others are made from
_NOISE = 0.3  # of a vector's length
_PASSAGES_A_DOCUMENT = 10
_SEED = 3
_BATCH = 500


class Cost(NamedTuple):
    """Milliseconds (p50, p95) of each step, and the full search over the two first together."""

    system: str
    passages: int
    encoding: tuple[float, float]
    bare_query: tuple[float, float]
    search: tuple[float, float]
    index_bytes_a_passage: int

    @property
    def multiple(self) -> tuple[float, float]:
        """Search over (encoding + bare query), at p50 and p95."""
        (a, b), (c, d), (e, f) = self.encoding, self.bare_query, self.search
        return e / (a + c), f / (b + d)


def measure(
    dataset: Dataset, passages: int, system: System, encoder: Encoder, settings: Settings
) -> Cost:
    """Fills a collection of that many passages, and times every query of the dataset twice."""
    with tempfile.TemporaryDirectory(prefix="sikk-cost-") as place:
        own = settings.model_copy(
            update={
                "data": Path(place),
                "store_url": None,
                "qdrant_url": None,
                "vectors": settings.vectors or settings.data / "vectors.sqlite",
            }
        )
        with open_engine(own, system) as engine:
            _fill(engine, dataset, passages)
            size = sum(f.stat().st_blocks * 512 for f in (Path(place) / "index").rglob("*"))
            timed = _timed(engine, encoder, [query.text for query in dataset.queries])
    encoding, bare_query, search = timed
    return Cost(system.name, passages, encoding, bare_query, search, size // passages)


def _timed(engine: Engine, encoder: Encoder, queries: Sequence[str]) -> list[tuple[float, float]]:
    steps: list[list[float]] = [[], [], []]
    for turn in range(2):
        for query in queries:
            (encoding,) = encoder.encode([query], "query")
            bare = IndexQuery([Leg(DENSE, encoding.vector)], 10, candidates=10)
            took = (
                _milliseconds(lambda q=query: encoder.encode([q], "query")),  # type: ignore[misc]
                _milliseconds(lambda b=bare: engine.index.query(b)),  # type: ignore[misc]
                _milliseconds(lambda q=query: asking.ask(engine.searcher, q)),  # type: ignore[misc]
            )
            if turn:  # the first warms up
                for times, one in zip(steps, took, strict=True):
                    times.append(one)
    return [(float(np.percentile(t, 50)), float(np.percentile(t, 95))) for t in steps]


def _milliseconds(step: Callable[[], object]) -> float:
    started = time.perf_counter()
    step()
    return (time.perf_counter() - started) * 1000


def _fill(engine: Engine, dataset: Dataset, passages: int) -> None:
    rows = [row for row in dataset.rows or () if row.lang][:_MODELS]
    texts, langs = [row.text for row in rows], [str(row.lang) for row in rows]
    pools = {lang: _sentences(texts, langs, lang) for lang in set(langs)}
    random = np.random.default_rng(_SEED)
    made = _documents(texts, langs, pools, passages, random)
    models: list[Point] = []
    batch: list[Point] = []
    for document, own in made:
        engine.store.add(document, [Page(None, None, "\n".join(p.text for p in own))], own)
        owned = [(document, passage) for passage in own]
        if len(models) < _MODELS:
            models += engine.indexer.points(owned)
            batch += models[-len(own) :]
        else:
            batch += [_like(models, passage, engine.analyzer, random) for passage in own]
        if len(batch) >= _BATCH:
            engine.index.upsert(batch)
            batch = []
    engine.index.upsert(batch)
    engine.index.settle()


def _like(
    models: Sequence[Point], passage: Passage, analyzer: Analyzer, random: np.random.Generator
) -> Point:
    """A point near one of the models, of the same language, with the passage's own words."""
    same = [point for point in models if point.payload["text_lang"] == passage.lang]
    point = same[int(random.integers(len(same)))]
    words = analyzer.passage_vector(passage.text, passage.lang)
    named = {"document_id": passage.document_id, "version": f"{passage.document_id}@1"}
    vectors = _noisy(point.vectors, random)._replace(lexical=words)
    return Point(passage.id, vectors, {**point.payload, **named})


def _sentences(texts: Sequence[str], langs: Sequence[str], lang: str) -> list[str]:
    here = (text for text, at in zip(texts, langs, strict=True) if at == lang)
    return [text[start:end] for text in here for start, end in sentences(text)]


def _documents(
    texts: Sequence[str],
    langs: Sequence[str],
    pools: dict[str, list[str]],
    passages: int,
    random: np.random.Generator,
) -> Iterator[tuple[Document, list[Passage]]]:
    for first in range(0, passages, _PASSAGES_A_DOCUMENT):
        lang = langs[int(random.integers(len(langs)))]
        own: list[Passage] = []
        start = 0
        for number in range(min(_PASSAGES_A_DOCUMENT, passages - first)):
            if first + number < len(texts):
                text, lang = texts[first + number], langs[first + number]
            else:
                like = texts[int(random.integers(len(texts)))]
                text = _mixture(pools[lang], len(like), random)
            span = Span(0, start, start + len(text))
            own.append(
                Passage(
                    f"d{first}~{number}", f"d{first}", number, lang, "", text,
                    span.start, span.end, None, None, (span,),
                )
            )  # fmt: skip
            start = span.end + 1
        digest = text_digest(f"d{first}")
        metadata = Metadata(f"d{first}", f"Document {first}", lang, "report")
        yield Document(metadata, digest, digest, f"d{first}", "text/plain", 1, len(own), 0), own


def _mixture(pool: Sequence[str], length: int, random: np.random.Generator) -> str:
    chosen: list[str] = []
    while sum(map(len, chosen)) < length:
        chosen.append(pool[int(random.integers(len(pool)))])
    return " ".join(chosen)


def _noisy(model: PassageVectors, random: np.random.Generator) -> PassageVectors:
    tokens = None if model.tokens is None else _near(model.tokens, random)
    return model._replace(dense=_near(model.dense, random), tokens=tokens)


def _near(vectors: Vectors, random: np.random.Generator) -> Vectors:
    scale = _NOISE / np.sqrt(vectors.shape[-1])
    moved = vectors + random.normal(scale=scale, size=vectors.shape).astype(np.float32)
    near: Vectors = moved / np.linalg.norm(moved, axis=-1, keepdims=True)
    return near
