"""The server form of the vector index: a Qdrant server or cluster through qdrant-client.

The same collection schema, filters and formulas as `edge_index`. With the location ":memory:"
the client's own engine serves the contract tests.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from qdrant_client import QdrantClient, models
from qdrant_client.http.exceptions import ApiException, UnexpectedResponse

from corpus.errors import StorageError
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

_POINTS_A_CALL = 256
_MANY = 1_000_000
_RRF_K = 60
_SECONDS = 60
_SPARSE = {LEXICAL: models.SparseVectorParams(modifier=models.Modifier.IDF)}


class ServerIndex:
    """A collection on a Qdrant server."""

    def __init__(self, client: QdrantClient, collection: str, url: str) -> None:
        self._client = client
        self._collection = collection
        self._url = url

    @classmethod
    def open(
        cls,
        url: str,
        collection: str,
        dimensions: int,
        *,
        with_tokens: bool = False,
        key: str | None = None,
        shards: int = 1,
        replicas: int = 1,
    ) -> ServerIndex:
        """Opens the collection at the server's URL (or ":memory:"), made where missing.

        Raises:
            StorageError: the server does not answer, or refuses.
        """
        place = {"location": url} if url == ":memory:" else {"url": url}
        with _answering(url):
            client = QdrantClient(
                **place,  # type: ignore[arg-type]
                api_key=key,
                timeout=_SECONDS,
                check_compatibility=False,  # it would warn from a thread what is told below
            )
            if not client.collection_exists(collection):
                client.create_collection(
                    collection,
                    vectors_config=_vectors(dimensions, with_tokens=with_tokens),
                    sparse_vectors_config=_SPARSE,
                    shard_number=shards,
                    replication_factor=replicas,
                )
                _create_payload_indexes(client, collection)
        return cls(client, collection, url)

    def upsert(self, points: Sequence[Point]) -> None:
        """Puts points in, replacing those of the same passages."""
        for at in range(0, len(points), _POINTS_A_CALL):
            batch = [_point(point) for point in points[at : at + _POINTS_A_CALL]]
            with _answering(self._url):
                self._client.upsert(self._collection, batch, wait=True)

    def remove(self, versions: Iterable[str]) -> None:
        """Takes out all points of these document versions."""
        condition = models.FieldCondition(key="version", match=models.MatchAny(any=list(versions)))
        chosen = models.FilterSelector(filter=models.Filter(must=[condition]))
        with _answering(self._url):
            self._client.delete(self._collection, chosen, wait=True)

    def versions(self) -> dict[str, int]:
        """How many points each document version has."""
        with _answering(self._url):
            counted = self._client.facet(self._collection, "version", limit=_MANY, exact=True)
        return {str(hit.value): hit.count for hit in counted.hits}

    def query(self, query: IndexQuery) -> list[Candidate]:
        """Best first; equal scores in order of passage id."""
        with _answering(self._url):
            found = self._client.query_points(
                self._collection, **_request(query), with_payload=["passage_id"]
            ).points
        payloads = ((point.payload or {}, point.score) for point in found)
        return in_order((Candidate(str(p["passage_id"]), s) for p, s in payloads), query.limit)

    def count(self) -> int:
        """How many points there are."""
        with _answering(self._url):
            return self._client.count(self._collection, exact=True).count

    def settle(self) -> None:
        """Nothing to do: the server writes and optimises by itself."""

    def close(self) -> None:
        """Closes the connection."""
        self._client.close()


@contextmanager
def _answering(url: str) -> Iterator[None]:
    """Turns what the client says of a server into one sentence."""
    try:
        yield
    except (ApiException, UnexpectedResponse, OSError) as error:
        cause = str(error).strip().splitlines()[0]
        raise StorageError(
            f"Qdrant at {url} does not answer as it should ({cause}); "
            "see that it runs and that SIKK_QDRANT_URL and SIKK_QDRANT_KEY are right"
        ) from None


def _vectors(dimensions: int, *, with_tokens: bool) -> dict[str, models.VectorParams]:
    dot = models.Distance.DOT
    hnsw = models.HnswConfigDiff(m=16, ef_construct=128)
    vectors = {DENSE: models.VectorParams(size=dimensions, distance=dot, hnsw_config=hnsw)}
    if with_tokens:
        vectors[TOKENS] = models.VectorParams(
            size=dimensions,
            distance=dot,
            multivector_config=models.MultiVectorConfig(
                comparator=models.MultiVectorComparator.MAX_SIM
            ),
            hnsw_config=models.HnswConfigDiff(m=0),
            datatype=models.Datatype.TURBO8,  # 8 bits a dimension
        )
    return vectors


def _create_payload_indexes(client: QdrantClient, collection: str) -> None:
    kinds = dict.fromkeys(KEYWORDS, models.PayloadSchemaType.KEYWORD)
    kinds |= dict.fromkeys(INTEGERS, models.PayloadSchemaType.INTEGER)
    for name, kind in kinds.items():
        client.create_payload_index(collection, name, kind)


def _point(point: Point) -> models.PointStruct:
    dense, tokens, words = point.vectors
    vectors: dict[str, models.Vector] = {DENSE: dense.tolist(), LEXICAL: _sparse(words)}
    if tokens is not None:
        vectors[TOKENS] = tokens.tolist()
    return models.PointStruct(
        id=point_id(point.passage_id),
        vector=vectors,
        payload={**point.payload, "passage_id": point.passage_id},
    )


def _sparse(vector: SparseVector) -> models.SparseVector:
    return models.SparseVector(indices=vector.indices, values=vector.values)


def _request(query: IndexQuery) -> dict[str, Any]:
    if query.alone:
        return {
            "query": _vector(query.alone),
            "using": query.alone.using,
            "query_filter": _filter(query.filters),
            "limit": min(query.limit, query.candidates),
        }
    prefetch, fusion = _plan(query)
    return {"prefetch": prefetch, "query": fusion, "limit": query.limit}


def _plan(query: IndexQuery) -> tuple[list[models.Prefetch], models.Query]:
    """As in `edge_index`: what is fetched, and how the scores are joined."""
    first = [
        models.Prefetch(
            query=_vector(leg),
            using=leg.using,
            limit=query.candidates,
            filter=_filter(query.filters),
        )
        for leg in query.first
    ]
    if query.fusion == "rank":
        return first, models.RrfQuery(rrf=models.Rrf(k=_RRF_K))
    scored = [
        models.Prefetch(query=_vector(leg), using=leg.using, limit=query.united, prefetch=first)
        for leg in query.first
    ]
    fused = _sum(_weighted(query.first), dict.fromkeys(_names(len(scored)), 0.0))
    if query.late is None:
        return scored, fused
    best = models.Prefetch(query=fused, limit=query.reranked, prefetch=scored)
    late = models.Prefetch(
        query=_vector(query.late), using=query.late.using, limit=query.reranked, prefetch=[best]
    )
    all_of_them = models.Prefetch(query=fused, limit=query.united, prefetch=scored)
    terms: list[models.Expression] = ["$score[0]", *_terms("$score[1]", query.late)]
    defaults = {"$score[0]": 0.0, "$score[1]": habitual_score(query.late)}
    return [all_of_them, late], _sum(terms, defaults)


def _vector(leg: Leg) -> models.SparseVector | list[float] | list[list[float]]:
    if isinstance(leg.vector, SparseVector):
        return _sparse(leg.vector)
    values: list[float] | list[list[float]] = leg.vector.tolist()
    return values


def _names(legs: int) -> list[str]:
    return [f"$score[{i}]" for i in range(legs)]


def _weighted(legs: Sequence[Leg]) -> list[models.Expression]:
    named = zip(_names(len(legs)), legs, strict=True)
    return [term for name, leg in named for term in _terms(name, leg)]


def _sum(terms: list[models.Expression], defaults: dict[str, float]) -> models.FormulaQuery:
    return models.FormulaQuery(formula=models.SumExpression(sum=terms), defaults=defaults)


def _terms(name: str, leg: Leg) -> list[models.Expression]:
    """As in `edge_index`: weight · score, or for each language weight · scale · (score − shift)."""
    if leg.fair is None:
        return [models.MultExpression(mult=[leg.weight, name])]
    return [
        models.MultExpression(
            mult=[
                models.FieldCondition(key="text_lang", match=models.MatchValue(value=lang)),
                leg.weight * fair.scale,
                models.SumExpression(sum=[name, -fair.shift]),
            ]
        )
        for lang, fair in leg.fair.items()
    ]


def _filter(filters: Filters) -> models.Filter | None:
    must: list[models.Condition] = [
        models.FieldCondition(key=name, match=models.MatchAny(any=list(values)))
        for name, values in filters.keywords().items()
    ]
    if filters.year_from is not None or filters.year_to is not None:
        years = models.Range(gte=filters.year_from, lte=filters.year_to)
        must.append(models.FieldCondition(key="year", range=years))
    if filters.passages is not None:
        must.append(models.HasIdCondition(has_id=[point_id(p) for p in filters.passages]))
    excluded = models.MatchAny(any=list(filters.not_country))
    must_not: list[models.Condition] = (
        [models.FieldCondition(key="country", match=excluded)] if filters.not_country else []
    )
    return models.Filter(must=must, must_not=must_not) if must or must_not else None
