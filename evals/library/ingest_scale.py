"""How ingest bears many documents: a first run, one in which nothing is new, one with 1 % changed.

    sikk eval ingest-scale --documents 10000

The documents are made here, from a seed, in a temporary folder: Markdown of a few paragraphs. Only
ingest is measured, no model is loaded. Differs from `evals.library.first_start`, which takes the
shipped library the whole way to a search.
"""

from __future__ import annotations

import os
import random
import resource
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from corpus.settings import Settings
from ingest.report import IngestReport, Outcome
from ingest.wiring import open_ingestor

_SEED = 16
_A_FOLDER = 500  # documents
_PARAGRAPHS, _WORDS = 6, 60
_CHANGED = 0.01
_SYLLABLES = "ka ko kü la le li ma me mi na ne ni pa pe pi ra re ri sa se si ta te ti õu äe öö"


def measure(settings: Settings, documents: int, workers: Sequence[int]) -> dict[str, object]:
    """The three runs, for each number of processes that read."""
    with tempfile.TemporaryDirectory(prefix="sikk-scale-") as place:
        library = Path(place, "library")
        megabytes = _write(library, documents) / 2**20
        runs = [_runs(settings, Path(place), library, each) for each in workers]
    return {
        "documents": documents,
        "megabytes": round(megabytes, 1),
        "runs": runs,
        "peak_mb": {
            "ingest": _peak_mb(resource.RUSAGE_SELF),
            "largest_reader": _peak_mb(resource.RUSAGE_CHILDREN),
        },
        "load": round(os.getloadavg()[0], 1),
    }


def _runs(settings: Settings, place: Path, library: Path, workers: int) -> dict[str, object]:
    own = {"data": place / f"var-{workers}", "store_url": None}
    fresh = settings.model_copy(update=own)
    first = _ingest(fresh, library, workers)
    unchanged = _ingest(fresh, library, workers)
    _change(library, workers)
    changed = _ingest(fresh, library, workers)
    told = {"first": first, "unchanged": unchanged, "1 % changed": changed}
    return {"workers": workers} | {name: _told(report) for name, report in told.items()}


def _ingest(settings: Settings, library: Path, workers: int) -> IngestReport:
    with open_ingestor(settings, workers) as ingestor:
        report = ingestor.ingest([library])
    assert not report.failures, report.failures[:3]
    return report


def _told(report: IngestReport) -> dict[str, object]:
    return {
        "seconds": round(report.seconds, 1),
        "documents_a_second": round(report.outcomes.total() / report.seconds),
        "read": report.outcomes.total() - report.outcomes[Outcome.UNCHANGED],
        "passages_written": report.passages,
    }


def _write(library: Path, documents: int) -> int:
    drawn = random.Random(_SEED)  # noqa: S311 - made text, no secret
    written = 0
    for number in range(documents):
        folder = library / f"{number // _A_FOLDER:03}"
        folder.mkdir(parents=True, exist_ok=True)
        written += folder.joinpath(f"{number:06}.md").write_bytes(_text(number, drawn).encode())
    return written


def _text(number: int, drawn: random.Random) -> str:
    def word() -> str:
        return "".join(drawn.choices(_SYLLABLES.split(), k=drawn.randint(1, 4)))

    def sentence() -> str:
        return " ".join(word() for _ in range(drawn.randint(5, 15))).capitalize() + "."

    paragraphs = [" ".join(sentence() for _ in range(_WORDS // 10)) for _ in range(_PARAGRAPHS)]
    front = f"id: made-{number:06}\ntitle: Document {number}\nlang: et\ntype: report"
    return f"---\n{front}\n---\n\n# Document {number}\n\n" + "\n\n".join(paragraphs) + "\n"


def _change(library: Path, workers: int) -> None:
    files = sorted(library.rglob("*.md"))
    for path in files[:: round(1 / _CHANGED)]:
        with path.open("a", encoding="utf-8") as opened:
            opened.write(f"\nUus lõik {workers}.\n")


def _peak_mb(who: int) -> int:
    peak = resource.getrusage(who).ru_maxrss
    return round(peak / (2**20 if sys.platform == "darwin" else 2**10))
