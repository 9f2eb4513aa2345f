"""The vector cache: a passage is encoded once, and comes out the same fresh or kept."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from making import WordEncoder

from search_service.encoding.cached_encoder import CachedEncoder

TEXTS = ["Üks küla.", "Teine küla ja kool.", "Üks küla.", ""]


@pytest.fixture
def words() -> WordEncoder:
    return WordEncoder()


@pytest.fixture
def cached(words: WordEncoder, tmp_path: Path) -> Iterator[CachedEncoder]:
    encoder = CachedEncoder(words, tmp_path / "var" / "vectors.sqlite")
    yield encoder
    encoder.close()


def test_a_passage_is_encoded_once(cached: CachedEncoder, words: WordEncoder) -> None:
    cached.encode(TEXTS, "passage")
    assert sorted(words.asked) == ["", "Teine küla ja kool.", "Üks küla."]
    cached.encode([*TEXTS, "Uus."], "passage")
    assert words.asked[3:] == ["Uus."]


def test_fresh_and_kept_are_the_same(cached: CachedEncoder) -> None:
    fresh, kept = cached.encode(TEXTS, "passage"), cached.encode(TEXTS, "passage")
    for one, other in zip(fresh, kept, strict=True):
        for a, b in zip(one, other, strict=True):
            assert (a == b).all() and a.dtype == b.dtype and a.shape == b.shape


def test_little_is_lost(cached: CachedEncoder) -> None:
    for kept, exact in zip(
        cached.encode(TEXTS, "passage"), WordEncoder().encode(TEXTS, "passage"), strict=True
    ):
        assert (kept.vector == exact.vector).all()
        assert (kept.ids == exact.ids).all()
        assert kept.tokens == pytest.approx(
            exact.tokens, abs=float(np.abs(exact.tokens).max()) / 250
        )


def test_the_file_serves_the_next_process(cached: CachedEncoder, tmp_path: Path) -> None:
    cached.encode(TEXTS, "passage")
    later = WordEncoder()
    again = CachedEncoder(later, tmp_path / "var" / "vectors.sqlite")
    again.encode(TEXTS, "passage")
    again.close()
    assert later.asked == []


def test_another_model_shares_nothing(cached: CachedEncoder, tmp_path: Path) -> None:
    cached.encode(TEXTS, "passage")
    other = WordEncoder(name="other")
    encoder = CachedEncoder(other, tmp_path / "var" / "vectors.sqlite")
    encoder.encode(TEXTS[:1], "passage")
    encoder.close()
    assert other.asked == TEXTS[:1]


def test_queries_pass_through(cached: CachedEncoder, words: WordEncoder) -> None:
    for _ in range(2):
        (found,) = cached.encode(["küla"], "query")
    assert words.asked == ["küla", "küla"]
    assert (found.tokens == WordEncoder().encode(["küla"], "query")[0].tokens).all()


def test_threads_share_it(cached: CachedEncoder) -> None:
    texts = [f"Küla number {n}." for n in range(300)]
    with ThreadPoolExecutor(6) as pool:
        runs = list(pool.map(lambda _: cached.encode(texts, "passage"), range(6)))
    wanted = WordEncoder().encode(texts, "passage")
    for run in runs:
        assert all((a.vector == b.vector).all() for a, b in zip(run, wanted, strict=True))


def test_what_is_forgotten_is_gone_from_the_file(cached: CachedEncoder, tmp_path: Path) -> None:
    cached.encode(TEXTS, "passage")
    assert cached.kept(TEXTS) == 3
    ids = cached.encode(TEXTS[1:2], "passage")[0].ids.tobytes()
    files = [tmp_path / "var" / f"vectors.sqlite{end}" for end in ("", "-wal")]
    assert any(ids in file.read_bytes() for file in files)
    cached.forget(TEXTS[1:2])
    assert (cached.kept(TEXTS), cached.kept(TEXTS[1:2])) == (2, 0)
    assert not any(ids in file.read_bytes() for file in files)


def test_shipped_encodings_are_used_and_only_read(words: WordEncoder, tmp_path: Path) -> None:
    shipped = tmp_path / "share" / "library.sqlite"
    maker = CachedEncoder(words, shipped)
    made = maker.encode(["üks kaks", "kolm"], "passage")
    maker.close()
    before = shipped.read_bytes()
    words.asked.clear()
    encoder = CachedEncoder(words, tmp_path / "own" / "vectors.sqlite", shipped)
    found = encoder.encode(["kolm", "uus", "üks kaks"], "passage")
    assert words.asked == ["uus"]
    assert np.array_equal(found[2].tokens, made[0].tokens)
    assert np.array_equal(found[0].vector, made[1].vector)
    assert encoder.kept(["kolm", "uus"]) == 2
    encoder.forget(["kolm"])
    assert encoder.kept(["kolm"]) == 0
    encoder.close()
    assert shipped.read_bytes() == before


def test_no_shipped_encodings_are_no_fault(words: WordEncoder, tmp_path: Path) -> None:
    encoder = CachedEncoder(words, tmp_path / "own" / "vectors.sqlite", tmp_path / "none.sqlite")
    assert len(encoder.encode(["üks"], "passage")) == 1
    encoder.close()
