"""What the service's pages weigh, how long they take, and how still they stand.

    sikk eval pages  # the present library, served by this process to itself

A page weighs what a browser that comes for the first time downloads to show it, as it is
compressed: the page and the files that it and its style sheets name. Pictures of documents' pages
are left out. Its time is that of a request on the loopback, to the last byte; whoever asks is in
the same process, so it is a little too long. Differs from `web_pages`, which measures how pages
of others are read.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from typing import NamedTuple
from urllib.parse import quote, urlencode, urljoin

import httpx
import uvicorn
from selectolax.lexbor import LexborHTMLParser

from corpus.documents import Document
from corpus.errors import BadInput
from corpus.settings import Settings
from evals.library.painting import Painted, Painter, painting
from evals.retrieval.load import percentile
from search_service.briefs.basket import Basket, WorkItem
from search_service.documents.overviews import practices
from search_service.documents.pictures import PDF
from search_service.engine import Engine
from search_service.index.follower import Follower
from search_service.phrases.phrases import phrase
from search_service.web.admission import Admission, QueueLimits
from search_service.web.app import create_app
from search_service.wiring import open_engine

REQUESTS = 20

_LANG = "et"
_HEADERS = {"Accept": "text/html,*/*", "Accept-Language": _LANG, "Accept-Encoding": "gzip"}
_COLLECTED = 10  # works in the basket; by hand
_PATIENCE = 60.0  # seconds; by hand
_STARTING = 0.01  # seconds between two looks at whether the server listens; by hand
_NAMED = 'link[rel="stylesheet"], link[rel="icon"], script[src], img[src]'
_NAMED_BY_STYLE = re.compile(r'url\("?([^")]+)"?\)')
_PICTURES = "/api/"  # how the addresses of pictures of documents' pages begin


class PageCost(NamedTuple):
    """A page: its compressed bytes in so many files, the milliseconds of a request, its painting.

    `painted` is None where there is no browser.
    """

    name: str
    address: str
    weight: int
    files: int
    p50: float
    p95: float
    painted: Painted | None

    def as_json(self) -> dict[str, object]:
        """Plain values."""
        return self._asdict() | {"painted": self.painted and self.painted._asdict()}


def measure(
    settings: Settings,
    requests: int = REQUESTS,
    show: Callable[[PageCost], object] = lambda _cost: None,
) -> list[PageCost]:
    """The cost of a page of each kind of the present library; `show` gets each as it comes.

    Raises:
        BadInput: the library has no practices, or the machine is too busy.
        IndexLocked: a service already runs on it.
    """
    costs: list[PageCost] = []
    with ExitStack() as stack:
        engine = stack.enter_context(open_engine(settings))
        engine.indexer.sync()
        pages = chosen(engine)
        url = stack.enter_context(_serving(engine))
        # This machine's own service: no proxy of the environment knows the way there.
        client = stack.enter_context(
            httpx.Client(base_url=url, timeout=_PATIENCE, trust_env=False, headers=_HEADERS)
        )
        painter = stack.enter_context(painting(url))
        for name, address in pages.items():
            costs.append(_cost(client, name, address, requests, painter))
            show(costs[-1])
    return costs


def chosen(engine: Engine) -> dict[str, str]:
    """The address of a page of each kind; of practices, texts and files the longest's.

    Raises:
        BadInput: the library has no practices.
    """
    shelf = engine.published.shelf()
    found = practices(shelf, _LANG)
    if not found:
        raise BadInput("the library holds no practices yet; run `sikk ingest` first")
    practice, basket = _longest(found), Basket()
    for document in found[:_COLLECTED]:
        basket = basket.with_item(WorkItem(document.id))
    compared = {"query": practice.id, "for_country": practice.metadata.country or "EE"}
    pages = {
        "first page": "/",
        "results": f"/?{urlencode({'query': phrase('example_1', _LANG)})}",
        "practice": f"/practices/{quote(practice.id)}",
        "compare": f"/compare?{urlencode(compared)}",
        "text": f"/documents/{quote(_longest(shelf.documents).id)}",
        "evidence map": "/evidence-map",
        "basket": basket.address(),
    }
    files = [each for each in shelf.documents if each.media_type == PDF and not each.withheld]
    if files:
        pages["source page"] = f"/documents/{quote(_longest(files).id)}/pages/1"
    return pages


def _longest(documents: Iterable[Document]) -> Document:
    return max(documents, key=lambda document: document.words)


@contextmanager
def _serving(engine: Engine) -> Iterator[str]:
    """The application on a free port of this machine."""
    follower = Follower(engine.indexer)
    follower.ready.set()
    for _ in engine.comparer.prepare():
        pass  # as the service does after its start
    app = create_app(engine, follower, Admission(QueueLimits(seconds=_PATIENCE)))
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_config=None, access_log=False))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(_STARTING)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


def _cost(
    client: httpx.Client, name: str, address: str, requests: int, painter: Painter | None
) -> PageCost:
    sizes = weigh(client, address)  # and what a first request alone waits for is over
    took = [_milliseconds(client, address) for _ in range(requests)]
    return PageCost(
        name,
        address,
        sum(sizes),
        len(sizes),
        percentile(took, 50),
        percentile(took, 95),
        painter(address) if painter else None,
    )


def weigh(client: httpx.Client, address: str) -> list[int]:
    """The bytes of the page and of each file that it needs, as they are sent."""
    page = _got(client, address)
    nodes = LexborHTMLParser(page.text).css(_NAMED)
    named = dict.fromkeys(_address(node.attributes) for node in nodes)
    files = {each: _got(client, each) for each in named if not each.startswith(_PICTURES)}
    for each, file in list(files.items()):
        if file.headers["content-type"].startswith("text/css"):
            further = (urljoin(each, found) for found in _NAMED_BY_STYLE.findall(file.text))
            files |= {other: _got(client, other) for other in further if other not in files}
    return [page.num_bytes_downloaded, *(file.num_bytes_downloaded for file in files.values())]


def _address(attributes: dict[str, str | None]) -> str:
    return attributes.get("href") or attributes.get("src") or ""


def _milliseconds(client: httpx.Client, address: str) -> float:
    started = time.perf_counter()
    _got(client, address)
    return (time.perf_counter() - started) * 1000


def _got(client: httpx.Client, address: str) -> httpx.Response:
    answer = client.get(address)
    if answer.is_error:
        raise BadInput(f"{address}: the service answered {answer.status_code}; try again when idle")
    return answer
