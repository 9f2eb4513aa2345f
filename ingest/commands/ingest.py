"""`sikk ingest`: parses the command line, runs one ingest, prints its report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus.console import counted, emit, json_option, progress_bar, say
from ingest.commands.personal import counted_kind

if TYPE_CHECKING:
    from corpus.settings import Settings
    from ingest.report import IngestReport

_SOME_FAILED = 3


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH …]", type=click.Path(path_type=Path))
@click.option("--prune", is_flag=True, help="Remove documents whose file in the folders is gone.")
@json_option
@click.pass_context
def ingest(context: click.Context, paths: tuple[Path, ...], prune: bool, as_json: bool) -> None:
    """Bring files or folders into the corpus; by default the shipped library.

    Reads PDF, DOCX, HTML, Markdown and text; NAME.yaml beside a file describes it. What is new
    is added, what changed is replaced, what is the same is left. Exit code 3 means that some
    documents failed; each is named and all others are in.

    \b
    Example:
      sikk ingest reports/ notes/interview.docx --prune
    """
    settings: Settings = context.obj
    report = _run(settings, list(paths) or [settings.library], prune)
    if as_json:
        emit(report.as_json())
    else:
        _tell(report)
    if report.failures:
        context.exit(_SOME_FAILED)


def _run(settings: Settings, paths: list[Path], prune: bool) -> IngestReport:
    from ingest.files import find
    from ingest.wiring import open_ingestor

    find(paths)  # a wrong path is told before the data folder is made
    with open_ingestor(settings) as ingestor, progress_bar("ingest") as on_progress:
        return ingestor.ingest(paths, prune=prune, on_progress=on_progress)


def _tell(report: IngestReport) -> None:
    for warning in report.warnings:
        say(f"warning: {warning}")
    for failure in report.failures:
        where = failure.path if failure.page is None else f"{failure.path}, page {failure.page}"
        say(f"failed: {where}: {failure.reason}")
    if report.held_passages:
        kinds = ", ".join(counted_kind(kind, n) for kind, n in sorted(report.held.items()))
        held = counted(report.held_passages, "passage")
        say(f"{held} held back ({kinds}); see `sikk corpus personal list`")
    counts = ", ".join(
        f"{number} {outcome.value}" for outcome, number in sorted(report.outcomes.items())
    )
    click.echo(
        f"{counts or 'no documents found'}; {counted(report.passages, 'passage')} written "
        f"in {report.seconds:.1f} s"
    )
