"""A removed document leaves nothing behind, and its receipt would say so if it did."""

from pathlib import Path

import pytest
from making import WordEncoder, make

from corpus.errors import NotFound
from corpus.sources import SourceFiles
from corpus.store.store import CorpusStore
from search_service.documents.pictures import PagePictures
from search_service.encoding.cached_encoder import CachedEncoder
from search_service.encoding.representation import Representation
from search_service.index.edge import EdgeIndex
from search_service.index.indexer import Indexer
from search_service.removal import OwnIndex, Removal
from search_service.words.analyzer import Analyzer

TEXTS = ["Toidupank jagab toitu.", "Teine lõik."]


class Place:
    """Everything derived of two documents, the first with a kept original and a picture."""

    def __init__(self, folder: Path) -> None:
        self.store = CorpusStore.in_folder(folder)
        self.sources = SourceFiles(folder / "sources")
        self.pictures = PagePictures(folder / "pictures")
        self.encodings = CachedEncoder(WordEncoder(), folder / "vectors.sqlite")
        self.index = EdgeIndex.open(folder / "index", self.encodings.dimensions)
        made = make("toidupank", TEXTS)
        for each in (made, make("aed", ["Aed."]), make("bank.en", translation_of="toidupank")):
            self.store.add(*each)
        self.hash = made.document.source_hash
        (folder / "original").write_text("x")
        self.sources.keep(folder / "original", self.hash)
        (folder / "pictures").mkdir()
        (folder / "pictures" / f"{self.hash[:16]}-1-abc.picture").write_bytes(b"x")
        Indexer(self.store, self.index, Representation(self.encodings, Analyzer())).sync()

    def removal(self, index: object = None) -> Removal:
        side = index or OwnIndex(self.index)
        return Removal(self.store, self.sources, self.pictures, self.encodings, side)

    def close(self) -> None:
        self.index.close()
        self.encodings.close()
        self.store.close()


@pytest.fixture
def place(tmp_path: Path):
    made = Place(tmp_path)
    yield made
    made.close()


def test_the_receipt_counts_what_was_there_and_what_is_left(place: Place) -> None:
    receipt = place.removal().remove("toidupank")
    assert receipt.removed == {"store": 5, "index": 2, "caches": 3, "sources": 1}
    assert receipt.left == {"store": 0, "index": 0, "caches": 0, "sources": 0}
    assert receipt.clean and receipt.translations == ("bank.en",)
    assert place.index.count() == 2
    assert [d.id for d in place.store.documents()] == ["aed", "bank.en"]
    with pytest.raises(NotFound):
        place.sources.path(place.hash)


def test_the_others_keep_what_is_theirs(place: Place) -> None:
    twin = make("teine", TEXTS)  # the same file under another id
    place.store.add(*twin)
    receipt = place.removal().remove("toidupank")
    assert receipt.removed["sources"] == 0 and receipt.clean
    assert place.sources.path(place.hash).exists()
    assert place.pictures.kept(place.hash) == 1


def test_an_index_that_keeps_something_is_told(place: Place) -> None:
    class Stubborn:
        def points(self, document_id: str) -> int:
            return 2

        def forget(self, document_id: str) -> None:
            pass

    receipt = place.removal(Stubborn()).remove("toidupank")
    assert not receipt.clean and receipt.left["index"] == 2


def test_a_document_that_is_not_there_is_not_removed(place: Place) -> None:
    with pytest.raises(NotFound, match="'nothing'"):
        place.removal().remove("nothing")
