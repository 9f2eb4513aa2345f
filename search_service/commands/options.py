"""The options that `search`, `ask` and `compare` share, and how they reach the engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from corpus.errors import BadInput
from corpus.settings import Settings
from search_service.commands.indexing import bring_in_step
from search_service.index.filters import FILTERS
from search_service.phrases.phrases import phrase

if TYPE_CHECKING:
    from search_service.engine import Engine

Command = TypeVar("Command", bound=Callable[..., object])


def filter_options(command: Command) -> Command:
    """Adds the filters; those of many values may be repeated."""
    for each in reversed(FILTERS):
        option = f"--{each.name.replace('_', '-')}"
        kind = None if each.many else int
        command = click.option(option, multiple=each.many, type=kind, help=each.help)(command)
    return command


def brief_option(command: Command) -> Command:
    """Adds `--brief FILE`."""
    return click.option(
        "--brief",
        type=click.Path(path_type=Path, dir_okay=False),
        help="Write a brief: NAME.docx, .pdf, .md, .csv, .json, .bib, .ris or .csl.json.",
    )(command)


def reader_option(command: Command) -> Command:
    """Adds `--reader-lang`."""
    return click.option(
        "--reader-lang",
        type=click.Choice(["et", "en"]),
        help="The reader's language (default: the question's or the document's).",
    )(command)


def write_brief(settings: Settings, path: Path, body: Mapping[str, object]) -> None:
    """Writes the brief that `/api/v1/brief` makes of a body, in the format of the file's name.

    Raises:
        BadInput: the name is of no format, or the file cannot be written.
    """
    from search_service.briefs.formats import format_of
    from search_service.service_client import running_service
    from search_service.web import brief_bodies

    whole = {**body, "format": format_of(path)}
    wanted = brief_bodies.checked(whole)  # before the model is loaded
    service = running_service(settings.data)
    if service is not None:
        content = service.fetch("/api/v1/brief", whole)
    else:
        with _engine(settings) as engine:
            content = brief_bodies.brief(engine, wanted).content
    try:
        path.write_bytes(content)
    except OSError as error:
        raise BadInput(f"{path}: cannot be written ({error.strerror})") from None
    click.echo(f"{path}: written", err=True)


def request(settings: Settings, path: str, body: Mapping[str, object]) -> dict[str, object]:
    """The API's answer: from the running service, or from an engine opened for this once.

    Whoever asked is told where a word was spelt otherwise.

    Raises:
        SikkError: as the API's functions do.
    """
    from search_service.service_client import running_service

    service = running_service(settings.data)
    found = service.post(path, body) if service is not None else _perform(settings, path, body)
    if spelt := found.get("did_you_mean"):
        click.echo(f"{phrase('did_you_mean', str(found['lang']))}: {spelt}", err=True)
    return found


def _perform(settings: Settings, path: str, body: Mapping[str, object]) -> dict[str, object]:
    from search_service.web import bodies

    wanted = bodies.checked(path, body)  # before the model is loaded
    with _engine(settings) as engine:
        return bodies.perform(engine, wanted)


@contextmanager
def _engine(settings: Settings) -> Iterator[Engine]:
    """An engine whose index is in step with the store."""
    from search_service.wiring import open_engine

    with open_engine(settings) as engine:
        if engine.indexer.behind():
            bring_in_step(engine.indexer)
        yield engine
