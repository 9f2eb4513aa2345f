"""What training changed is kept small and comes back nearly as it was."""

from pathlib import Path

import numpy as np
import pytest

from corpus.errors import BadInput
from search_service.bundled import build
from search_service.bundled.low_rank import LowRank, approximated

RANDOM = np.random.default_rng(4)


def floats(*shape: int) -> np.ndarray:
    return RANDOM.normal(size=shape).astype(np.float32)


def test_a_change_of_low_rank_is_found_whole() -> None:
    change = floats(60, 5) @ floats(5, 40)
    down, up = approximated(change, 5)
    assert down.shape == (5, 40)
    assert up.shape == (60, 5)
    assert up @ down == pytest.approx(change, abs=1e-3)


def test_a_lower_rank_keeps_most() -> None:
    change = floats(60, 5) @ floats(5, 40) + 0.01 * floats(60, 40)
    down, up = approximated(change, 5)
    assert np.linalg.norm(change - up @ down) < 0.05 * np.linalg.norm(change)


def test_it_is_written_and_read(tmp_path: Path) -> None:
    down, up = approximated(floats(60, 40), 8)
    written = LowRank({"l4.q.w": (down, up)}, {"head": floats(5)}, {"command": "čž"})
    written.write(tmp_path / "changes.npz")
    assert [path.name for path in tmp_path.iterdir()] == ["changes.npz"]
    read = LowRank.read(tmp_path / "changes.npz")
    assert read.stamp == {"command": "čž"}
    assert read.vectors["head"] == pytest.approx(written.vectors["head"], abs=1e-2)
    for ours, theirs in zip(read.matrices["l4.q.w"], (down, up), strict=True):
        assert ours.shape == theirs.shape
        assert np.linalg.norm(ours - theirs) < 0.01 * np.linalg.norm(theirs)


@pytest.mark.parametrize("content", [None, b"", b"no archive"])
def test_what_is_no_such_file_is_told(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "changes.npz"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(BadInput, match=r"changes\.npz: not a file of trained changes"):
        LowRank.read(path)


def test_the_shipped_file_says_what_it_was_not_trained_on() -> None:
    assert LowRank.read(build.READER_CHANGES).stamp["held_out_folds"] == [0, 1]
