"""The embedded form of the vector index: Qdrant Edge, Qdrant's own engine in this process.

It keeps an exclusive lock beside its folder: one process owns the index.
"""

from __future__ import annotations

import fcntl
import shutil
import uuid
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import IO

import qdrant_edge as edge

from corpus.errors import IndexLocked, StorageError
from search_service.index.port import (
    DENSE,
    INTEGERS,
    KEYWORDS,
    LEXICAL,
    TOKENS,
    Candidate,
    Filters,
    IndexQuery,
    Leg,
    Point,
    habitual_score,
    in_order,
    point_id,
)
from search_service.words.analyzer import SparseVector

_MANY = 10_000_000  # "all" where the engine wants a limit
_RRF_K = 60
# Eight bits a dimension: four lost .007 nDCG@10 on some development sets.
_EIGHT_BITS = edge.VectorStorageDatatype.Turbo8
# The engine keeps what was deleted until a fifth of a segment is; here every segment that holds
# something deleted is written anew, since a removed document must not stay in any file.
_FORGETFUL = edge.EdgeOptimizersConfig(deleted_threshold=1e-9, vacuum_min_vector_number=1)
_HNSW = edge.HnswIndexConfig(m=16, ef_construct=128, full_scan_threshold=10_000)


class EdgeIndex:
    """A shard in a folder of its own."""

    def __init__(self, shard: edge.EdgeShard, lock: IO[str]) -> None:
        self._shard = shard
        self._lock = lock

    @classmethod
    def open(cls, folder: Path, dimensions: int, *, with_tokens: bool = False) -> EdgeIndex:
        """Opens the index of that folder, made where missing.

        Raises:
            IndexLocked: another process has it open.
            StorageError: the folder cannot be written, or is damaged.
        """
        try:
            folder.mkdir(parents=True, exist_ok=True)
            lock = _locked(folder)
            shard = _load(folder)
            if shard is not None:
                return cls(shard, lock)
            config = _config(dimensions, with_tokens=with_tokens)
            index = cls(edge.EdgeShard.create(str(folder), config), lock)
            index._create_payload_indexes()
            return index
        except IndexLocked:
            raise
        except OSError as error:
            raise StorageError(
                f"{folder}: the index cannot be written ({error.strerror}); "
                "give yourself write access or choose another folder with --data"
            ) from None
        except Exception as error:  # the engine raises nothing finer
            raise _opening_error(folder, str(error)) from None

    def upsert(self, points: Sequence[Point]) -> None:
        """Puts points in, replacing those of the same passages."""
        if points:
            self._shard.update(edge.UpdateOperation.upsert_points(list(map(_point, points))))

    def remove(self, versions: Iterable[str]) -> None:
        """Takes out all points of these document versions."""
        condition = edge.FieldCondition("version", match=edge.MatchAny(list(versions)))
        chosen = edge.Filter(must=[condition])
        self._shard.update(edge.UpdateOperation.delete_points_by_filter(chosen))

    def versions(self) -> dict[str, int]:
        """How many points each document version has."""
        counted = self._shard.facet(edge.FacetRequest("version", limit=_MANY, exact=True))
        return {str(hit.value): hit.count for hit in counted.hits if hit.count}

    def query(self, query: IndexQuery) -> list[Candidate]:
        """Best first; equal scores in order of passage id."""
        found = self._shard.query(_request(query))
        payloads = ((point.payload or {}, point.score) for point in found)
        return in_order((Candidate(str(p["passage_id"]), s) for p, s in payloads), query.limit)

    def count(self) -> int:
        """How many points there are."""
        return self._shard.count(edge.CountRequest(exact=True))

    def settle(self) -> None:
        """Makes what was written lasting and quick to search."""
        self._shard.optimize()
        self._shard.flush()

    def close(self) -> None:
        """Writes what is pending and lets go of the lock."""
        self._shard.close()
        self._lock.close()

    def _create_payload_indexes(self) -> None:
        kinds = dict.fromkeys(KEYWORDS, edge.PayloadSchemaType.Keyword)
        kinds |= dict.fromkeys(INTEGERS, edge.PayloadSchemaType.Integer)
        for name, kind in kinds.items():
            self._shard.update(edge.UpdateOperation.create_field_index(name, kind))


def _config(dimensions: int, *, with_tokens: bool) -> edge.EdgeConfig:
    dot = edge.Distance.Dot
    vectors = {DENSE: edge.EdgeVectorParams(size=dimensions, distance=dot, hnsw_config=_HNSW)}
    if with_tokens:
        vectors[TOKENS] = edge.EdgeVectorParams(
            size=dimensions,
            distance=dot,
            multivector_config=edge.MultiVectorConfig(edge.MultiVectorComparator.MaxSim),
            hnsw_config=edge.HnswIndexConfig(m=0, ef_construct=4, full_scan_threshold=10),
            datatype=_EIGHT_BITS,
        )
    return edge.EdgeConfig(
        vectors=vectors,
        sparse_vectors={LEXICAL: edge.EdgeSparseVectorParams(modifier=edge.Modifier.Idf)},
        # A log would keep every vector a second time at full size. What a crash loses is found
        # and put right by the next sync: see `indexing`.
        wal_enabled=False,
        optimizers=_FORGETFUL,
    )


