"""Line-aligned parallel text: `NAME.et.txt` beside `NAME.en.txt`."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from corpus.errors import BadInput
from corpus.ids import digest


class TextPair(NamedTuple):
    """A text in both languages."""

    et: str
    en: str


class Parallel(NamedTuple):
    """All pairs of a folder, by what the lines of their file are.

    `running` are the sentences again, of those files alone whose lines follow one another.
    """

    sentences: list[TextPair]
    passages: list[TextPair]
    running: list[TextPair]
    fingerprint: str


# Characters of a file's lines on average, from which they are taken for
_RUNNING = 60  # running text (shorter: phrases that have nothing to do with each other)
_PASSAGES = 250  # passages


def load(folder: Path) -> Parallel:
    """Reads every pair of files of a folder.

    Raises:
        BadInput: there is none, or one's lines do not match.
    """
    parallel = Parallel([], [], [], _fingerprint(folder))
    for path in sorted(folder.glob("*.et.txt")):
        pairs = _pairs(path, path.with_name(path.name.replace(".et.txt", ".en.txt")))
        mean = sum(len(pair.en) for pair in pairs) / max(len(pairs), 1)
        (parallel.passages if mean > _PASSAGES else parallel.sentences).extend(pairs)
        if _RUNNING < mean <= _PASSAGES:
            parallel.running.extend(pairs)
    if not parallel.sentences or not parallel.passages:
        raise BadInput(
            f"{folder}: needs line-aligned NAME.et.txt and NAME.en.txt, at least one file of "
            "sentences and one of passages"
        )
    return parallel


def _pairs(et: Path, en: Path) -> list[TextPair]:
    try:
        sides = [path.read_text(encoding="utf-8-sig").split("\n") for path in (et, en)]
    except OSError as error:
        raise BadInput(
            f"{error.filename}: cannot be read; each text needs both languages"
        ) from None
    if len(sides[0]) != len(sides[1]):
        raise BadInput(f"{et}: {len(sides[0])} lines, but {en} has {len(sides[1])}")
    return [TextPair(a, b) for a, b in zip(*sides, strict=True) if a.strip() and b.strip()]


def _fingerprint(folder: Path) -> str:
    texts = sorted(folder.glob("*.e?.txt"))
    return digest("".join(digest(path.read_bytes()) for path in texts).encode())
