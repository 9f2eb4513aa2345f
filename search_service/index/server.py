"""The server form of the vector index: a Qdrant server or cluster through qdrant-client.

Translates the same tree as `edge`, into the client's models. With the location ":memory:"
the client's own engine serves the contract tests.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from corpus.errors import StorageError
from corpus.loopback import is_here
from search_service.encoding.encoder import Vectors
from search_service.index.conditions import Among, AnyOf, Condition, FieldCondition, Range
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

if TYPE_CHECKING:
    from qdrant_client import QdrantClient, models

    Query = models.Query | models.SparseVector | list[float] | list[list[float]]
else:

    class _Models:
        """qdrant-client's models, imported at first use: that takes longer than a search."""

        def __getattr__(self, name: str) -> object:
            from qdrant_client import models

            return getattr(models, name)

    models = _Models()

_POINTS_A_CALL = 256
_MANY = 1_000_000
_SECONDS = 60


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
        place: dict[str, object] = {"location": url}
        if url != ":memory:":
            place = {"url": url, "trust_env": not is_here(url)}  # no proxy to this machine
        from qdrant_client import QdrantClient

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
                    sparse_vectors_config={
                        LEXICAL: models.SparseVectorParams(modifier=models.Modifier.IDF)
                    },
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
        step = plan(query)
        scored = step.scored
        with _answering(self._url):
            found = self._client.query_points(
                self._collection,
                prefetch=_among(step),
                query=_query(scored),
                using=scored.using if isinstance(scored, Nearest) else None,
                query_filter=_filter(step.where),
                limit=step.limit,
                with_payload=["passage_id"],
            ).points
        payloads = ((point.payload or {}, point.score) for point in found)
        return in_order((Candidate(str(p["passage_id"]), s) for p, s in payloads), query.limit)

    def count(self) -> int:
        """How many points there are."""
        with _answering(self._url):
            return self._client.count(self._collection, exact=True).count

    def settle(self) -> None:
        """Nothing to do: the server writes and optimises by itself."""

    def purge(self) -> None:
        """Nothing to do: the files are the server's, which writes them anew in its own time."""

    def close(self) -> None:
        """Closes the connection."""
        self._client.close()


@contextmanager
def _answering(url: str) -> Iterator[None]:
    """Turns what the client says of a server into one sentence."""
    from qdrant_client.http.exceptions import ApiException, UnexpectedResponse

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


def _prefetch(step: Step) -> models.Prefetch:
    scored = step.scored
    return models.Prefetch(
        query=_query(scored),
        using=scored.using if isinstance(scored, Nearest) else None,
        limit=step.limit,
        filter=_filter(step.where),
        prefetch=_among(step),
    )


def _among(step: Step) -> list[models.Prefetch] | None:
    return [_prefetch(each) for each in step.among] or None


def _query(scored: Nearest | Formula | Ranks) -> Query:
    match scored:
        case Nearest(_, vector):
            return _sparse(vector) if isinstance(vector, SparseVector) else _listed(vector)
        case Formula(expression, defaults, per_length):
            named = {_name(step): value for step, value in enumerate(defaults)}
            freed = _freed(_expression(expression), per_length)
            return models.FormulaQuery(formula=freed, defaults=named)
        case Ranks(k):
            return models.RrfQuery(rrf=models.Rrf(k=k))


def _listed(vector: Vectors) -> list[float] | list[list[float]]:
    values: list[float] | list[list[float]] = vector.tolist()
    return values


def _expression(expression: Expression) -> models.Expression:
    match expression:
        case Score(step):
            return _name(step)
        case Sum(terms):
            return models.SumExpression(sum=list(map(_expression, terms)))
        case Product(factors):
            return models.MultExpression(mult=list(map(_expression, factors)))
        case AnyOf():
            return _field(expression)
        case _:
            return expression


def _freed(score: models.Expression, per_length: float) -> models.Expression:
    if not per_length:
        return score
    return models.SumExpression(sum=[score, models.MultExpression(mult=[-per_length, LENGTH])])


def _name(step: int) -> str:
    return f"$score[{step}]"


def _filter(where: Where) -> models.Filter | None:
    must = [_condition(each) for each in where.required]
    must_not: list[models.Condition] = [_field(each) for each in where.excluded]
    return models.Filter(must=must, must_not=must_not) if must or must_not else None


def _condition(condition: Condition) -> models.Condition:
    if isinstance(condition, Among):
        return models.HasIdCondition(has_id=[point_id(p) for p in condition.passages])
    return _field(condition)


def _field(condition: FieldCondition) -> models.FieldCondition:
    match condition:
        case AnyOf(field, values):
            return models.FieldCondition(key=field, match=models.MatchAny(any=list(values)))
        case Range(field, least, most):
            return models.FieldCondition(key=field, range=models.Range(gte=least, lte=most))
