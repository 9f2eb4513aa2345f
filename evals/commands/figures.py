"""`sikk eval figures`: what the page about the service says of its quality."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click


@click.command()
@click.argument("results", type=click.Path(path_type=Path))
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, help="File to write (.json)."
)
def figures(results: Path, out: Path) -> None:
    """Gather the measured figures of RESULTS for the page "About this service".

    Nothing is measured: the folder holds what other commands wrote.

    \b
    Example:
      sikk eval figures evals/results --out search_service/web/measured.json
    """
    from evals.answers.figures import of_results, write

    found = of_results(results)
    write(found, out, datetime.now(UTC).date())
    click.echo(f"{out}: {len(found)} figures")


COMMANDS = (figures,)
