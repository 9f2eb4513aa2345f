"""What every `sikk` command shares: JSON on standard output, words for people on standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

import click

json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")


def emit(data: Mapping[str, object]) -> None:
    """One JSON object on standard output, in UTF-8, letters as they are."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


def say(message: str) -> None:
    """A line for people, on standard error."""
    click.echo(message, err=True)


def counted(number: int, noun: str, ending: str = "s") -> str:
    """`1 passage`, `1,509 passages`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}{ending}"


@contextmanager
def progress_bar(title: str, noun: str = "") -> Iterator[Callable[[int, int], None]]:
    """A bar that is told (done, in all), on a terminal.

    Elsewhere nothing, or with a noun one line once there is something to do, so that nobody waits
    without knowing: `Indexing 1,509 passages …`.
    """
    if not sys.stderr.isatty():
        yield _told_once(title, noun) if noun else lambda _done, _total: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _told_once(title: str, noun: str) -> Callable[[int, int], None]:
    told = False

    def show(_done: int, total: int) -> None:
        nonlocal told
        if total and not told:
            say(f"{title} {counted(total, noun)} …")
        told = True

    return show
