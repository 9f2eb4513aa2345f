"""The follower over a real store, on each database: what is put is found, what is removed is not."""

from __future__ import annotations

from pathlib import Path

from making import WordEncoder, make, until

from corpus.store.store import CorpusStore
from search_service.encoding.representation import Representation
from search_service.index.edge import EdgeIndex
from search_service.index.follower import Follower
from search_service.index.indexer import Indexer
from search_service.words.analyzer import Analyzer


def test_the_index_follows_the_store(store: CorpusStore, store_url: str, tmp_path: Path) -> None:
    encoder = WordEncoder()
    index = EdgeIndex.open(tmp_path / "index", encoder.dimensions)
    follower = Follower(Indexer(store, index, Representation(encoder, Analyzer())), seconds=0.01)
    follower.start()
    try:
        writer = CorpusStore.open(store_url)  # as another process has it
        writer.add(*make("talgud", ["Üks lause.", "Teine lause."]))
        until(lambda: index.count() == 2)
        writer.add(*make("talgud", ["Ainult üks lause."]))
        until(lambda: index.count() == 1)
        writer.add(*make("pank", ["Ajapank."]), instead_of="talgud")
        until(lambda: [v.partition("@")[0] for v in index.versions()] == ["pank"])
        writer.remove("pank")
        until(lambda: index.count() == 0)
        assert follower.problem is None
        writer.close()
    finally:
        follower.stop()
        index.close()
