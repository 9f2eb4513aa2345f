"""Gold answers: strings of which one must stand in a quote (`answers.jsonl`)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from corpus.errors import BadInput


def read_answers(path: Path) -> dict[str, tuple[str, ...]]:
    """Query id to the strings of which one must stand in a quote.

    Raises:
        BadInput: it is missing or broken.
    """
    try:
        with path.open(encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines if line.strip()]
        return {row["_id"]: tuple(map(str, row["answers"])) for row in rows}
    except OSError as error:
        raise BadInput(f"{path}: cannot be read ({error.strerror})") from None
    except (ValueError, KeyError, TypeError):
        raise BadInput(f'{path}: not `{{"_id": …, "answers": […]}}` a line') from None


def holds(text: str, answers: Sequence[str]) -> bool:
    """Whether one of the answers stands in the text; case and blanks do not count."""
    plain = _plain(text)
    return any(_plain(answer) in plain for answer in answers)


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
