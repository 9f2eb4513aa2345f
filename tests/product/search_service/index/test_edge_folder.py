"""An index that the machine cannot open now is left as it is; only a damaged one is cleared.

Each case runs in a process of its own, with the real limit.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from making import run_python

from corpus.errors import StorageError
from search_service.encoding.representation import PassageVectors
from search_service.index.edge import EdgeIndex
from search_service.index.edge_folder import loaded
from search_service.index.port import Point
from search_service.words.analyzer import SparseVector

D = 16
N = 40
NOBODY = 65534

START = """
import os, resource, sys
from pathlib import Path
from corpus.errors import SikkError
from search_service.index.edge import EdgeIndex
folder, limit = Path(sys.argv[1]), int(sys.argv[2])
"""
OPEN = """
try:
    index = EdgeIndex.open(folder, 16)
    said = index.count()
    index.close()
except SikkError as error:
    said = f"{type(error).__name__}: {error}"
"""
FEW_FILES = (
    START
    + """
resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
held = []
try:
    while True:
        held.append(open("/dev/null"))
except OSError:
    for _ in range(limit):
        held.pop().close()
"""
    + OPEN
    + "del held\nprint(said)"
)
LITTLE_MEMORY = (
    START
    + """
used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (used + limit, used + limit))
"""
    + OPEN
    + "print(said)"
)
AS_NOBODY = (
    START
    + """
if os.getuid() == 0:
    os.setgid(limit)
    os.setuid(limit)
"""
    + OPEN
    + "print(said)"
)


def _point(n: int) -> Point:
    vector = np.random.default_rng(n).normal(size=D).astype(np.float32)
    words = SparseVector([n % 7], [1.0])
    return Point(f"d~{n}", PassageVectors(vector, None, words), {"version": "d@1"})


@pytest.fixture
def folder() -> Iterator[Path]:
    """An index of 40 points, where another user may come too."""
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        index = EdgeIndex.open(Path(place) / "index", D)
        index.upsert([_point(n) for n in range(N)])
        index.settle()
        index.close()
        yield Path(place) / "index"


@pytest.mark.parametrize("free", [0, 1, 2, 3, 5])
def test_too_few_file_handles_lose_nothing(folder: Path, free: int) -> None:
    told = run_python(FEW_FILES, folder, free)
    if told.stdout.strip() != str(N):
        assert told.stdout.startswith("StorageError"), told.stderr
        assert "Too many open files" in told.stdout and "ulimit -n" in told.stdout
    assert free or told.stdout.startswith("StorageError")
    assert _count(folder) == N


@pytest.mark.parametrize("megabytes", [0, 2, 32])
def test_too_little_memory_loses_nothing(folder: Path, megabytes: int) -> None:
    told = run_python(LITTLE_MEMORY, folder, megabytes << 20)
    opened = told.stdout.strip() == str(N)
    said = told.stdout.startswith("StorageError") and "Cannot allocate memory" in told.stdout
    assert opened or said or told.returncode != 0, "or the process has no memory to say so"
    assert _count(folder) == N


@pytest.mark.parametrize("kept", ["segment.json", "edge_config.json", "chunk_0.mmap", "index"])
def test_what_may_not_be_read_is_left(folder: Path, kept: str) -> None:
    _give_away(folder.parent)
    shut = folder if kept == "index" else next(folder.rglob(kept))
    mode = shut.stat().st_mode
    shut.chmod(0)
    told = run_python(AS_NOBODY, folder, NOBODY)
    shut.chmod(mode)
    assert told.stdout.startswith("StorageError"), told.stderr
    assert "Permission denied" in told.stdout and "--data" in told.stdout
    assert _count(folder) == N


def _give_away(place: Path) -> None:
    if os.getuid() == 0:
        for path in (place, *place.rglob("*")):
            os.chown(path, NOBODY, NOBODY)


def _count(folder: Path) -> int:
    index = EdgeIndex.open(folder, D)
    try:
        return index.count()
    finally:
        index.close()


def _emptied(file: Path) -> None:
    file.write_bytes(b"")


def _halved(file: Path) -> None:
    content = file.read_bytes()
    file.write_bytes(content[: len(content) // 2])


def _overwritten(file: Path) -> None:
    file.write_bytes(b"\xff\x00damaged" * 9)


@pytest.mark.parametrize("harm", [_emptied, _halved, _overwritten, Path.unlink])
@pytest.mark.parametrize("name", ["edge_config.json", "segment.json"])
def test_a_damaged_index_is_cleared_and_can_be_filled_again(
    folder: Path, name: str, harm: object
) -> None:
    harm(next(folder.rglob(name)))
    index = EdgeIndex.open(folder, D)
    assert index.count() == 0
    index.upsert([_point(n) for n in range(N)])
    index.settle()
    assert index.count() == N
    index.close()


def test_a_damage_that_the_engine_panics_at_is_one_too(folder: Path) -> None:
    status = next(path for path in folder.rglob("status.dat") if path.parent.name == "has_values")
    _emptied(status)
    assert _count(folder) == 0


@pytest.mark.parametrize("config", [None, "edge", 7])
def test_a_wrong_call_of_ours_clears_nothing(folder: Path, config: object) -> None:
    with pytest.raises(TypeError):
        loaded(folder, config or object())
    assert _count(folder) == N


def test_what_a_crash_left_before_the_index_was_whole_is_no_index(folder: Path) -> None:
    shutil.rmtree(folder / "segments")
    (folder / "edge_config.json").unlink()
    (folder / "half").write_bytes(b"")
    assert _count(folder) == 0


def test_an_index_that_did_not_open_gives_its_lock_back(tmp_path: Path) -> None:
    (tmp_path / "index").write_text("a file where the folder should be")
    with pytest.raises(StorageError, match="index"):
        EdgeIndex.open(tmp_path / "index", D)
    (tmp_path / "index").unlink()
    assert _count(tmp_path / "index") == 0
