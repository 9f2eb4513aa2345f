"""Indexing: whatever happened before, a sync brings the index in step with the store."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from making import WordEncoder, child_environment, make

from corpus.store.store import CorpusStore
from search_service.encoding.representation import PassageVectors, Representation
from search_service.index.edge import EdgeIndex
from search_service.index.filters import Filters
from search_service.index.indexer import Indexer, SyncReport, fingerprint, indexed_text
from search_service.index.port import DENSE, LENGTH, IndexQuery, Leg
from search_service.words.analyzer import Analyzer, SparseVector

TEXTS = ["Üks küla.", "Teine küla.", "Kolmas küla."]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[CorpusStore]:
    opened = CorpusStore.in_folder(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def words() -> WordEncoder:
    return WordEncoder()


@pytest.fixture
def index(tmp_path: Path, words: WordEncoder) -> Iterator[EdgeIndex]:
    opened = EdgeIndex.open(tmp_path / "index", words.dimensions)
    yield opened
    opened.close()


@pytest.fixture
def indexer(store: CorpusStore, index: EdgeIndex, words: WordEncoder) -> Indexer:
    return Indexer(store, index, Representation(words, Analyzer()))


def documents(index: EdgeIndex) -> dict[str, int]:
    return {version.partition("@")[0]: count for version, count in index.versions().items()}


def test_what_is_new_is_added_and_what_is_the_same_is_left(
    store: CorpusStore, index: EdgeIndex, indexer: Indexer, words: WordEncoder
) -> None:
    store.add(*make("a", TEXTS))
    store.add(*make("b"))
    assert indexer.behind()
    assert indexer.sync() == SyncReport(2, 0, 4)
    assert documents(index) == {"a": 3, "b": 1}
    assert not indexer.behind()
    words.asked.clear()
    store.add(*make("c"))
    assert indexer.sync() == SyncReport(1, 0, 1)
    assert len(words.asked) == 1


class SoManyTokens(Representation):
    """Gives every passage a number of equal token vectors; None: no late interaction."""

    def __init__(self, tokens: int | None) -> None:
        super().__init__(WordEncoder(), Analyzer())
        self._tokens = None if tokens is None else np.ones((tokens, 3), np.float32)

    def passages(self, texts: Sequence[str], langs: Sequence[str]) -> list[PassageVectors]:
        vectors = PassageVectors(np.ones(3, np.float32), self._tokens, SparseVector([], []))
        return [vectors] * len(texts)


@pytest.mark.parametrize(("tokens", "length"), [(None, None), (100, 0.0), (272, 1.0006)])
def test_a_point_of_late_interaction_tells_its_length(
    store: CorpusStore, tokens: int | None, length: float | None
) -> None:
    document, pages, passages = make("a", TEXTS)
    store.add(document, pages, passages)
    indexer = Indexer(store, None, SoManyTokens(tokens))
    (point,) = indexer.points([(document, passages[0])])
    assert point.payload.get(LENGTH) == length


def test_what_changed_is_replaced_whole(
    store: CorpusStore, index: EdgeIndex, indexer: Indexer
) -> None:
    store.add(*make("a", TEXTS))
    indexer.sync()
    store.add(*make("a", ["Üks küla.", "Hoopis uus."]))  # shares a passage with the former
    assert indexer.sync() == SyncReport(1, 1, 2)
    assert documents(index) == {"a": 2}


def test_new_metadata_reaches_the_filters(
    store: CorpusStore, index: EdgeIndex, indexer: Indexer
) -> None:
    store.add(*make("a", TEXTS, country="EE"))
    indexer.sync()
    store.add(*make("a", TEXTS, country="FI"))
    indexer.sync()
    assert documents(index) == {"a": 3}
    (vector,) = WordEncoder().encode(TEXTS[:1], "query")
    for country, wanted in (("FI", 3), ("EE", 0)):
        query = IndexQuery([Leg(DENSE, vector.vector)], 9, Filters(country=(country,)))
        assert len(index.query(query)) == wanted


def test_what_is_removed_or_withdrawn_leaves_nothing(
    store: CorpusStore, index: EdgeIndex, indexer: Indexer
) -> None:
    for name in ("removed", "withdrawn", "kept"):
        store.add(*make(name, TEXTS))
    indexer.sync()
    store.remove("removed")
    store.add(*make("withdrawn", TEXTS, status="withdrawn"))
    assert indexer.sync() == SyncReport(0, 2, 0)
    assert documents(index) == {"kept": 3}
    assert index.count() == 3


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_only_what_is_published_is_indexed(
    store: CorpusStore, index: EdgeIndex, indexer: Indexer, status: str
) -> None:
    store.add(*make("a", TEXTS, status=status))
    assert indexer.sync() == SyncReport(0, 0, 0)
    assert index.count() == 0


def test_a_document_without_passages_is_in_step(store: CorpusStore, indexer: Indexer) -> None:
    made = make("a", [])
    store.add(replace(made.document, pages=0, passages=0), [], [])
    assert indexer.sync() == SyncReport(0, 0, 0)
    assert not indexer.behind()


def test_a_half_written_document_is_completed(
    store: CorpusStore, index: EdgeIndex, indexer: Indexer, words: WordEncoder
) -> None:
    made = make("a", TEXTS)
    store.add(*made)
    half = make("a", TEXTS[:1])
    twin = CorpusStore.open("sqlite://")
    twin.add(replace(half.document, content_hash=made.document.content_hash), *half[1:])
    Indexer(twin, index, Representation(words, Analyzer())).sync()
    twin.close()
    assert documents(index) == {"a": 1}
    assert indexer.sync() == SyncReport(1, 0, 3)
    assert documents(index) == {"a": 3}


def test_a_deleted_index_is_built_again(
    store: CorpusStore, indexer: Indexer, words: WordEncoder, tmp_path: Path
) -> None:
    store.add(*make("a", TEXTS))
    indexer.sync()
    fresh = EdgeIndex.open(tmp_path / "other", words.dimensions)
    assert Indexer(store, fresh, Representation(words, Analyzer())).sync() == SyncReport(1, 0, 3)
    assert documents(fresh) == {"a": 3}
    fresh.close()


def test_progress_counts_passages(store: CorpusStore, indexer: Indexer) -> None:
    store.add(*make("a", [f"Küla {n}." for n in range(200)]))
    store.add(*make("b", TEXTS))
    seen: list[tuple[int, int]] = []
    indexer.sync(lambda done, total: seen.append((done, total)))
    assert seen == [(0, 203), (128, 203), (203, 203)]


def test_what_is_encoded_has_its_title_and_headings() -> None:
    made = make("a", ["Tekst."], title="Pealkiri")
    passage = replace(made.passages[0], section="Üks › Kaks")
    assert indexed_text(made.document, passage) == "Pealkiri\nÜks › Kaks\nTekst."
    assert indexed_text(made.document, made.passages[0]) == "Pealkiri\nTekst."


def test_a_fingerprint_names_the_model() -> None:
    def mark(name: str) -> str:
        return fingerprint(Representation(WordEncoder(name), Analyzer()))

    assert mark("one") == mark("one") != mark("two")


WRITER = """
import sys
from pathlib import Path
from making import WordEncoder
from corpus.store.store import CorpusStore
from search_service.encoding.representation import Representation
from search_service.index.edge import EdgeIndex
from search_service.index.indexer import Indexer
from search_service.words.analyzer import Analyzer
folder = Path(sys.argv[1])
index = EdgeIndex.open(folder / "index", 64)
indexer = Indexer(CorpusStore.in_folder(folder), index, Representation(WordEncoder(), Analyzer()))
indexer.sync(lambda done, total: done and print(done, flush=True))
"""


@pytest.mark.parametrize("batches", [1, 3, 6])
def test_a_killed_writer_is_made_good(
    store: CorpusStore, words: WordEncoder, tmp_path: Path, batches: int
) -> None:
    for n in range(90):
        store.add(*make(f"d{n}", [f"Küla {n} ja {i}." for i in range(9)], lang="en"))
    command = [sys.executable, "-c", WRITER, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=child_environment()) as writer:
        assert writer.stdout is not None
        for _ in range(batches):
            assert writer.stdout.readline()
        os.kill(writer.pid, signal.SIGKILL)

    index = EdgeIndex.open(tmp_path / "index", words.dimensions)
    indexer = Indexer(store, index, Representation(words, Analyzer()))
    indexer.sync()

    assert documents(index) == {f"d{n}": 9 for n in range(90)}
    assert index.count() == 810
    (vector,) = words.encode(["Küla 7 ja 3."], "query")
    found = index.query(IndexQuery([Leg(DENSE, vector.vector)], 810, candidates=810))
    assert len({candidate.passage_id for candidate in found}) == 810
    assert indexer.sync() == SyncReport(0, 0, 0)
    index.close()
