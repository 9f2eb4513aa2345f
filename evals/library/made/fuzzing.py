"""Reads spoilt files through the confined reader, and counts what became of them.

    fuzz(20_000, seed=16)  ->  FuzzReport: read, refused, crashes by format, the slowest

A crash is whatever reaches the parent and is no reason (`DocumentError`): of reading, or of
cleaning what was read. The reader's process may die or run out of memory: that is what it is for.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from corpus.errors import DocumentError
from evals.library.made.corpus import SEED, made_files
from evals.library.made.mutants import mutant
from ingest.confinement.confined import ConfinedReader
from ingest.cutting.cleaning import clean

_SEEDS = 3  # the smallest files of each format that are spoilt
_SLOWEST = 5  # that are shown
# For one spoilt file, by hand: small files take a hundredth of that.
_SECONDS, _MEMORY_MB, _PAGES = 20.0, 1024, 20
_LEFT_TO_OTHERS = ("doc",)  # LibreOffice reads it, in a process of its own each time
_DIED, _MEMORY = "made its reader break down", "needs more than"
_SLOW, _UNFORESEEN = "took longer", "cannot be read ("


@dataclass(slots=True)
class FuzzReport:
    """What became of the spoilt files."""

    files: int = 0
    seconds: float = 0.0
    by_format: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    crashes: list[str] = field(default_factory=list)
    unforeseen: Counter[str] = field(default_factory=Counter)
    slowest: list[tuple[float, str]] = field(default_factory=list)

    def as_json(self) -> dict[str, object]:
        """Plain values."""
        return asdict(self)

    def lines(self) -> Iterator[str]:
        """The report for people."""
        total: Counter[str] = sum(self.by_format.values(), Counter())
        for ending, counts in sorted(self.by_format.items()):
            yield f"{ending:<6} {counts.total():>6}: {_told(counts)}"
        yield f"{self.files} files in {self.seconds:.0f} s: {_told(total)}"
        for told, count in self.unforeseen.most_common():
            yield f"  unforeseen, {count} times: {told}"
        yield "slowest: " + ", ".join(f"{name} {taken:.1f} s" for taken, name in self.slowest)
        yield from self.crashes
        yield f"crashes that reached the parent: {len(self.crashes)}"


def fuzz(files: int, seed: int = SEED) -> FuzzReport:
    """Reads that many spoilt files."""
    seeds = _seeds(seed)
    report = FuzzReport()
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder, _reader() as reader:
        for number in range(files):
            ending = sorted(seeds)[number % len(seeds)]
            path = Path(folder) / f"{number}.{ending}"
            path.write_bytes(_spoilt(seeds, ending, f"{seed} {number}"))
            taken, outcome = _tried(reader, path, report)
            report.by_format[ending][outcome] += 1
            report.slowest = sorted([*report.slowest, (taken, path.name)], reverse=True)[:_SLOWEST]
            path.unlink()
    report.files, report.seconds = files, time.perf_counter() - begun
    return report


def _reader() -> ConfinedReader:
    return ConfinedReader(_SECONDS, _MEMORY_MB, _PAGES, ocr_languages="")


def _seeds(seed: int) -> dict[str, list[bytes]]:
    """The smallest files by format."""
    found: dict[str, list[bytes]] = defaultdict(list)
    for made in made_files(seed, with_scans=False):
        if made.ending not in _LEFT_TO_OTHERS:
            found[made.ending].append(made.content)
    return {ending: sorted(contents, key=len)[:_SEEDS] for ending, contents in found.items()}


def _spoilt(seeds: Mapping[str, Sequence[bytes]], ending: str, name: str) -> bytes:
    drawer = random.Random(name)  # noqa: S311 - no secret
    others = [content for contents in seeds.values() for content in contents]
    return mutant(drawer, drawer.choice(seeds[ending]), others)


def _tried(reader: ConfinedReader, path: Path, report: FuzzReport) -> tuple[float, str]:
    begun = time.perf_counter()
    try:
        clean(reader.read(path))
        outcome = "read"
    except DocumentError as error:
        outcome = _kind(error.reason)
        if outcome == "unforeseen":
            report.unforeseen[f"{path.suffix} {error.reason.removeprefix(_UNFORESEEN)[:90]}"] += 1
    except Exception as error:  # which is what is looked for
        outcome = "crashed"
        report.crashes.append(f"{path.name}: {type(error).__name__}: {error}")
        reader.close()
    return time.perf_counter() - begun, outcome


def _kind(reason: str) -> str:
    if reason.startswith(_DIED):
        return "reader died"
    if reason.startswith(_MEMORY):
        return "out of memory"
    if reason.startswith(_SLOW):
        return "too slow"
    return "unforeseen" if reason.startswith(_UNFORESEEN) else "refused"


def _told(counts: Counter[str]) -> str:
    return ", ".join(f"{count} {outcome}" for outcome, count in sorted(counts.items()))
