"""Whatever happens to a run of ingest, the next one makes the store that an undisturbed one makes.

Killed anywhere, out of disk at any write, beside another run, with readers that hang, eat memory
or die. Runs are real ones of the command; `drilled_ingest` says how they are made to die.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import misbehaving_reader as misbehaving
import pytest
from making import WordEncoder, child_environment

from corpus.sources import SourceFiles
from corpus.store.store import CorpusStore
from ingest.confinement.confined import ConfinedReader
from ingest.pipeline import Ingestor
from search_service.encoding.representation import Representation
from search_service.index.indexer import Indexer
from search_service.index.server import ServerIndex
from search_service.words.analyzer import Analyzer

if TYPE_CHECKING:
    from conftest import Desk

Card = Callable[..., str]
BAD_INPUT, SOME_FAILED = 2, 3  # exit codes
# The whole drill takes minutes: SIKK_DRILL=full .venv/bin/python -m pytest THIS FILE.
KILLS, FULL_DISKS = (50, 20) if os.environ.get("SIKK_DRILL") == "full" else (15, 6)
DRAWN = 16_2026  # the seed


@dataclass
class Drill:
    """A library that changes from one state to another, and runs of ingest over it."""

    folder: Path
    process: subprocess.Popen[str]

    @property
    def library(self) -> Path:
        return self.folder / "library"

    def run(
        self,
        data: Path,
        kill_at: int | None = None,
        file_limit: int | None = None,
        times: int = 1,
    ) -> list[dict[str, Any]]:
        """Ingests and prunes, so often at once; what `drilled_ingest` answers."""
        words = ["--data", str(data), "ingest", str(self.library), "--prune", "--json"]
        request = {"words": words, "kill_at": kill_at, "file_limit": file_limit, "times": times}
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        answers: list[dict[str, Any]] = json.loads(self.process.stdout.readline())
        return answers

    def code(self, data: Path, kill_at: int | None = None, file_limit: int | None = None) -> int:
        (answer,) = self.run(data, kill_at, file_limit)
        return int(answer["code"])

    def copy_of(self, data: Path, number: int) -> Path:
        place = self.folder / f"var-{number}"
        shutil.copytree(data, place)
        return place


@pytest.fixture(scope="module")
def drill(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Drill]:
    folder = tmp_path_factory.mktemp("drill")
    command = [sys.executable, "-m", "drilled_ingest"]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=child_environment(),
        cwd=folder,
    ) as process:
        yield Drill(folder, process)
        assert process.stdin
        process.stdin.close()


@pytest.fixture(scope="module")
def before(drill: Drill) -> Path:
    """The data folder as it is when the disturbed runs begin; the library has changed since."""
    drill.library.mkdir()
    for name in ("jääb", "muutub", "kolib", "kaob", "tekst"):
        put(drill.library / f"{name}.md", f"# {name.title()}\n\nEsimene lugu: {name}.\n")
    put(drill.library / "mõni.html", "<h1>Leht</h1><p>Midagi lehel.</p>")
    data = drill.folder / "before"
    assert drill.code(data) == 0
    put(drill.library / "muutub.md", "# Muutub\n\nTeine lugu, hoopis pikem kui enne.\n")
    (drill.library / "kolib.md").rename(drill.library / "kolis.md")
    (drill.library / "kaob.md").unlink()
    put(drill.library / "uus.txt", "Uus tekst. " * 400)
    put(drill.library / "teine.txt", "Teine uus tekst. " * 400)
    put(drill.library / "vigane.pdf", "%PDF-1.4 ei ole")
    put(drill.library / "tühi.txt", " ")
    return data


@pytest.fixture(scope="module")
def undisturbed(drill: Drill, before: Path) -> tuple[Path, int]:
    """The data folder after a run that nothing disturbs, and the calls that it took."""
    data = drill.copy_of(before, 0)
    (answer,) = drill.run(data)
    assert answer["code"] == SOME_FAILED
    return data, answer["calls"]


def put(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def content(data: Path) -> dict[str, object]:
    """All that a data folder holds of documents, but for when that was."""
    store = CorpusStore.in_folder(data)
    try:
        documents = [replace(d, data_folder=None) for d in store.documents()]
        originals = (data / "sources").rglob("*")
        return {
            "documents": documents,
            "pages": {d.id: store.pages(d.id) for d in documents},
            "passages": {d.id: store.passages_of(d.id) for d in documents},
            "feed": sorted(change[1:] for change in store.changes_since(0)),
            "failed": [(each.path, each.reason, each.page) for each in store.failures.all()],
            "originals": sorted(path.name for path in originals if path.is_file()),
        }
    finally:
        store.close()


@pytest.fixture(scope="module")
def indexed() -> Callable[[Path, ServerIndex], dict[str, int]]:
    """Brings an index in step with a data folder's store; how many points each version has."""
    representation = Representation(WordEncoder(), Analyzer())

    def sync(data: Path, index: ServerIndex) -> dict[str, int]:
        store = CorpusStore.in_folder(data)
        try:
            Indexer(store, index, representation).sync()
            return dict(index.versions())
        finally:
            store.close()

    return sync


