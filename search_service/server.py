"""Runs the HTTP service: opens the engine, follows the store, listens, and closes in order."""

from __future__ import annotations

import gc
import signal
import socket
import sys
from contextlib import closing
from itertools import chain

import click
import uvicorn

from corpus import machine
from corpus.errors import BadInput, IndexLocked
from corpus.settings import Settings
from search_service.index.follower import Follower
from search_service.service_client import announced, running_service
from search_service.web import operator
from search_service.web.admission import Admission, QueueLimits
from search_service.web.app import create_app
from search_service.wiring import open_engine

# Who listens and turns away is one Python thread among those that search, and waits so long for its
# turn, several times a request. At 80 searches a second on two cores: turned away within 0.14 s
# (95 of 100) instead of 0.29 at Python's own 5 ms, those done in 1.0 s instead of 1.2; a tenth
# fewer are done.
_TURN_SECONDS = 0.0005


def run(settings: Settings) -> None:
    """Serves until it is told to stop.

    Raises:
        BadInput: the address cannot be listened on.
        IndexLocked: another process holds the index.
    """
    machine.keep_few_heaps()
    other = running_service(settings.data)
    if other is not None:
        raise IndexLocked(f"a service already runs on {settings.data}: open {other.url}")
    listener = _listen(settings.host, settings.port)
    url = _url(settings.host, listener.getsockname()[1])
    admission = Admission(_limits(settings))
    sys.setswitchinterval(_TURN_SECONDS)
    with listener, open_engine(settings) as engine, closing(admission):
        afterwards = chain(engine.searcher.prepare(), engine.comparer.prepare())
        follower = Follower(engine.indexer, afterwards=afterwards)
        app = create_app(
            engine,
            follower,
            admission,
            metrics_public=settings.metrics == "public",
            operator=operator.of_settings(settings),
        )
        # `logs` has said where uvicorn's own lines go; its line a request is `web`'s.
        config = uvicorn.Config(app, log_config=None, access_log=False, server_header=False)
        server = uvicorn.Server(config)
        # What is open now stays until the end: the collector need not walk it again and again, nor
        # once more when the service stops, which took half of the time to the end.
        gc.freeze()
        follower.start()
        # uvicorn stops on the signal and raises it again; by then it has done its work.
        signal.signal(signal.SIGTERM, lambda *_: None)
        try:
            with announced(settings.data, url):
                click.echo(f"SIKK Search: open {url}", err=True)
                server.run(sockets=[listener])
        finally:
            follower.stop()


def _limits(settings: Settings) -> QueueLimits:
    return QueueLimits(
        search_wait=settings.search_wait,
        long_wait=settings.answer_wait,
        seconds=settings.request_seconds,
        # The model's own time ends with the quotes instead; this is for what comes before it.
        writing_seconds=settings.request_seconds + settings.llm_seconds,
    )


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
