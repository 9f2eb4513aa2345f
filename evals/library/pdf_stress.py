"""How a set of awkward PDFs is read: what was expected of each, what came, seconds and memory.

    sikk eval pdf-stress FOLDER        FOLDER holds the files and INDEX.tsv

INDEX.tsv has the columns file, category and expected: "text:PHRASE", "needs-ocr",
"needs-password", "opens-without-password", "broken" or "empty". Every file goes through the
confined reader, each in a process of its own, so that the memory is its own.
"""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from corpus.errors import BadInput, DocumentError
from evals.sets.text_files import read_errors
from ingest.confinement.confined import ConfinedReader
from ingest.cutting.cleaning import clean

INDEX = "INDEX.tsv"
_COLUMNS = ("file", "category", "expected")
_SHOWN = 60  # characters of what was expected and of what came
_REFUSALS = {"broken": ("damaged", "holds"), "needs-password": ("password",)}


class StressCase(NamedTuple):
    """One file: what it should give, what it gave, and what that took."""

    file: str
    expected: str
    got: str
    as_expected: bool
    seconds: float
    peak_mb: int


def read_all(folder: Path) -> Iterator[StressCase]:
    """Every file of the index.

    Raises:
        BadInput: there is no index, or it lacks a column.
    """
    for name, expected in _index(folder / INDEX):
        with ConfinedReader() as reader:
            begun = time.perf_counter()
            got, is_right = _read(reader, folder / name, expected)
            seconds = time.perf_counter() - begun
            yield StressCase(name, expected[:_SHOWN], got, is_right, seconds, _peak_mb(reader))


def _index(path: Path) -> Iterator[tuple[str, str]]:
    with read_errors(path):
        lines = path.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines]
    head = next((row for row in rows if row[0] == _COLUMNS[0]), [])
    if not {*_COLUMNS} <= {*head}:
        raise BadInput(f"{path}: has no line with the columns {', '.join(_COLUMNS)}")
    at, expected = head.index("file"), head.index("expected")
    for row in rows[rows.index(head) + 1 :]:
        if len(row) == len(head):
            yield row[at], row[expected]


def _read(reader: ConfinedReader, path: Path, expected: str) -> tuple[str, bool]:
    """What came of the file, and whether that was expected."""
    kind, _, phrase = expected.partition(":")
    try:
        reading = reader.read(path)
    except DocumentError as error:
        reasons = _REFUSALS.get(kind, ())
        return error.reason[:_SHOWN], any(reason in error.reason for reason in reasons)
    text = _plain(" ".join(page.text for page in clean(reading).pages))
    got = f"{len(reading.pages)} pages, {len(text):,} characters"
    if kind == "text":
        return got, _plain(phrase) in text
    return got, not text if kind == "empty" else bool(text) and kind not in _REFUSALS


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _peak_mb(reader: ConfinedReader) -> int:
    """The most memory that the reader's process held, on Linux; 0 where nothing says so."""
    try:
        status = Path(f"/proc/{reader.process_id}/status").read_text(encoding="ascii")
    except OSError:
        return 0
    line = next((line for line in status.splitlines() if line.startswith("VmHWM")), "VmHWM: 0 kB")
    return int(line.split()[1]) * 1024 // 1_000_000