def _locked(folder: Path) -> IO[str]:
    """A lock that ends with the process, however it ends; the engine has one only with a log."""
    file = folder.with_suffix(".lock").open("w")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        raise IndexLocked(
            f"{folder}: another process holds the index; stop `sikk serve` or the other command, "
            "or wait until it is done"
        ) from None
    return file


def _load(folder: Path) -> edge.EdgeShard | None:
    """The shard of that folder; one that a crash has damaged is cleared, for it can be rebuilt."""
    if not (folder / "edge_config.json").exists():
        return None
    try:
        return edge.EdgeShard.load(str(folder), edge.EdgeConfig(optimizers=_FORGETFUL))
    except Exception as error:
        if "ermission" in str(error) or "ead-only" in str(error):
            raise
        shutil.rmtree(folder)
        folder.mkdir()
        return None


def _opening_error(folder: Path, cause: str) -> StorageError:
    if "ermission" in cause or "ead-only" in cause:
        return StorageError(f"{folder}: the index cannot be written; choose another with --data")
    first = cause.strip().splitlines()[0]
    return StorageError(f"{folder}: the index is damaged ({first}); delete the folder, it rebuilds")


def _point(point: Point) -> edge.Point:
    dense, tokens, words = point.vectors
    vectors: dict[str, edge.NamedVector] = {DENSE: dense.tolist(), LEXICAL: _sparse(words)}
    if tokens is not None:
        vectors[TOKENS] = tokens.tolist()
    return edge.Point(
        id=point_id(point.passage_id),
        vector=vectors,
        payload={**point.payload, "passage_id": point.passage_id},
    )


def _sparse(vector: SparseVector) -> edge.SparseVector:
    return edge.SparseVector(indices=vector.indices, values=vector.values)


def _request(query: IndexQuery) -> edge.QueryRequest:
    if query.alone:
        return edge.QueryRequest(
            limit=min(query.limit, query.candidates),
            query=_nearest(query.alone),
            filter=_filter(query.filters),
            with_payload=["passage_id"],
        )
    first = [
        edge.Prefetch(limit=query.candidates, query=_nearest(leg), filter=_filter(query.filters))
        for leg in query.first
    ]
    if query.fusion == "rank":
        return edge.QueryRequest(
            limit=query.limit,
            prefetches=first,
            query=edge.Fusion.Rrf(k=_RRF_K),  # type: ignore[arg-type]
            with_payload=["passage_id"],
        )
    scored = [
        edge.Prefetch(limit=query.united, query=_nearest(leg), prefetches=first)
        for leg in query.first
    ]
    fused = edge.Formula(_weighted_sum(query.first), defaults=_zeros(len(scored)))
    if query.late:
        best = edge.Prefetch(limit=query.reranked, query=fused, prefetches=scored)
        late = edge.Prefetch(limit=query.reranked, query=_nearest(query.late), prefetches=[best])
        scored = [edge.Prefetch(limit=query.united, query=fused, prefetches=scored), late]
        terms = [edge.Expression.Variable("$score[0]"), *_terms("$score[1]", query.late)]
        defaults = {"$score[0]": 0.0, "$score[1]": habitual_score(query.late)}
        fused = edge.Formula(edge.Expression.Sum(terms), defaults=defaults)
    return edge.QueryRequest(
        limit=query.limit,
        prefetches=scored,
        query=fused,
        with_payload=["passage_id"],
    )


def _weighted_sum(legs: Sequence[Leg]) -> edge.Expression:
    terms = [term for i, leg in enumerate(legs) for term in _terms(f"$score[{i}]", leg)]
    return edge.Expression.Sum(terms)


def _zeros(legs: int) -> dict[str, float]:
    return {f"$score[{i}]": 0.0 for i in range(legs)}


def _terms(name: str, leg: Leg) -> list[edge.Expression]:
    """weight · score, or for each language [it is] · weight · scale · (score − shift)."""
    constant, product = edge.Expression.Constant, edge.Expression.Mult
    score = edge.Expression.Variable(name)
    if leg.fair is None:
        return [product([constant(leg.weight), score])]
    return [
        product(
            [
                _is_in(lang),
                constant(leg.weight * fair.scale),
                edge.Expression.Sum([score, constant(-fair.shift)]),
            ]
        )
        for lang, fair in leg.fair.items()
    ]


def _is_in(lang: str) -> edge.Expression:
    return edge.Expression.Condition(edge.FieldCondition("text_lang", match=edge.MatchValue(lang)))


def _nearest(leg: Leg) -> edge.Query:
    vector = _sparse(leg.vector) if isinstance(leg.vector, SparseVector) else leg.vector.tolist()
    return edge.Query.Nearest(vector, using=leg.using)


def _filter(filters: Filters) -> edge.Filter | None:
    must: list[edge.ConditionType] = [
        edge.FieldCondition(name, match=edge.MatchAny(list(values)))
        for name, values in filters.keywords().items()
    ]
    if filters.year_from is not None or filters.year_to is not None:
        years = edge.RangeFloat(gte=filters.year_from, lte=filters.year_to)
        must.append(edge.FieldCondition("year", range=years))
    if filters.passages is not None:
        must.append(edge.HasIdCondition({uuid.UUID(point_id(p)) for p in filters.passages}))
    excluded = edge.MatchAny(list(filters.not_country))
    must_not: list[edge.ConditionType] = (
        [edge.FieldCondition("country", match=excluded)] if filters.not_country else []
    )
    return edge.Filter(must=must, must_not=must_not) if must or must_not else None
