"""How many pages of text PDFs are read in a second, beside pdftotext and another checkout.

The library's PDFs but for its scan. Seconds are the processor's, which other work on the machine
changes little. Readers run in a process each, timed from the first file to the last within it;
pdftotext is started for each file, as it has to be.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from corpus.errors import BadInput
from corpus.settings import LIBRARY
from evals.library.ocr_accuracy import SCAN

_TURNS = 3  # of each; the fastest counts, since others may use the machine
# Uses only what every version of the readers has; the first file is read twice, to load modules.
_SCRIPT = """
import json, sys, time
from pathlib import Path
from ingest.readers import formats
from ingest.readers.raw import Limits
paths = [Path(line) for line in sys.stdin.read().splitlines()]
formats.read(str(paths[0]), paths[0].read_bytes(), Limits())
begun = time.process_time()
pages = sum(len(formats.read(str(p), p.read_bytes(), Limits()).pages) for p in paths)
print(json.dumps([pages, time.process_time() - begun]))
"""
_HERE = Path(__file__).parents[3]


def pages_a_second(folder: Path | None = None, before: Path | None = None) -> dict[str, float]:
    """By reader.

    Raises:
        BadInput: the folder has no PDF, or a reader failed.
    """
    paths = sorted((folder or LIBRARY).rglob("*.pdf"))
    paths = [path.absolute() for path in paths if path != SCAN]
    if not paths:
        raise BadInput(f"{folder}: holds no PDF")
    timers: dict[str, Callable[[], tuple[int, float]]] = {"ours": lambda: _timed(_HERE, paths)}
    if before:
        timers["before"] = lambda: _timed(before, paths)
    found: dict[str, list[tuple[int, float]]] = {name: [] for name in timers}
    beside: list[float] = []
    for _ in range(_TURNS):
        for name, timer in timers.items():
            found[name].append(timer())
        beside += _pdftotext(paths)
    speeds = {name: turns[0][0] / min(t for _, t in turns) for name, turns in found.items()}
    return speeds | ({"pdftotext": found["ours"][0][0] / min(beside)} if beside else {})


def _timed(checkout: Path, paths: Sequence[Path]) -> tuple[int, float]:
    done = subprocess.run(  # noqa: S603 - a checkout that the caller names
        [sys.executable, "-c", _SCRIPT],
        input="\n".join(map(str, paths)),
        env=os.environ | {"PYTHONPATH": str(checkout.absolute())},
        cwd=checkout,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BadInput(f"{checkout}: its readers failed: {done.stderr[-300:]}")
    pages, seconds = json.loads(done.stdout)
    return pages, seconds


def _pdftotext(paths: Sequence[Path]) -> list[float]:
    """The seconds; nothing where it is not installed."""
    program = shutil.which("pdftotext")
    if program is None:
        return []
    before = os.times()
    for path in paths:
        subprocess.run([program, str(path), "-"], capture_output=True, check=True)  # noqa: S603
    after = os.times()
    user, system = after.children_user, after.children_system
    return [user + system - before.children_user - before.children_system]
