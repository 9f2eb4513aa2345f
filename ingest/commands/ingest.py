"""`sikk ingest`: parses the command line, runs one ingest, prints its report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus.console import counted, emit, json_option, progress_bar, say
from ingest.commands.personal import counted_kind
from ingest.report import Skipped

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

    Reads PDF, Word, OpenDocument, RTF, PowerPoint, Excel, CSV, HTML, Markdown, text, mails, ZIP
    archives and pictures of pages; a file is what it holds, whatever it is named. NAME.yaml beside
    a file describes it. What is new is added, what changed is replaced, what is the same is left.
    Exit code 3 means that some documents failed or were skipped; each is named and all others
    are in.

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
    if report.failures or any(each.is_document for each in report.skipped):
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
    for line in _skipped(report.skipped):
        say(f"skipped: {line}")
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


def _skipped(skipped: list[Skipped]) -> Iterator[str]:
    """A line for every file that looks like a document, and one for all others of a reason."""
    yield from (f"{each.path}: {each.reason}" for each in skipped if each.is_document)
    alike = defaultdict[str, list[str]](list)
    for each in skipped:
        if not each.is_document:
            alike[each.reason].append(each.path)
    for reason, paths in alike.items():
        if reason != Skipped.SYSTEM:
            yield f"{', '.join(paths)}: {reason}"
