"""Hostile files are read in a process that is limited, killed when needed, and replaced."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.errors import DocumentError, PassingFault
from ingest.confinement.confined import ConfinedReader

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")


def children() -> set[int]:
    tasks = Path(f"/proc/{os.getpid()}/task").glob("*/children")
    return {int(pid) for task in tasks for pid in task.read_text().split()}


@pytest.fixture
def note(tmp_path: Path) -> Path:
    path = tmp_path / "note.txt"
    path.write_text("Üks lause.", encoding="utf-8")
    return path


@pytest.fixture
def endless(tmp_path: Path) -> Path:
    """A file whose reading never ends: nobody writes to this pipe."""
    path = tmp_path / "endless.txt"
    os.mkfifo(path)
    return path


def test_one_process_reads_many_files(note: Path) -> None:
    before = children()
    with ConfinedReader() as reader:
        reader.read(note)
        first = children() - before
        reader.read(note)
        assert children() - before == first
        assert len(first) == 1
    assert children() == before


def test_a_reader_that_died_while_idle_is_replaced(note: Path) -> None:
    before = children()
    with ConfinedReader() as reader:
        reader.read(note)
        (process,) = children() - before
        os.kill(process, signal.SIGKILL)
        assert reader._process is not None
        reader._process.wait()
        assert reader.read(note).pages[0].text == "Üks lause."


def test_a_slow_file_is_given_up_and_the_next_is_read(endless: Path, note: Path) -> None:
    with ConfinedReader(seconds=5) as reader:
        with pytest.raises(DocumentError, match=r"longer than 5 s .* SIKK_INGEST_SECONDS"):
            reader.read(endless)
        assert reader.read(note).pages[0].text == "Üks lause."


@pytest.mark.parametrize(
    ("how", "told", "passing"),
    [(signal.SIGSEGV, r"break down \(SIGSEGV\)", False), (signal.SIGKILL, "memory is short", True)],
)
def test_a_reader_that_dies_is_told_and_replaced(
    how: signal.Signals, told: str, passing: bool, endless: Path, note: Path
) -> None:
    before = children()

    def kill() -> None:
        for pid in children() - before:
            os.kill(pid, how)

    with ConfinedReader(seconds=30) as reader:
        reader.read(note)
        timer = threading.Timer(0.3, kill)
        timer.start()
        with pytest.raises(DocumentError, match=told) as caught:
            reader.read(endless)
        timer.join()
        assert isinstance(caught.value, PassingFault) is passing
        assert reader.read(note).pages


def test_a_file_that_needs_too_much_memory_is_refused(tmp_path: Path, note: Path) -> None:
    large = tmp_path / "large.txt"
    with large.open("wb") as opened:
        opened.truncate(2**30)
    with ConfinedReader(memory_mb=512) as reader:
        with pytest.raises(DocumentError, match="more than 512 MB of memory"):
            reader.read(large)
        assert reader.read(note).pages


def test_bombs_fail_cleanly(tmp_path: Path, repack: Callable[[dict[str, bytes]], bytes]) -> None:
    bomb = tmp_path / "bomb.docx"
    bomb.write_bytes(repack({"word/document.xml": b" " * 80_000_000}))
    described = tmp_path / "laughs.txt"
    described.write_text("Tekst.", encoding="utf-8")
    laughs = "\n".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10) if n else 'ha'}]" for n in range(12)
    )
    described.with_suffix(".yaml").write_text(laughs, encoding="utf-8")
    with ConfinedReader(seconds=4, memory_mb=512) as reader:
        with pytest.raises(DocumentError, match="unpacks"):
            reader.read(bomb)
        with pytest.raises(DocumentError, match=r"memory|took longer"):
            reader.read(described, described.with_suffix(".yaml"))


def test_no_network_no_core_no_secrets(note: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIKK_LLM_KEY", "secret")
    before = children()
    with ConfinedReader() as reader:
        reader.read(note)
        process = Path("/proc", str((children() - before).pop()))
        limits = process.joinpath("limits").read_text()
        assert "secret" not in process.joinpath("environ").read_text()
        cores = next(line for line in limits.split("\n") if "core file" in line)
        assert cores.split()[4:6] == ["0", "0"]
        if process.joinpath("ns/net").readlink() == Path("/proc/self/ns/net").readlink():
            pytest.skip("this system lets no process leave the network")
