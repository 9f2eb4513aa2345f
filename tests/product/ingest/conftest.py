"""What the tests of ingest share: where the stress set lies, an ingestor over a fresh store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from making import SHARED

from corpus.sources import SourceFiles
from corpus.store.store import CorpusStore
from ingest.confinement.confined import ConfinedReader
from ingest.pipeline import Ingestor
from ingest.report import IngestReport

STRESS = SHARED / "pdf_stress"


@dataclass
class Desk:
    """A data folder with its store, and one call that ingests into it."""

    data: Path
    store: CorpusStore
    reader: ConfinedReader

    def ingestor(self) -> Ingestor:
        return Ingestor(self.store, SourceFiles(self.data / "sources"), [self.reader])

    def ingest(self, *paths: Path, prune: bool = False) -> IngestReport:
        return self.ingestor().ingest(paths, prune=prune)

    def outcomes(self, *paths: Path, prune: bool = False) -> dict[str, int]:
        counted = self.ingest(*paths, prune=prune).outcomes
        return {outcome.value: number for outcome, number in counted.items()}

    def kept(self) -> list[Path]:
        files = (self.data / "sources").rglob("*")
        # A copy that a kill cut short keeps its own name and is never taken for an original.
        return [path for path in files if path.is_file() and path.suffix != ".part"]


@pytest.fixture(scope="session")
def reader() -> Iterator[ConfinedReader]:
    with ConfinedReader(seconds=60) as shared:
        yield shared


@pytest.fixture
def desk_in(reader: ConfinedReader) -> Iterator[Callable[[Path], Desk]]:
    desks: list[Desk] = []

    def make(data: Path) -> Desk:
        desks.append(Desk(data, CorpusStore.in_folder(data), reader))
        return desks[-1]

    yield make
    for desk in desks:
        desk.store.close()


@pytest.fixture
def desk(tmp_path: Path, desk_in: Callable[[Path], Desk]) -> Desk:
    return desk_in(tmp_path / "var")


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    folder.mkdir()
    return folder


@pytest.fixture(scope="session")
def stress() -> Path:
    if not STRESS.is_dir():
        pytest.skip(f"the PDF stress set is not here: {STRESS}")
    return STRESS


@pytest.fixture
def card() -> Callable[..., str]:
    """A Markdown document with front matter."""

    def write(document_id: str, body: str = "Üks lause algatusest.", **fields: str) -> str:
        given = {"title": document_id.title(), "lang": "et", "type": "practice"} | fields
        front = "\n".join(f"{key}: {value}" for key, value in given.items())
        return f"---\nid: {document_id}\n{front}\n---\n\n# {document_id.title()}\n\n{body}\n"

    return write
