"""The embedded form of the vector index: Qdrant Edge, Qdrant's own engine in this process.

It keeps an exclusive lock beside its folder: one process owns the index. What is wrong with a
folder that will not open is told in `edge_folder`.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import IO

import qdrant_edge as edge

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
    LEXICAL,
    TOKENS,
    Candidate,
    IndexQuery,
    Point,
    in_order,
    point_id,
)
from search_service.words.analyzer import SparseVector

_MANY = 10_000_000  # "all" where the engine wants a limit
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
            StorageError: the machine cannot open it now; nothing is lost.
        """
        with ExitStack() as undo:
            try:
                folder.mkdir(parents=True, exist_ok=True)
                lock = undo.enter_context(locked(folder))
                index = cls(_opened(folder, _config(dimensions, with_tokens=with_tokens)), lock)
            except OSError as error:
                raise not_opened(folder, error) from None
            undo.pop_all()
        return index

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
        found = self._shard.query(_request(plan(query)))
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
        # and put right by the next sync: see `indexer`.
        wal_enabled=False,
        optimizers=_FORGETFUL,
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
        case Formula(expression, defaults):
            named = {_name(step): value for step, value in enumerate(defaults)}
            return edge.Formula(_expression(expression), defaults=named)
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
