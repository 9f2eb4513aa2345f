"""Runs: which documents a system returned for each query, best first; read and written as TREC.

q1 Q0 toidupank 1 0.873 full
"""

from __future__ import annotations

from pathlib import Path

from corpus.errors import BadInput

Run = dict[str, dict[str, float]]  # query id -> document id -> score, best first


def write(run: Run, path: Path, system: str) -> None:
    """Writes a TREC run file.

    Raises:
        BadInput: it cannot be written.
    """
    lines = [
        f"{query} Q0 {document} {rank} {score:.6f} {system}\n"
        for query, scores in run.items()
        for rank, (document, score) in enumerate(scores.items(), start=1)
    ]
    try:
        path.write_text("".join(lines), encoding="utf-8")
    except OSError as error:
        raise BadInput(f"{path}: the run cannot be written ({error.strerror})") from None


def read(path: Path) -> Run:
    """Reads a TREC run file, in the order of its ranks.

    Raises:
        BadInput: it cannot be read, or a line has not six columns.
    """
    ranked: dict[str, list[tuple[int, str, float]]] = {}
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        cause = getattr(error, "strerror", "it is not in UTF-8")
        raise BadInput(f"{path}: cannot be read ({cause})") from None
    for number, line in enumerate(lines, start=1):
        try:
            query, _, document, rank, score, _ = line.split()
            ranked.setdefault(query, []).append((int(rank), document, float(score)))
        except ValueError:
            raise BadInput(f"{path}, line {number}: not a line of a TREC run") from None
    return {q: {d: s for _, d, s in sorted(entries)} for q, entries in ranked.items()}
