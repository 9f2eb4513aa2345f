"""`sikk serve`: the HTTP service."""

from __future__ import annotations

import click

from corpus.settings import LAST_PORT, Settings


@click.command()
@click.option("--host", help="Address to listen on (default 127.0.0.1: this machine only).")
@click.option("--port", type=click.IntRange(0, LAST_PORT), help="Port to listen on (default 8000).")
@click.pass_obj
def serve(settings: Settings, host: str | None, port: int | None) -> None:
    """Serve the web page and the API, and keep the index in step with the store.

    \b
    Example:
      sikk serve --port 8080
    """
    from search_service.server import run

    given = {name: value for name, value in (("host", host), ("port", port)) if value is not None}
    run(settings.model_copy(update=given))
