"""Runs the HTTP service: opens the engine, follows the store, listens, and closes in order."""

from __future__ import annotations

import signal
import socket

import click
import uvicorn

from corpus import machine
from corpus.errors import BadInput
from corpus.settings import Settings
from search_service.index.follower import Follower
from search_service.service_client import announced, running_service
from search_service.web.app import create_app
from search_service.wiring import open_engine


def run(settings: Settings) -> None:
    """Serves until it is told to stop.

    Raises:
        BadInput: the address cannot be listened on.
        IndexLocked: another process holds the index.
    """
    machine.keep_few_heaps()
    other = running_service(settings.data)
    if other is not None:
        raise BadInput(f"a service already runs on {settings.data}: open {other.url}")
    listener = _listen(settings.host, settings.port)
    url = _url(settings.host, listener.getsockname()[1])
    with listener, open_engine(settings) as engine:
        follower = Follower(engine.indexer, afterwards=engine.comparer.prepare())
        server = uvicorn.Server(
            uvicorn.Config(create_app(engine, follower), log_level="warning", server_header=False)
        )
        follower.start()
        # uvicorn stops on the signal and raises it again; by then it has done its work.
        signal.signal(signal.SIGTERM, lambda *_: None)
        try:
            with announced(settings.data, url):
                click.echo(f"SIKK Search: open {url}", err=True)
                server.run(sockets=[listener])
        finally:
            follower.stop()


def _listen(host: str, port: int) -> socket.socket:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        listener = socket.socket(family)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen()
    except OSError as error:
        raise BadInput(
            f"{host}:{port}: cannot listen there ({error.strerror or error}); "
            "choose another with --port or --host"
        ) from None
    return listener


def _url(host: str, port: int) -> str:
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, host)  # noqa: S104
    return f"http://{shown}:{port}"
