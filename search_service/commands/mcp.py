"""`sikk mcp`: the tools of the Model Context Protocol."""

from __future__ import annotations

import click

from corpus.settings import Settings


@click.command()
@click.pass_obj
def mcp(settings: Settings) -> None:
    """Offer search, ask, compare and document as tools to an assistant (MCP, over stdio).

    The assistant starts the command itself: name it, with its data folder, in the assistant's list
    of MCP servers. A service that runs on the same folder is asked; else the index is opened.

    \b
    Example:
      sikk mcp
    """
    from search_service.mcp_server import run

    run(settings)
