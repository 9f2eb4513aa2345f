"""A site over a real store, a real index and real originals; only the model is a small stand-in."""

import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest
from browser import CHROMIUM, opened
from fastapi import FastAPI
from making import make_answerer
from playwright.sync_api import Browser
from starlette.testclient import TestClient

from corpus.documents import PAGE_BREAK, Document, Metadata, Note, Page, Passage, Span
from corpus.ids import digest, passage_id
from corpus.sources import SourceFiles
from corpus.store.store import CorpusStore
from search_service.answers.gap_notes import GapNotes
from search_service.compare.cells import CellReader
from search_service.compare.comparer import Comparer
from search_service.compare.statement_kinds import StatementKinds
from search_service.documents.pictures import PagePictures
from search_service.encoding.encoder import Encoding, Role
from search_service.encoding.representation import Representation
from search_service.engine import Engine
from search_service.index.edge import EdgeIndex
from search_service.index.follower import Follower
from search_service.index.indexer import Indexer
from search_service.search.searcher import Searcher
from search_service.search.systems import named
from search_service.web.app import create_app
from search_service.words.analyzer import Analyzer

HERE = ("127.0.0.1", 50_000)  # who asks: a program on this machine


class WordEncoder:
    """Counts the beginnings of words: texts with the same words are near each other."""

    name = "words"
    dimensions = 256

    def encode(self, texts: Sequence[str], role: Role) -> list[Encoding]:
        return [self._encode(text) for text in texts]

    def offsets(self, text: str, role: Role) -> list[tuple[int, int]]:
        return [(0, len(text))]

    def _encode(self, text: str) -> Encoding:
        vector = np.full(self.dimensions, 1e-3, np.float32)
        for word in text.lower().split():
            vector[zlib.crc32(word.strip(".,?!")[:5].encode()) % self.dimensions] += 1
        vector /= np.linalg.norm(vector)
        return Encoding(vector, vector[None], np.zeros(1, np.int32))


@dataclass
class Site:
    """A running site and what a test puts into it."""

    app: FastAPI
    client: TestClient
    engine: Engine
    follower: Follower

    def add(
        self,
        document_id: str,
        texts: Sequence[str],
        *,
        pdf: bytes | None = None,
        notes: tuple[Note, ...] = (),
        section: str = "",
        **fields: object,
    ) -> list[Passage]:
        """A document whose pages each hold one passage; the index follows at the next page."""
        source = Path(str(self.engine.sources._folder)).parent / f"{document_id}.src"
        source.write_bytes(pdf or PAGE_BREAK.join(texts).encode())
        known = {"title": document_id, "lang": "et", "type": "practice", "country": "EE"} | fields
        metadata = replace(Metadata(document_id, "", "", ""), **known)
        content = digest(source.read_bytes() + repr(metadata).encode())
        source_hash = digest(source.read_bytes())
        self.engine.sources.keep(source, source_hash)
        passages = _passages(metadata, texts, section, numbered=pdf is not None)
        pages = [
            Page(n if pdf else None, _roman(n) if pdf else None, text)
            for n, text in enumerate(texts, start=1)
        ]
        pages[0] = replace(pages[0], notes=notes)
        media_type = "application/pdf" if pdf else "text/markdown"
        words = sum(len(text.split()) for text in texts)
        document = Document(
            metadata, content, source_hash, f"{document_id}.md", media_type,
            len(pages), len(passages), words,
        )  # fmt: skip
        self.engine.store.add(document, pages, passages)
        return passages

    def get(self, url: str, lang: str = "et", **headers: str) -> str:
        """The page's HTML, as a browser in that language gets it."""
        return self.answer(url, lang, **headers).text

    def answer(self, url: str, lang: str = "et", **headers: str):
        if self.engine.indexer.behind():
            self.engine.indexer.sync()
        accepts = {"Accept": "text/html,*/*", "Accept-Language": lang}
        return self.client.get(url, headers=accepts | headers)


def _passages(
    metadata: Metadata, texts: Sequence[str], section: str, *, numbered: bool
) -> list[Passage]:
    passages = []
    offset = 0
    for i, text in enumerate(texts):
        passages.append(
            Passage(
                passage_id(metadata.id, text, 0), metadata.id, i, metadata.lang, section, text,
                offset, offset + len(text), i + 1 if numbered else None,
                _roman(i + 1) if numbered else None, (Span(i, 0, len(text)),),
            )
        )  # fmt: skip
        offset += len(text) + len(PAGE_BREAK)
    return passages


def _roman(n: int) -> str:
    return ("i", "ii", "iii", "iv")[n - 1]


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with _serving(tmp_path / "var") as site:
        yield site


@pytest.fixture(scope="module")
def shared_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One site for all tests of a module, none of which may change it."""
    with _serving(tmp_path_factory.mktemp("site") / "var") as site:
        yield site


@contextmanager
def _serving(folder: Path) -> Iterator[Site]:
    encoder, analyzer = WordEncoder(), Analyzer()
    store = CorpusStore.in_folder(folder)
    representation = Representation(encoder, analyzer)
    index = EdgeIndex.open(folder / "index", encoder.dimensions)
    indexer = Indexer(store, index, representation)
    searcher = Searcher(store, index, representation, named("dense"))
    cells = CellReader(representation, StatementKinds(representation))
    engine = Engine(
        store=store,
        sources=SourceFiles(folder / "sources"),
        index=index,
        indexer=indexer,
        published=searcher.published,
        searcher=searcher,
        answerer=make_answerer(store, encoder, bar=0.025, searcher=searcher),  # a word or two
        gaps=GapNotes(store),
        comparer=Comparer(store, searcher, representation, cells, 0.05, 0.0),
        analyzer=analyzer,
        pictures=PagePictures(folder / "pictures"),
    )
    follower = Follower(indexer)
    follower.ready.set()
    app = create_app(engine, follower)
    with TestClient(app, raise_server_exceptions=False, client=HERE) as client:
        yield Site(app, client, engine, follower)
    index.close()
    store.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Headless Chromium; closed at the module's end, since it keeps an event loop running."""
    if CHROMIUM is None:
        pytest.skip("needs Chromium: apt-get install chromium")
    with opened() as browser:
        yield browser


@pytest.fixture(scope="session")
def pdf() -> Callable[..., bytes]:
    """A PDF file with one page for each list of lines."""
    return make_pdf


def make_pdf(*pages: Sequence[str]) -> bytes:
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", _FONT]
    kids = []
    for lines in pages:
        shown = " ".join(f"({line}) Tj 0 -20 Td" for line in lines)
        stream = f"BT /F1 12 Tf 72 760 Td {shown} ET"
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    body, offsets = "%PDF-1.4\n", []
    for number, text in enumerate(objects, start=1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{text}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    trailer = f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF"
    return f"{body}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode()


_FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
