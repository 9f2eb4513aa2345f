"""The options that `search`, `ask` and `compare` share, and how they reach the engine."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

import click

from corpus.console import progress_bar
from corpus.settings import Settings

Command = TypeVar("Command", bound=Callable[..., object])

_FILTERS = (
    click.option("--lang", multiple=True, help="Documents in this language only: et, en."),
    click.option("--country", multiple=True, help="Documents of this country: EE, FI, …"),
    click.option("--not-country", multiple=True, help="Leave this country's documents out."),
    click.option("--type", multiple=True, help="practice, policy or report."),
    click.option("--sector", multiple=True, help="A sector, such as elderly-care."),
    click.option("--year-from", type=int, help="From this year on."),
    click.option("--year-to", type=int, help="Up to this year."),
)


def filter_options(command: Command) -> Command:
    """Adds the filters; those of many values may be repeated."""
    for option in reversed(_FILTERS):
        command = option(command)
    return command


def request(settings: Settings, path: str, body: Mapping[str, object]) -> dict[str, object]:
    """The API's answer: from the running service, or from an engine opened for this once.

    Raises:
        SikkError: as the API's functions do.
    """
    from search_service.service_client import running_service

    service = running_service(settings.data)
    if service is not None:
        return service.post(path, body)
    return _perform(settings, path, body)


def _perform(settings: Settings, path: str, body: Mapping[str, object]) -> dict[str, object]:
    from search_service import requests
    from search_service.wiring import open_engine

    wanted = requests.checked(path, body)  # before the model is loaded
    with open_engine(settings) as engine:
        if engine.indexer.behind():
            with progress_bar("Indexing") as show:
                engine.indexer.sync(show)
        return requests.perform(engine, wanted)
