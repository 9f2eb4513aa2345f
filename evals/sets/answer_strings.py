"""Gold answers: strings of which one must stand in a quote (`answers.jsonl`)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from corpus.errors import BadInput
from evals.sets.text_files import lines

_BAR = "¦"


def read_answers(path: Path) -> dict[str, tuple[str, ...]]:
    """Query id to the strings of which one must stand in a quote.

    Raises:
        BadInput: it is missing or broken.
    """
    return dict(_answers(line, f"{path}, line {number}") for number, line in lines(path))


def _answers(line: str, where: str) -> tuple[str, tuple[str, ...]]:
    try:
        row = json.loads(line)
        if isinstance(row["answers"], str):
            raise TypeError
        return str(row["_id"]), tuple(map(str, row["answers"]))
    except (ValueError, KeyError, TypeError):
        raise BadInput(f'{where}: not `{{"_id": …, "answers": […]}}`') from None


def several(field: str) -> tuple[str, ...]:
    """The strings of a table's field, between which a broken bar stands."""
    return tuple(filter(None, (each.strip() for each in field.split(_BAR))))


def holds(text: str, answers: Sequence[str]) -> bool:
    """Whether one of the answers stands in the text; case and blanks do not count."""
    plain = _plain(text)
    return any(_plain(answer) in plain for answer in answers)


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