def new_index() -> ServerIndex:
    return ServerIndex.open(":memory:", "drill", WordEncoder().dimensions)


def test_killed_anywhere(
    drill: Drill,
    before: Path,
    undisturbed: tuple[Path, int],
    indexed: Callable[[Path, ServerIndex], dict[str, int]],
) -> None:
    whole, calls = undisturbed
    wanted, in_index = content(whole), indexed(whole, new_index())
    drawn = random.Random(DRAWN)
    index = new_index()  # one for all: it follows wherever the store goes
    killed = 0
    for number in range(1, KILLS + 1):
        data = drill.copy_of(before, number)
        at = drawn.randint(1, calls)
        killed += drill.code(data, kill_at=at) == -signal.SIGKILL
        indexed(data, index)
        assert drill.code(data) == SOME_FAILED
        assert content(data) == wanted, f"killed at call {at} of {calls}"
        assert indexed(data, index) == in_index
        shutil.rmtree(data)
    assert killed > KILLS * 0.8  # a run may take some calls fewer than the first


def test_no_space_at_any_write(drill: Drill, before: Path, undisturbed: tuple[Path, int]) -> None:
    wanted = content(undisturbed[0])
    largest = max(path.stat().st_size for path in before.rglob("*") if path.is_file())
    codes = set()
    for number in range(FULL_DISKS):
        data = drill.copy_of(before, 100 + number)
        limit = largest * 2 * number // FULL_DISKS
        codes.add(drill.code(data, file_limit=limit))
        assert drill.code(data) == SOME_FAILED
        assert content(data) == wanted, f"no file over {limit} bytes"
        shutil.rmtree(data)
    assert codes == {BAD_INPUT, SOME_FAILED}, "one sentence each time, no fault of the program"


def test_two_at_once(drill: Drill, before: Path, undisturbed: tuple[Path, int]) -> None:
    data = drill.copy_of(before, 200)
    answers = drill.run(data, times=2)
    assert [answer["code"] for answer in answers] == [SOME_FAILED, SOME_FAILED]
    for answer in answers:
        report = json.loads(answer["output"])
        assert report["warnings"] == []
        assert len(report["failures"]) == 2
    assert content(data) == content(undisturbed[0])


def test_readers_that_hang_eat_and_die(
    desk: Desk, library: Path, card: Card, desk_in: Callable[[Path], Desk], tmp_path: Path
) -> None:
    lasting = {
        misbehaving.HANGS: "took longer than 5 s",
        misbehaving.EATS: "needs more than 512 MB of memory",
        misbehaving.CRASHES: "break down (SIGABRT)",
        misbehaving.EXITS: "break down (exit status 7)",
    }
    for name in (*lasting, misbehaving.KILLED, "a.md", "z.md"):
        put(library / name, card(Path(name).stem))
    put(library / (misbehaving.KILLED + misbehaving.ONCE), "")

    def bad() -> ConfinedReader:
        return ConfinedReader(seconds=5, memory_mb=512, module="misbehaving_reader")

    with bad() as one, bad() as two:
        readers = [one, two]
        ingestor = Ingestor(desk.store, SourceFiles(desk.data / "sources"), readers)
        first = ingestor.ingest([library])
        again = ingestor.ingest([library])
    assert first.outcomes == {"added": 3, "failed": 4}, "who was killed was read at the end"
    assert {Path(failure.path).name for failure in first.failures} == lasting.keys()
    for failure in first.failures:
        assert lasting[Path(failure.path).name] in failure.reason
    assert again.outcomes == {"unchanged": 3, "failed": 4}
    assert all("`sikk ingest --retry`" in failure.reason for failure in again.failures)
    assert desk.ingestor().retry().outcomes == {"added": 4}
    assert desk.ingestor().failed() == []
    calm = desk_in(tmp_path / "calm")
    calm.ingest(library)
    left, right = content(desk.data), content(calm.data)
    assert left | {"documents": None} == right | {"documents": None}
    assert len(left["documents"]) == len(right["documents"]) == 7  # type: ignore[arg-type]
