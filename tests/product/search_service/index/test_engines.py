"""The contract of the vector index: the same questions have the same answers on every engine.

Edge, the client's own engine, and, where SIKK_TEST_QDRANT_URL is set, a Qdrant server. What is
right is computed here with numpy.
"""

import math
import os
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import run_python
from qdrant_client import QdrantClient

from corpus.errors import IndexLocked, StorageError
from search_service.encoding.representation import PassageVectors
from search_service.index.edge import EdgeIndex
from search_service.index.filters import Filters
from search_service.index.port import (
    DENSE,
    LENGTH,
    LEXICAL,
    TOKENS,
    Candidate,
    Fair,
    IndexQuery,
    Leg,
    Payload,
    Point,
    VectorIndex,
    in_order,
)
from search_service.index.server import ServerIndex
from search_service.words.analyzer import SparseVector

# The client's own engine says that it needs no payload index.

D = 64
N = 60
ENGINES = ("edge", "memory", "server")
COUNTRIES = ("EE", "FI", "GB", None)
FAIR = {"et": Fair(0.4, 2.0), "en": Fair(0.1, 3.0)}


def _unit(x: np.ndarray) -> np.ndarray:
    return (x / np.linalg.norm(x, axis=-1, keepdims=True)).astype(np.float32)


def _points() -> list[Point]:
    random = np.random.default_rng(3)
    return [
        Point(
            f"d{i // 6}~{i}",
            PassageVectors(
                _unit(random.normal(size=D)),
                _unit(random.normal(size=(4, D))),
                SparseVector([i % 7, 100 + i % 5], [1.0, 0.5 + i % 3]),
            ),
            {
                "document_id": f"d{i // 6}",
                "version": f"d{i // 6}@1",
                "lang": ("et", "en")[i // 6 % 2],
                "text_lang": ("et", "en")[i % 2],
                "country": COUNTRIES[i // 6 % 4],
                "type": ("practice", "policy", "report")[i // 6 % 3],
                "sectors": ["culture", "justice"] if i % 2 else ["disability"],
                "year": 2000 + i // 6 if i // 6 % 5 else None,
                LENGTH: i % 5 / 2 - 1,
            },
        )
        for i in range(N)
    ]


POINTS = _points()
RANDOM = np.random.default_rng(5)
DENSE_QUERY = _unit(RANDOM.normal(size=D))
TOKEN_QUERY = _unit(RANDOM.normal(size=(3, D)))
WORD_QUERY = SparseVector([2, 3, 101, 999], [1.0, 0.7, 2.0, 1.0])


def _open(engine: str, folder: Path, with_tokens: bool = True) -> VectorIndex:
    if engine == "edge":
        return EdgeIndex.open(folder / "index", D, with_tokens=with_tokens)
    if engine == "memory":
        return ServerIndex.open(":memory:", "test", D, with_tokens=with_tokens)
    server = os.environ.get("SIKK_TEST_QDRANT_URL")
    if not server:
        pytest.skip("SIKK_TEST_QDRANT_URL names no Qdrant server")
    return ServerIndex.open(server, f"test-{uuid.uuid4().hex}", D, with_tokens=with_tokens)


@pytest.fixture(params=ENGINES)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[VectorIndex]:
    opened = _open(request.param, tmp_path)
    yield opened
    opened.close()


@pytest.fixture(scope="module", params=ENGINES)
def index(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[VectorIndex]:
    """All points; no test changes them."""
    opened = _open(request.param, tmp_path_factory.mktemp("index"))
    opened.upsert(POINTS)
    opened.settle()
    yield opened
    opened.close()


def _bm25(point: Point) -> float:
    """The engine's IDF (as BM25's, never negative) times the point's own weight."""
    frequency = Counter(t for p in POINTS for t in p.vectors.lexical.indices)
    idf = {t: math.log((N - n + 0.5) / (n + 0.5) + 1) for t, n in frequency.items()}
    own = dict(zip(*point.vectors.lexical, strict=True))
    query = zip(*WORD_QUERY, strict=True)
    return sum(weight * own[t] * idf[t] for t, weight in query if t in own)


def _max_sim(point: Point) -> float:
    assert point.vectors.tokens is not None
    return float((TOKEN_QUERY @ point.vectors.tokens.T).max(axis=1).sum())


def _cosine(point: Point) -> float:
    return float(DENSE_QUERY @ point.vectors.dense)


def _made_fair(score: float, point: Point) -> float:
    shift, scale = FAIR[str(point.payload["text_lang"])]
    return (score - shift) * scale


def test_an_empty_index_answers(empty: VectorIndex) -> None:
    assert empty.count() == 0
    assert empty.versions() == {}
    legs = [Leg(DENSE, DENSE_QUERY), Leg(TOKENS, TOKEN_QUERY, 1, FAIR), Leg(LEXICAL, WORD_QUERY)]
    assert empty.query(IndexQuery(legs, 10)) == []
    empty.upsert([])
    empty.remove(["none@1"])
    empty.remove([])
    empty.settle()
    assert empty.count() == 0


def test_points_are_replaced_and_taken_out_by_version(empty: VectorIndex) -> None:
    empty.upsert(POINTS)
    assert empty.count() == N
    assert empty.versions() == {f"d{i}@1": 6 for i in range(N // 6)}
    newer = [p._replace(payload={**p.payload, "version": "d0@2"}) for p in POINTS[:4]]
    empty.upsert(newer)
    assert empty.count() == N
    assert empty.versions()["d0@1"] == 2 and empty.versions()["d0@2"] == 4
    empty.remove(["d0@1", "d3@1", "none@1"])
    empty.settle()
    assert empty.count() == N - 8
    assert not {"d0@1", "d3@1"} & set(empty.versions())
    found = empty.query(IndexQuery([Leg(DENSE, DENSE_QUERY)], N, candidates=N))
    assert {c.passage_id for c in found} == {
        p.passage_id for p in (*newer, *POINTS[6:]) if p.payload["version"] != "d3@1"
    }


def test_a_purge_changes_no_answer_and_leaves_no_name(empty: VectorIndex, tmp_path: Path) -> None:
    empty.upsert(POINTS)
    empty.settle()
    gone = str(POINTS[0].payload["version"])
    empty.remove([gone])
    query = IndexQuery([Leg(DENSE, DENSE_QUERY)], 10)  # a word's IDF knows what was deleted
    before = (empty.versions(), empty.count(), empty.query(query))
    for _ in range(2):
        empty.purge()
        assert (empty.versions(), empty.count(), empty.query(query)) == before
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    name = gone.partition("@")[0].encode() + b"~"  # as its passages are called
    assert not any(name in path.read_bytes() for path in files)
    empty.upsert(POINTS)
    assert empty.count() == len(POINTS)


def test_a_purge_and_searches_go_on_side_by_side(empty: VectorIndex) -> None:
    empty.upsert(POINTS)
    query = IndexQuery([Leg(DENSE, DENSE_QUERY)], 10)
    wanted = empty.query(query)
    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(empty.query, query) for _ in range(40)]
        empty.purge()
        assert all(each.result() == wanted for each in asked)


def test_an_index_without_token_vectors(tmp_path: Path) -> None:
    plain = [p._replace(vectors=p.vectors._replace(tokens=None)) for p in POINTS]
    for engine in ("edge", "memory"):
        index = _open(engine, tmp_path, with_tokens=False)
        index.upsert(plain)
        found = index.query(IndexQuery([Leg(DENSE, DENSE_QUERY)], 3))
        wanted = sorted(POINTS, key=lambda p: -_cosine(p))[:3]
        assert [c.passage_id for c in found] == [p.passage_id for p in wanted]
        index.close()


def _kept(payload: Payload, filters: Filters) -> bool:
    year = payload["year"]
    allowed = {
        "lang": filters.lang,
        "country": filters.country,
        "type": filters.type,
        "sectors": filters.sector,
        "text_lang": (filters.text_lang,) if filters.text_lang else (),
    }
    return (
        all(
            not values
            or not set(values).isdisjoint(v if isinstance(v := payload[n], list) else [v])
            for n, values in allowed.items()
        )
        and payload["country"] not in filters.not_country
        and (filters.year_from is None or (year is not None and year >= filters.year_from))
        and (filters.year_to is None or (year is not None and year <= filters.year_to))
    )


def _some(*values: str) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), max_size=2).map(tuple)


FILTERS = st.builds(
    Filters,
    lang=_some("et", "en", "de"),
    country=_some("EE", "FI", "GB", "NO"),
    not_country=_some("EE", "FI", "NO"),
    type=_some("practice", "policy", "report"),
    sector=_some("culture", "justice", "disability", "housing"),
    year_from=st.none() | st.integers(1998, 2012),
    year_to=st.none() | st.integers(1998, 2012),
    text_lang=st.none() | st.sampled_from(["et", "en"]),
)


@settings(max_examples=150, deadline=None)
@given(filters=FILTERS)
def test_any_filters_keep_what_they_say(index: VectorIndex, filters: Filters) -> None:
    legs = [Leg(DENSE, DENSE_QUERY), Leg(LEXICAL, WORD_QUERY)]
    found = index.query(IndexQuery(legs, N, filters, candidates=N))
    wanted = {p.passage_id for p in POINTS if _kept(p.payload, filters)}
    assert {c.passage_id for c in found} == wanted


@pytest.mark.parametrize("weight", [1.0, 0.3])
def test_one_leg_alone_is_its_own_score(index: VectorIndex, weight: float) -> None:
    for using, vector, score in (
        (DENSE, DENSE_QUERY, _cosine),
        (LEXICAL, WORD_QUERY, _bm25),
    ):
        found = index.query(IndexQuery([Leg(using, vector, weight)], N, candidates=N))
        wanted = [Candidate(p.passage_id, weight * score(p)) for p in POINTS]
        _same(found, in_order((c for c in wanted if using == DENSE or c.score > 0), N))


def _same(found: list[Candidate], wanted: list[Candidate], tolerance: float = 1e-4) -> None:
    expected = {c.passage_id: c.score for c in wanted}
    assert {c.passage_id for c in found} == expected.keys()
    for candidate in found:
        assert candidate.score == pytest.approx(expected[candidate.passage_id], abs=tolerance)
    assert [c.score for c in found] == sorted((c.score for c in found), reverse=True)


def test_a_fair_weighted_sum_is_the_reference(index: VectorIndex) -> None:
    legs = [Leg(DENSE, DENSE_QUERY, 0.5), Leg(LEXICAL, WORD_QUERY, 0.2, FAIR)]
    found = index.query(IndexQuery(legs, N, candidates=N))
    wanted = (
        Candidate(p.passage_id, 0.5 * _cosine(p) + 0.2 * _made_fair(_bm25(p), p)) for p in POINTS
    )
    _same(found, in_order(wanted, N))


def test_a_language_without_a_fair_share_adds_nothing(index: VectorIndex) -> None:
    legs = [Leg(DENSE, DENSE_QUERY, 1, {"et": Fair(0.0, 1.0)})]
    found = index.query(IndexQuery(legs, N, candidates=N))
    wanted = (
        Candidate(p.passage_id, _cosine(p) if p.payload["text_lang"] == "et" else 0.0)
        for p in POINTS
    )
    _same(found, in_order(wanted, N))


def test_late_interaction_is_max_sim_within_four_bits(index: VectorIndex) -> None:
    dense = Leg(DENSE, DENSE_QUERY, 0.5)
    found = index.query(IndexQuery([dense, Leg(TOKENS, TOKEN_QUERY, 0.2, FAIR)], N, candidates=N))
    wanted = [
        Candidate(p.passage_id, 0.5 * _cosine(p) + 0.2 * _made_fair(_max_sim(p), p)) for p in POINTS
    ]
    _same(found, wanted, tolerance=0.12)
    scores = {c.passage_id: c.score for c in wanted}
    both = np.corrcoef([c.score for c in found], [scores[c.passage_id] for c in found])[0, 1]
    assert both > 0.99


def test_late_interaction_finds_nothing_of_its_own(index: VectorIndex) -> None:
    legs = [Leg(LEXICAL, WORD_QUERY, 0.1), Leg(TOKENS, TOKEN_QUERY)]
    found = index.query(IndexQuery(legs, N, candidates=N))
    assert {c.passage_id for c in found} == {p.passage_id for p in POINTS if _bm25(p) > 0}


def test_late_interaction_scores_only_the_best(index: VectorIndex) -> None:
    late = Leg(TOKENS, TOKEN_QUERY, 1.0, {"et": Fair(-1.0, 1.0), "en": Fair(-2.0, 1.0)})
    found = index.query(IndexQuery([Leg(DENSE, DENSE_QUERY), late], N, candidates=N, reranked=5))
    scores = {c.passage_id: c.score for c in found}
    best = {p.passage_id for p in _best(_cosine, 5)}
    assert len(scores) == N, "the others are still found"
    for point in POINTS:
        shift, scale = late.fair[str(point.payload["text_lang"])]
        token_score = _max_sim(point) if point.passage_id in best else -2.0
        wanted = _cosine(point) + (token_score - shift) * scale
        assert scores[point.passage_id] == pytest.approx(wanted, abs=0.2)


def test_late_interaction_is_freed_from_length(index: VectorIndex) -> None:
    legs = [Leg(DENSE, DENSE_QUERY), Leg(TOKENS, TOKEN_QUERY, 0.5)]
    scores = [
        dict(index.query(IndexQuery([legs[0], late], N, candidates=N, reranked=N)))
        for late in (legs[1], legs[1]._replace(per_length=0.8))
    ]
    for point in POINTS:
        plain, freed = (each[point.passage_id] for each in scores)
        assert freed == pytest.approx(plain - 0.4 * point.payload[LENGTH], abs=1e-5)


def _best(score: Callable[[Point], float], count: int) -> list[Point]:
    return sorted(POINTS, key=lambda p: (-score(p), p.passage_id))[:count]


def test_only_the_best_of_each_leg_are_candidates(index: VectorIndex) -> None:
    legs = [Leg(DENSE, DENSE_QUERY), Leg(LEXICAL, SparseVector([2], [1.0]))]
    found = index.query(IndexQuery(legs, N, candidates=5))
    assert {p.passage_id for p in _best(_cosine, 5)} <= {c.passage_id for c in found}
    assert 5 <= len(found) <= 10


def test_rank_fusion_is_reciprocal(index: VectorIndex) -> None:
    """Cormack, Clarke & Buettcher, 2009: the sum of 1 / (60 + rank); weights do not count."""
    other = _unit(RANDOM.normal(size=D))
    legs = [Leg(DENSE, DENSE_QUERY, 5.0), Leg(DENSE, other, 0.1)]
    found = index.query(IndexQuery(legs, N, candidates=20, fusion="rank"))
    scores: Counter[str] = Counter()
    for vector in (DENSE_QUERY, other):
        ranked = _best(lambda p, v=vector: float(v @ p.vectors.dense), 20)
        for rank, point in enumerate(ranked):
            scores[point.passage_id] += 1 / (60 + rank)
    assert {c.passage_id for c in found} == set(scores)
    assert [scores[c.passage_id] for c in found] == sorted(scores.values(), reverse=True)


def test_equal_scores_stand_in_order_of_id(index: VectorIndex) -> None:
    found = index.query(IndexQuery([Leg(LEXICAL, SparseVector([3], [1.0]))], N, candidates=N))
    alike = sorted(p.passage_id for p in POINTS if 3 in p.vectors.lexical.indices)
    assert [c.passage_id for c in found] == alike
    assert len({round(c.score, 5) for c in found}) == 1


def test_no_more_than_the_limit(index: VectorIndex) -> None:
    for limit in (1, 7):
        found = index.query(IndexQuery([Leg(DENSE, DENSE_QUERY)], limit))
        assert [c.passage_id for c in found] == [p.passage_id for p in _best(_cosine, limit)]


def test_a_query_without_known_words_finds_nothing(index: VectorIndex) -> None:
    for words in (SparseVector([], []), SparseVector([77777], [1.0])):
        assert index.query(IndexQuery([Leg(LEXICAL, words)], 10)) == []


# What only the embedded engine has: a folder and its lock.


def test_an_index_that_was_closed_opens_as_it_was(tmp_path: Path) -> None:
    first = EdgeIndex.open(tmp_path / "index", D, with_tokens=True)
    first.upsert(POINTS)
    query = IndexQuery([Leg(DENSE, DENSE_QUERY), Leg(TOKENS, TOKEN_QUERY)], N, candidates=N)
    before = first.query(query)
    first.close()
    again = EdgeIndex.open(tmp_path / "index", D, with_tokens=True)
    assert again.count() == N
    assert again.query(query) == before
    again.close()


OPEN = """
import sys
from pathlib import Path
from corpus.errors import SikkError
from search_service.index.edge import EdgeIndex
try:
    EdgeIndex.open(Path(sys.argv[1]), int(sys.argv[2])).close()
except SikkError as error:
    print(type(error).__name__, error)
"""


def test_a_second_process_is_told_that_the_index_is_held(tmp_path: Path) -> None:
    index = EdgeIndex.open(tmp_path / "index", D)
    held = run_python(OPEN, tmp_path / "index", D)
    assert held.stdout.startswith(IndexLocked.__name__), held.stderr
    assert "sikk serve" in held.stdout
    with pytest.raises(IndexLocked):
        EdgeIndex.open(tmp_path / "index", D)
    index.close()
    assert run_python(OPEN, tmp_path / "index", D).stdout == ""


def test_a_folder_that_is_no_index_is_told(tmp_path: Path) -> None:
    (tmp_path / "index").write_text("a file where the folder should be")
    with pytest.raises(StorageError, match="index"):
        EdgeIndex.open(tmp_path / "index", D)


NOWHERE = "http://127.0.0.1:1"


@pytest.mark.parametrize(
    "step",
    [
        lambda index: index.upsert(POINTS),
        lambda index: index.remove(["d0@1"]),
        lambda index: index.versions(),
        lambda index: index.count(),
        lambda index: index.query(IndexQuery([Leg(DENSE, DENSE_QUERY)], 1)),
        lambda index: ServerIndex.open(NOWHERE, "test", D),
    ],
)
def test_a_server_that_is_gone_is_told(step: Callable[[VectorIndex], object]) -> None:
    client = QdrantClient(url=NOWHERE, check_compatibility=False)
    with pytest.raises(StorageError, match=rf"Qdrant at {NOWHERE} .* SIKK_QDRANT_URL"):
        step(ServerIndex(client, "test", NOWHERE))
    client.close()
