"""`sikk ingest`: parses the command line, runs one ingest or watches, prints what came of it."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from corpus.console import counted, emit, json_option, progress_bar, say
from corpus.errors import BadInput
from ingest.commands.personal import counted_kind
from ingest.report import Skipped

if TYPE_CHECKING:
    from corpus.settings import Settings
    from corpus.store.failure_list import FailedFile
    from ingest.pipeline import Ingestor
    from ingest.report import IngestReport

FC = TypeVar("FC", bound=Callable[..., object])

_SOME_FAILED = 3
_LOOK_SECONDS = 2.0  # between two looks at a watched folder


def _way(name: str, told: str) -> Callable[[FC], FC]:
    """One of the ways of working; of several the last counts."""
    return click.option(f"--{name}", "way", flag_value=name, help=told)


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH …]", type=click.Path(path_type=Path))
@click.option("--prune", is_flag=True, help="Remove documents whose file in the folders is gone.")
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    metavar="N",
    help="Processes that read; default: one for each processor, two at most.",
)
@_way("watch", "Keep in step with the folders until Ctrl-C.")
@_way("failed", "List the files that failed, and do nothing else.")
@_way("retry", "Read the files that failed again, and no others.")
@json_option
@click.pass_context
def ingest(
    context: click.Context,
    paths: tuple[Path, ...],
    prune: bool,
    workers: int | None,
    way: str | None,
    as_json: bool,
) -> None:
    """Bring files or folders into the corpus; by default the shipped library.

    Reads PDF, Word, OpenDocument, RTF, PowerPoint, Excel, CSV, HTML, Markdown, text, books, mails,
    ZIP archives and pictures of pages; a file is what it holds, whatever it is named. NAME.yaml
    beside a file describes it. What is new is added, what changed is replaced, what is the same is
    left; where the readers or the settings are others than before, a file is read again. Exit code
    3 means that some documents failed or were skipped; each is named and all others are in.

    \b
    Example:
      sikk ingest reports/ notes/interview.docx --prune
      sikk ingest reports/ --watch
      sikk ingest --failed
    """
    settings: Settings = context.obj
    if paths and way in ("failed", "retry"):
        raise BadInput(f"--{way} is about all files that failed; leave PATH out")
    if as_json and way == "watch":
        raise BadInput("--watch tells each change as it comes; leave --json out")
    folders = list(paths) or [settings.library]
    if way == "failed":
        return _list_failed(settings, as_json)
    if way == "watch":
        return _watch(settings, folders, prune, workers)
    report = _run(settings, folders, prune, workers, way == "retry")
    if as_json:
        emit(report.as_json())
    else:
        _tell(report)
    if report.failures or any(each.is_document for each in report.skipped):
        context.exit(_SOME_FAILED)
    return None


def _run(
    settings: Settings, paths: list[Path], prune: bool, workers: int | None, retry: bool
) -> IngestReport:
    from ingest.files import check
    from ingest.wiring import open_ingestor

    check(paths)  # a wrong path is told before the data folder is made
    with open_ingestor(settings, workers) as ingestor, progress_bar("ingest") as on_progress:
        if retry:
            return ingestor.retry(on_progress)
        return ingestor.ingest(paths, prune=prune, on_progress=on_progress)


def _watch(settings: Settings, paths: list[Path], prune: bool, workers: int | None) -> None:
    from ingest.files import check
    from ingest.watching import Watch
    from ingest.wiring import open_ingestor

    check(paths)
    with open_ingestor(settings, workers) as ingestor:
        say(f"Watching {', '.join(map(str, paths))}; Ctrl-C ends it.")
        try:
            _keep_in_step(ingestor, paths, prune, Watch(paths).has_settled)
        except KeyboardInterrupt:
            say("Ended; what was told is in the corpus.")


def _keep_in_step(
    ingestor: Ingestor, paths: list[Path], prune: bool, has_settled: Callable[[], bool]
) -> None:
    while True:
        report = ingestor.ingest(paths, prune=prune)
        for outcome, path in report.changed:
            click.echo(f"{outcome.value}: {path}")
        _tell(report)
        while not has_settled():
            time.sleep(_LOOK_SECONDS)


def _list_failed(settings: Settings, as_json: bool) -> None:
    from corpus.wiring import has_store, open_store

    failed: list[FailedFile] = []
    if has_store(settings):  # one that is not there yet is not made
        with open_store(settings) as store:
            failed = store.failures.all()
    if as_json:
        emit({"failed": [each.as_json() for each in failed]})
        return
    for each in failed:
        often = "" if each.times == 1 else f", {each.times} times"
        where = each.path if each.page is None else f"{each.path}, page {each.page}"
        click.echo(f"{where}: {each.reason} (since {each.first:%Y-%m-%d %H:%M} UTC{often})")
    click.echo(f"{counted(len(failed), 'file')} failed")


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
            alike[each.reason].append(Path(each.path).name)
    for reason, paths in alike.items():
        if reason != Skipped.SYSTEM:
            yield f"{', '.join(paths)}: {reason}"
