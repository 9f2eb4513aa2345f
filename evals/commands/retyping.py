"""`sikk eval retyped`: what the ranking loses where people type otherwise than they should."""

from __future__ import annotations

from pathlib import Path

import click

from corpus.console import emit, json_option
from corpus.settings import Settings


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--system", default="full", show_default=True, help="A named configuration.")
@json_option
@click.pass_obj
def retyped(settings: Settings, folder: Path, system: str, as_json: bool) -> None:
    """The questions of the BEIR folder FOLDER as they stand, in capitals and in plain letters.

    Plain letters are those of a keyboard without õ, ä, ö, ü, š and ž.

    \b
    Example:
      sikk eval retyped my-benchmark --json
    """
    from evals.retrieval import experiment
    from evals.sets import datasets
    from evals.sets.retyped import AS_THEY_STAND, WAYS
    from evals.sets.retyped import retyped as typed
    from search_service.search import systems

    dataset, chosen = datasets.load(folder), systems.named(system)
    found = {
        way: experiment.perform(typed(dataset, way), chosen, settings, whole=False) for way in WAYS
    }
    if as_json:
        emit({"retyped": {way: outcome.as_json() for way, outcome in found.items()}})
        return
    before = found[AS_THEY_STAND].metrics
    for way, outcome in found.items():
        cells = (
            f"{name} {value:.4f} ({value - before[name]:+.4f})"
            for name, value in outcome.metrics.items()
        )
        click.echo(f"{way:<14} {outcome.queries} queries: " + ", ".join(cells))


COMMANDS = (retyped,)
