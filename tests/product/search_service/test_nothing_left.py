"""After `corpus remove` no byte in the data folder names the document or tells its text.

Every file is searched, whatever part of the product wrote it; on PostgreSQL every row of every
table too. The others must still be whole.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from making import WordEncoder, make
from sqlalchemy import MetaData, create_engine, select

from corpus.gaps import Gap
from corpus.ids import text_digest, tombstone
from corpus.sources import SourceFiles
from corpus.store.store import CorpusStore
from search_service.documents.pictures import PagePictures
from search_service.encoding.cached_encoder import CachedEncoder
from search_service.encoding.representation import Representation
from search_service.index.edge import EdgeIndex
from search_service.index.indexer import Indexer, indexed_text
from search_service.removal import OwnIndex, Receipt, Removal
from search_service.service_client import announced
from search_service.words.analyzer import Analyzer

NAME = "xqz-salajane"  # nothing else on the machine is called so
WORD = "xqzsaladus"


class Folder:
    """A data folder with everything that the product keeps in one, over either database."""

    def __init__(self, data: Path, url: str) -> None:
        self.data, self.url = data, url
        self.store = CorpusStore.open(url)
        self.sources = SourceFiles(data / "sources")
        self.pictures = PagePictures(data / "pictures")
        self.encodings = CachedEncoder(WordEncoder(), data / "vectors.sqlite")
        self.index = EdgeIndex.open(data / "index" / "mark", self.encodings.dimensions)
        self.indexer = Indexer(self.store, self.index, Representation(self.encodings, Analyzer()))
        (data / "pictures").mkdir()

    def add(self, document_id: str, texts: Sequence[str], **fields: object) -> None:
        made = make(document_id, texts, **fields)
        self.store.add(*made)
        original = self.data / f"{made.document.source_hash}.tmp"
        original.write_text("\n".join(texts))
        self.sources.keep(original, made.document.source_hash)
        original.unlink()
        mark = made.document.source_hash[:16]
        (self.data / "pictures" / f"{mark}-1-abc.picture").write_text(texts[0])

    def remove(self, document_id: str) -> Receipt:
        side = OwnIndex(self.index)
        parts = (self.store, self.sources, self.pictures, self.encodings, side)
        return Removal(*parts).remove(document_id)

    def close(self) -> None:
        self.index.close()
        self.encodings.close()
        self.store.close()


@pytest.fixture
def folder(tmp_path: Path, store_url: str) -> Iterator[Folder]:
    data = tmp_path / "var"
    data.mkdir()
    url = store_url.replace(str(tmp_path / "corpus.sqlite"), str(data / "corpus.sqlite"))
    made = Folder(data, url)
    yield made
    made.close()


def texts(word: str, number: int) -> list[str]:
    return [f"{word}{n} jagab toitu {word}. " * 6 for n in range(number)]


def traces(folder: Folder, needles: Sequence[bytes]) -> list[str]:
    """The files whose content or name holds a needle, and the tables whose rows do."""
    any_of = re.compile(b"|".join(map(re.escape, needles)))
    found = [
        str(path.relative_to(folder.data))
        for path in folder.data.rglob("*")
        if path.is_file() and any_of.search(os.fsencode(path) + path.read_bytes())
    ]
    engine = create_engine(folder.url)
    tables = MetaData()
    tables.reflect(engine)
    with engine.connect() as connection:
        for table in tables.sorted_tables:
            rows = connection.execute(select(table)).all()
            found += [table.name] if any_of.search(repr(rows).encode()) else []
    engine.dispose()
    return found


def needles(folder: Folder, document_id: str) -> list[bytes]:
    """What names the document or tells its text, in each form in which it is kept."""
    document = folder.store.document(document_id)
    passages = folder.store.passages_of(document_id)
    text = indexed_text(document, passages[0])
    tokens = WordEncoder().encode([text], "passage")[0].ids
    return [
        document_id.encode(),
        document_id.encode("utf-16-le"),
        WORD.encode(),
        document.source_path.encode(),
        document.source_hash[:16].encode(),
        document.content_hash[:16].encode(),
        *(passage.id.encode() for passage in passages),
        text_digest(document.metadata.title).encode(),
        np.asarray(tokens, np.int32).tobytes(),
    ]


@pytest.mark.parametrize("life", ["once", "replaced", "withdrawn", "renamed", "among many"])
def test_no_byte_names_it(folder: Folder, life: str) -> None:
    folder.add("aed", ["Kogukonnaaed kasvatab porgandeid."])
    folder.add(NAME, texts(WORD, 12), title=f"Pealkiri {WORD}")
    if life == "among many":
        for n in range(15):
            folder.add(f"muu-{n}", texts(f"sõna{n}", 3))
    folder.indexer.sync()
    if life == "replaced":
        folder.sources.forget(folder.store.document(NAME).source_hash)  # as ingest does
        # What was encoded of a former version stays in the cache, under a hash of its text.
        folder.add(NAME, [f"Uus {text}" for text in texts(WORD, 7)], title=f"Uus {WORD}")
    elif life == "withdrawn":
        folder.add(NAME, texts(WORD, 12), status="withdrawn")
    elif life == "renamed":
        folder.store.add(*make(f"{NAME}-2", texts(WORD, 12)), instead_of=NAME)
    folder.indexer.sync()
    name = f"{NAME}-2" if life == "renamed" else NAME
    wanted = [*needles(folder, name), NAME.encode()]
    assert traces(folder, wanted), "the test would find it"

    with announced(folder.data, "http://127.0.0.1:1"):
        receipt = folder.remove(name)
        assert receipt.clean and receipt.at.tzinfo
        assert traces(folder, wanted) == []

    assert folder.store.document("aed")
    assert sum(folder.index.versions().values()) == folder.store.counts()["passages"]


def test_another_life_after_it_is_as_the_first(folder: Folder) -> None:
    folder.add("aed", ["Kogukonnaaed kasvatab porgandeid."])
    for _ in range(3):
        folder.add(NAME, texts(WORD, 3))
        folder.indexer.sync()
        wanted = needles(folder, NAME)
        folder.remove(NAME)
        assert traces(folder, wanted) == []
    kinds = [(change.document_id, change.kind) for change in folder.store.changes_since(0)]
    assert kinds == [("aed", "put"), (tombstone(NAME), "remove")]


def test_a_gap_that_it_closed_is_open_again(folder: Folder) -> None:
    now = datetime(2026, 1, 2, tzinfo=UTC)
    folder.add(NAME, texts(WORD, 1))
    folder.store.gaps.note(Gap("kus see on", "et", {}, 1, 0.1, 0.4, now, now))
    assert folder.store.gaps.close("kus see on", "et", {}, NAME, now)
    wanted = needles(folder, NAME)
    folder.remove(NAME)
    assert [gap.is_open for gap in folder.store.gaps.all()] == [True]
    assert traces(folder, wanted) == []
