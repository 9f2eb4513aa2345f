"""The embedded form of the vector index: Qdrant Edge, Qdrant's own engine in this process.

It keeps an exclusive lock beside its folder: one process owns the index. What is wrong with a
folder that will not open is told in `edge_folder`.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from threading import RLock
from typing import IO

import qdrant_edge as edge

from corpus.errors import StorageError
from search_service.index.conditions import Among, AnyOf, Condition, FieldCondition, Range
from search_service.index.edge_folder import loaded, locked, machine_fault, not_opened
from search_service.index.plan import (
    Expression,
    Formula,
    Nearest,
    Product,
    Ranks,
    Score,
    Step,
    Sum,
    Where,
    plan,
)
from search_service.index.port import (
    DENSE,
    INTEGERS,
    KEYWORDS,
    LENGTH,
    LEXICAL,
    TOKENS,
    Candidate,
    IndexQuery,
    Point,
    in_order,
    point_id,
)
from search_service.words.analyzer import SparseVector

Configured = Callable[[edge.EdgeOptimizersConfig], edge.EdgeConfig]

_MANY = 10_000_000  # "all" where the engine wants a limit
# Eight bits a dimension: four lost .007 nDCG@10 on some development sets.
_EIGHT_BITS = edge.VectorStorageDatatype.Turbo8
# A segment is written anew once a fifth of it is deleted (the engine's own figures), or, where a
# document was removed and must not stay in any file, as soon as anything is.
_USUAL = edge.EdgeOptimizersConfig(deleted_threshold=0.2, vacuum_min_vector_number=1000)
_FORGETFUL = edge.EdgeOptimizersConfig(deleted_threshold=1e-9, vacuum_min_vector_number=1)
_HNSW = edge.HnswIndexConfig(m=16, ef_construct=128, full_scan_threshold=10_000)


class EdgeIndex:
    """A shard in a folder of its own."""

    def __init__(
        self, folder: Path, shard: edge.EdgeShard, lock: IO[str], configured: Configured
    ) -> None:
        self._folder = folder
        self._shard = shard
        self._configured = configured
        self._lock = lock
        # One call at a time, since a purge exchanges the shard. The engine (0.9) holds Python's
        # lock in each of its calls, so nobody waits longer for it.
        self._turn = RLock()

    @classmethod
    def open(cls, folder: Path, dimensions: int, *, with_tokens: bool = False) -> EdgeIndex:
        """Opens the index of that folder, made where missing.

        Raises:
            IndexLocked: another process has it open.
            StorageError: the machine cannot open it now; nothing is lost.
        """
        with ExitStack() as undo:
            try:
                folder.mkdir(parents=True, exist_ok=True)
                lock = undo.enter_context(locked(folder))
                configured = partial(_config, dimensions, with_tokens)
                index = cls(folder, _opened(folder, configured(_USUAL)), lock, configured)
            except OSError as error:
                raise not_opened(folder, error) from None
            undo.pop_all()
        return index

    def upsert(self, points: Sequence[Point]) -> None:
        """Puts points in, replacing those of the same passages."""
        if points:
            operation = edge.UpdateOperation.upsert_points(list(map(_point, points)))
            with self._turn:
                self._shard.update(operation)

    def remove(self, versions: Iterable[str]) -> None:
        """Takes out all points of these document versions."""
        condition = edge.FieldCondition("version", match=edge.MatchAny(list(versions)))
        chosen = edge.Filter(must=[condition])
        with self._turn:
            self._shard.update(edge.UpdateOperation.delete_points_by_filter(chosen))

    def versions(self) -> dict[str, int]:
        """How many points each document version has."""
        request = edge.FacetRequest("version", limit=_MANY, exact=True)
        with self._turn:
            counted = self._shard.facet(request)
        return {str(hit.value): hit.count for hit in counted.hits if hit.count}

    def query(self, query: IndexQuery) -> list[Candidate]:
        """Best first; equal scores in order of passage id."""
        request = _request(plan(query))
        with self._turn:
            found = self._shard.query(request)
        payloads = ((point.payload or {}, point.score) for point in found)
        return in_order((Candidate(str(p["passage_id"]), s) for p, s in payloads), query.limit)

    def count(self) -> int:
        """How many points there are."""
        with self._turn:
            return self._shard.count(edge.CountRequest(exact=True))

    def settle(self) -> None:
        """Makes what was written lasting and quick to search."""
        with self._turn:
            self._shard.optimize()
            self._shard.flush()

    def purge(self) -> None:
        """Writes anew every segment that holds something deleted; searches wait for it.

        Raises:
            StorageError: the machine refuses; what is left is purged the next time.
        """
        # The engine reads how it is to optimise only when it opens a folder.
        with self._turn:
            self._shard.flush()
            self._shard.close()
            try:
                shard = self._loaded(_FORGETFUL)
                shard.optimize()
                shard.flush()
                shard.close()
            finally:
                self._shard = self._loaded(_USUAL)

    def _loaded(self, optimizers: edge.EdgeOptimizersConfig) -> edge.EdgeShard:
        try:
            shard = loaded(self._folder, self._configured(optimizers))
        except OSError as error:
            raise not_opened(self._folder, error) from None
        if shard is None:
            raise StorageError(f"{self._folder}: the index is damaged; the next search rebuilds it")
        return shard

    def close(self) -> None:
        """Writes what is pending and lets go of the lock."""
        with self._turn:
            self._shard.close()
        self._lock.close()


def _opened(folder: Path, config: edge.EdgeConfig) -> edge.EdgeShard:
    shard = loaded(folder, config)
    if shard is None:
        try:
            shard = edge.EdgeShard.create(str(folder), config)
            _create_payload_indexes(shard)
        except Exception as error:  # the engine raises nothing finer
            raise machine_fault(str(error)) or OSError(str(error)) from None
    return shard


def _create_payload_indexes(shard: edge.EdgeShard) -> None:
    kinds = dict.fromkeys(KEYWORDS, edge.PayloadSchemaType.Keyword)
    kinds |= dict.fromkeys(INTEGERS, edge.PayloadSchemaType.Integer)
    for name, kind in kinds.items():
        shard.update(edge.UpdateOperation.create_field_index(name, kind))


def _config(
    dimensions: int, with_tokens: bool, optimizers: edge.EdgeOptimizersConfig
) -> edge.EdgeConfig:
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
        # and put right by the next sync: see `indexer`.
        wal_enabled=False,
        optimizers=optimizers,
    )


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


def _request(step: Step) -> edge.QueryRequest:
    return edge.QueryRequest(
        limit=step.limit,
        prefetches=[_prefetch(each) for each in step.among],
        query=_query(step.scored),
        filter=_filter(step.where),
        with_payload=["passage_id"],
    )


def _prefetch(step: Step) -> edge.Prefetch:
    return edge.Prefetch(
        limit=step.limit,
        prefetches=[_prefetch(each) for each in step.among],
        query=_query(step.scored),
        filter=_filter(step.where),
    )


def _query(scored: Nearest | Formula | Ranks) -> edge.Query | edge.Formula | edge.Fusion:
    match scored:
        case Nearest(using, vector):
            own = _sparse(vector) if isinstance(vector, SparseVector) else vector.tolist()
            return edge.Query.Nearest(own, using=using)
        case Formula(expression, defaults, per_length):
            named = {_name(step): value for step, value in enumerate(defaults)}
            return edge.Formula(_freed(_expression(expression), per_length), defaults=named)
        case Ranks(k):
            return edge.Fusion.Rrf(k=k)  # type: ignore[return-value]


def _expression(expression: Expression) -> edge.Expression:
    match expression:
        case Score(step):
            return edge.Expression.Variable(_name(step))
        case Sum(terms):
            return edge.Expression.Sum(list(map(_expression, terms)))
        case Product(factors):
            return edge.Expression.Mult(list(map(_expression, factors)))
        case AnyOf():
            return edge.Expression.Condition(_field(expression))
        case _:
            return edge.Expression.Constant(expression)


def _freed(score: edge.Expression, per_length: float) -> edge.Expression:
    if not per_length:
        return score
    factors = [edge.Expression.Constant(-per_length), edge.Expression.Variable(LENGTH)]
    return edge.Expression.Sum([score, edge.Expression.Mult(factors)])


def _name(step: int) -> str:
    return f"$score[{step}]"


def _filter(where: Where) -> edge.Filter | None:
    must = [_condition(each) for each in where.required]
    must_not: list[edge.ConditionType] = [_field(each) for each in where.excluded]
    return edge.Filter(must=must, must_not=must_not) if must or must_not else None


def _condition(condition: Condition) -> edge.ConditionType:
    if isinstance(condition, Among):
        return edge.HasIdCondition({uuid.UUID(point_id(p)) for p in condition.passages})
    return _field(condition)


def _field(condition: FieldCondition) -> edge.FieldCondition:
    match condition:
        case AnyOf(field, values):
            return edge.FieldCondition(field, match=edge.MatchAny(list(values)))
        case Range(field, least, most):
            return edge.FieldCondition(field, range=edge.RangeFloat(gte=least, lte=most))
