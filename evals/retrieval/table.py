"""The table that evals/results and the README show: every system on every dataset of a folder.

    sikk eval table DEV_DIR --out evals/results/dev

writes `dev.json` (all values) and `dev.md` (nDCG@10, with paired significance of `full` against
`dense` and `rrf`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

from corpus.errors import BadInput
from corpus.settings import Settings
from evals.measures.measures import per_query
from evals.measures.significance import p_value
from evals.retrieval import experiment
from evals.sets import datasets
from search_service.search.systems import SYSTEMS

_MEASURE = "nDCG@10"
_BEST = "full"
_RIVALS = ("dense", "rrf")
_SIGNIFICANT = 0.05

Table = dict[str, dict[str, dict[str, object]]]  # dataset -> system -> outcome


def fill(
    folder: Path, names: Sequence[str], settings: Settings, tell: Callable[[str], None]
) -> Table:
    """Runs every named system on every dataset under the folder, whole passages.

    Raises:
        BadInput: there is no dataset.
    """
    folders = sorted(path.parent for path in folder.glob("*/queries.jsonl"))
    if not folders:
        raise BadInput(f"{folder}: has no folder in BEIR form in it")
    table: Table = {}
    for each in folders:
        table[each.name] = _row(each, names, settings)
        for warning in _warnings(table[each.name]):
            tell(f"{each.name}: {warning}")
        scores = ", ".join(f"{s} {_score(o):.4f}" for s, o in table[each.name].items())
        tell(f"{each.name}: {scores}")
    return table


def write(table: Table, out: Path) -> None:
    """Writes `OUT.json` and `OUT.md`."""
    out.parent.mkdir(parents=True, exist_ok=True)
    out.with_suffix(".json").write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")
    out.with_suffix(".md").write_text(markdown(table), encoding="utf-8")


def markdown(table: Table) -> str:
    """nDCG@10 of each system; ▲: `full` beats `dense`, △: it beats `rrf` (p < .05)."""
    systems = [name for name in SYSTEMS if name in next(iter(table.values()))]
    lines = ["| dataset | " + " | ".join(systems) + " |", "| --- |" + " --- |" * len(systems)]
    for dataset, outcomes in table.items():
        cells = [f"{_score(outcomes[name]):.3f}" + _marks(name, outcomes) for name in systems]
        lines.append(f"| {dataset} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def _row(folder: Path, names: Sequence[str], settings: Settings) -> dict[str, dict[str, object]]:
    dataset = datasets.load(folder)
    outcomes = {
        name: experiment.perform(dataset, SYSTEMS[name], settings, whole=True) for name in names
    }
    values = {
        name: per_query(dataset.qrels, outcome.run)[_MEASURE] for name, outcome in outcomes.items()
    }
    row = {name: outcome.as_json() for name, outcome in outcomes.items()}
    for rival in _RIVALS:
        if _BEST in values and rival in values:
            row[_BEST][f"p_against_{rival}"] = round(p_value(values[_BEST], values[rival]), 5)
    return row


def _warnings(outcomes: dict[str, dict[str, object]]) -> dict[str, None]:
    """Each once, though every system has them."""
    told = (outcome["warnings"] for outcome in outcomes.values())
    return {str(each): None for found in told if isinstance(found, list) for each in found}


def _score(outcome: dict[str, object]) -> float:
    metrics = outcome["metrics"]
    return float(metrics[_MEASURE]) if isinstance(metrics, dict) else 0.0


def _marks(name: str, outcomes: dict[str, dict[str, object]]) -> str:
    if name != _BEST:
        return ""
    won = (
        mark
        for mark, rival in zip("▲△", _RIVALS, strict=True)
        if rival in outcomes
        and float(str(outcomes[_BEST][f"p_against_{rival}"])) < _SIGNIFICANT
        and _score(outcomes[_BEST]) > _score(outcomes[rival])
    )
    return " " + "".join(won)
