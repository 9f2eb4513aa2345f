"""The measured figures that the page about the service shows, from what `evals/results` holds.

    of_results(Path("evals/results"))  ->  [{"name": "first_quote", "value": 0.598, "n": 179}, …]

Differs from `gold_answers`, which measures: nothing is asked here. The weak figures are among them
on purpose. `search_service.web.measured` reads what is written.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from corpus.errors import BadInput
from evals.answers.judged_cells import agreement, read_judged

_ANSWERS, _RETRIEVAL, _CELLS = "answers_test.json", "gold.json", "comparison_cells.tsv"
# What the page names it, and where `sikk eval answers --json` has it: group, measure.
_OF_ANSWERS = {
    "first_quote": ("all", "first"),
    "first_quote_et": ("et", "first"),
    "first_quote_en": ("en", "first"),
    "one_of_three": ("all", "three"),
    "every_part": ("all", "covered"),
    "near_misses": ("all", "near withheld"),
    "foreign_questions": ("all", "far withheld"),
    "list_works": ("all", "list works"),
}

Figure = dict[str, object]


def of_results(results: Path) -> list[Figure]:
    """Every figure with how many questions or cells it is a mean over.

    Raises:
        BadInput: a file of the results is not there or lacks a figure.
    """
    try:
        answers = _read(results / _ANSWERS)
        found = [
            _figure(n, **answers[group][measure]) for n, (group, measure) in _OF_ANSWERS.items()
        ]
        search = _read(results / _RETRIEVAL)["si"]["full"]
        cells = agreement(read_judged(results / _CELLS))
    except (OSError, KeyError, ValueError) as error:
        raise BadInput(
            f"{results}: the figures cannot be read ({error!r}); `sikk eval answers "
            f"evals/gold/answers --split test --json > {results / _ANSWERS}` measures them"
        ) from None
    found.append(_figure("first_hit", search["metrics"]["Success@1"], search["queries"]))
    found.append(_figure("compared_cells", cells.both, cells.cells))
    return found


def write(figures: list[Figure], out: Path, day: date) -> None:
    """Writes them as JSON, with the day."""
    told = {"written": day.isoformat(), "figures": figures}
    out.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


def _figure(name: str, value: float, n: int) -> Figure:
    return {"name": name, "value": round(value, 4), "n": n}


def _read(file: Path) -> Any:
    return json.loads(file.read_text(encoding="utf-8"))
