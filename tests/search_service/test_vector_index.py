"""The contract of the vector index, over both engines."""

import os
import subprocess
import sys
import uuid

import numpy as np
import pytest

from corpus.errors import IndexLocked
from search_service.edge_index import EdgeIndex
from search_service.lexical import SparseVector
from search_service.representation import PassageVectors
from search_service.server_index import ServerIndex
from search_service.vector_index import (
    DENSE,
    LEXICAL,
    TOKENS,
    Fair,
    Filters,
    IndexQuery,
    Leg,
    Point,
)

D = 16
N = 60
SERVER = os.environ.get("SIKK_TEST_QDRANT_URL")
COUNTRIES = ("EE", "FI", "GB")


def _unit(x):
    return (x / np.linalg.norm(x, axis=-1, keepdims=True)).astype(np.float32)


@pytest.fixture(scope="module")
def points():
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
                "text_lang": ("et", "en")[i // 6 % 2],
                "country": COUNTRIES[i // 6 % 3],
                "type": "practice",
                "sectors": ["culture", "justice"] if i % 2 else ["disability"],
                "year": 2000 + i // 6,
            },
        )
        for i in range(N)
    ]


@pytest.fixture(params=["edge", "memory", "server"])
def index(request, tmp_path, points):
    if request.param == "edge":
        opened = EdgeIndex.open(tmp_path / "index", D, with_tokens=True)
    elif request.param == "memory":
        opened = ServerIndex.open(":memory:", "test", D, with_tokens=True)
    else:
        if not SERVER:
            pytest.skip("SIKK_TEST_QDRANT_URL is not set")
        opened = ServerIndex.open(SERVER, f"test-{uuid.uuid4().hex}", D, with_tokens=True)
    opened.upsert(points)
    opened.settle()
    yield opened
    opened.close()


@pytest.mark.filterwarnings("ignore")  # the client's own engine warns that it has no payload index
class TestContract:
    def test_counts_and_versions(self, index):
        assert index.count() == N
        assert index.versions() == {f"d{i}@1": 6 for i in range(N // 6)}

    def test_upsert_replaces_and_remove_takes_a_version(self, index, points):
        index.upsert(points[:6])
        assert index.count() == N
        index.remove(["d0@1", "d3@1"])
        assert index.count() == N - 12
        assert not {"d0@1", "d3@1"} & set(index.versions())

    @pytest.mark.parametrize(
        ("filters", "kept"),
        [
            (Filters(lang=("et",)), lambda p: p["lang"] == "et"),
            (Filters(country=("EE", "FI")), lambda p: p["country"] in ("EE", "FI")),
            (Filters(not_country=("EE",)), lambda p: p["country"] != "EE"),
            (Filters(sector=("justice",)), lambda p: "justice" in p["sectors"]),
            (Filters(year_from=2003, year_to=2006), lambda p: 2003 <= p["year"] <= 2006),
            (Filters(lang=("en",), not_country=("GB",), year_to=2005),
             lambda p: p["lang"] == "en" and p["country"] != "GB" and p["year"] <= 2005),
        ],
    )  # fmt: skip
    def test_filters(self, index, points, filters, kept):
        query = points[0].vectors.dense
        found = index.query(IndexQuery([Leg(DENSE, query)], N, filters, candidates=N))
        wanted = {p.passage_id for p in points if kept(p.payload)}
        assert {c.passage_id for c in found} == wanted

    def test_a_fair_weighted_sum_equals_the_reference(self, index, points):
        random = np.random.default_rng(5)
        dense, tokens = _unit(random.normal(size=D)), _unit(random.normal(size=(3, D)))
        fair = {"et": Fair(0.4, 2.0), "en": Fair(0.1, 3.0)}
        legs = [Leg(DENSE, dense, 0.5), Leg(TOKENS, tokens, 0.2, fair)]
        found = index.query(IndexQuery(legs, N, candidates=N))

        def score(p):
            best = (tokens @ p.vectors.tokens.T).max(axis=1).sum()
            each = fair[p.payload["text_lang"]]
            return 0.5 * dense @ p.vectors.dense + 0.2 * each.scale * (best - each.shift)

        wanted = {p.passage_id: score(p) for p in points}
        assert len(found) == N
        for candidate in found:  # four bits a dimension on so few dimensions: a wide tolerance
            assert candidate.score == pytest.approx(wanted[candidate.passage_id], abs=0.25)

    def test_equal_scores_stand_in_order_of_id(self, index, points):
        found = index.query(IndexQuery([Leg(LEXICAL, SparseVector([3], [1.0]))], N, candidates=N))
        scores = [(-c.score, c.passage_id) for c in found]
        assert scores == sorted(scores)
        assert len({round(c.score, 5) for c in found}) == 1

    def test_rank_fusion_unites_both_legs(self, index, points):
        legs = [Leg(DENSE, points[4].vectors.dense), Leg(LEXICAL, points[4].vectors.lexical)]
        found = index.query(IndexQuery(legs, 5, fusion="rank"))
        assert found[0].passage_id == points[4].passage_id


def test_a_second_process_is_told_that_the_index_is_held(tmp_path, points):
    index = EdgeIndex.open(tmp_path / "index", D, with_tokens=True)
    code = (
        "from pathlib import Path; from search_service.edge_index import EdgeIndex; "
        f"EdgeIndex.open(Path({str(tmp_path / 'index')!r}), {D})"
    )
    held = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    index.close()
    assert IndexLocked.__name__ in held.stderr
