"""A tiny BEIR folder."""

import json
from collections.abc import Iterable
from pathlib import Path

ROWS = (
    {"_id": "d1", "title": "Pank", "text": "Toidupank.", "lang": "et"},
    {"_id": "d2", "title": "Camp", "text": "A village camp.", "lang": "en"},
    {"_id": "d3", "text": "The food bank."},
)
QUERIES = ({"_id": "q1", "text": "toit", "lang": "et"}, {"_id": "q2", "text": "camp"})
QRELS = "query-id\tcorpus-id\tscore\nq1\td1\t2\nq1\td3\t0\nq2\td2\t1\n"


def write_beir(
    folder: Path,
    rows: Iterable[object] = ROWS,
    queries: Iterable[object] = QUERIES,
    qrels: str = QRELS,
) -> Path:
    """Writes the three files and gives the folder back."""
    (folder / "qrels").mkdir(parents=True)
    for name, entries in (("corpus", rows), ("queries", queries)):
        lines = "".join(json.dumps(entry, ensure_ascii=False) + "\n" for entry in entries)
        (folder / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    (folder / "qrels" / "test.tsv").write_text(qrels)
    return folder
