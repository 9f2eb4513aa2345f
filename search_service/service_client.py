"""How a command reaches the service that already runs on the same data folder.

The service writes its address to `DATA/service.json`; the embedded index belongs to it alone,
so `sikk search` and `sikk ask` go through it while it runs.
"""

from __future__ import annotations

import json
import os
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from corpus.errors import BadInput, IndexLocked, Overloaded, SikkError

_FILE = "service.json"
_ALIVE_SECONDS = 2
_ANSWER_SECONDS = 120

Json = dict[str, object]

# The service runs on this machine: what the environment says of proxies is not meant for it.
_DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class ServiceClient:
    """A running service's API."""

    def __init__(self, url: str) -> None:
        self.url = url

    def post(self, path: str, body: Mapping[str, object]) -> Json:
        """The JSON that the service answers.

        Raises:
            BadInput: the service says what is wrong with the request.
            Overloaded: it has more to do than it can.
            IndexLocked: it holds the index but does not answer.
        """
        return cast(Json, json.loads(self.fetch(path, body)))

    def fetch(self, path: str, body: Mapping[str, object]) -> bytes:
        """The bytes that the service answers, such as a file's.

        Raises:
            BadInput: the service says what is wrong with the request.
            Overloaded: it has more to do than it can.
            IndexLocked: it holds the index but does not answer.
        """
        return self._ask(path, json.dumps(body).encode())

    def get(self, path: str) -> Json:
        """The JSON at that address.

        Raises:
            BadInput: the service says what is wrong with the request.
            Overloaded: it has more to do than it can.
            IndexLocked: it holds the index but does not answer.
        """
        return cast(Json, json.loads(self._ask(path, None)))

    def _ask(self, path: str, body: bytes | None) -> bytes:
        request = urllib.request.Request(  # noqa: S310  (our own http address)
            self.url + path, data=body, headers={"Content-Type": "application/json"}
        )
        try:
            with _DIRECT.open(request, timeout=_ANSWER_SECONDS) as answer:
                return cast(bytes, answer.read())
        except urllib.error.HTTPError as error:
            raise _refused(error) from None
        except OSError as error:
            raise IndexLocked(
                f"the service at {self.url} holds the index but does not answer ({error}); "
                "stop it or wait"
            ) from None


def _refused(error: urllib.error.HTTPError) -> SikkError:
    """What the service says; only a busy one names a time to wait."""
    said = str(json.load(error).get("detail", error.reason))
    if wait := error.headers.get("Retry-After"):
        return Overloaded(said.removesuffix(f"; try again in {wait} s"), int(wait))
    return BadInput(said)


def running_service(data: Path) -> ServiceClient | None:
    """The service that runs on this data folder, if one does."""
    try:
        url = str(json.loads((data / _FILE).read_text())["url"])
        with _DIRECT.open(f"{url}/health/live", timeout=_ALIVE_SECONDS):
            return ServiceClient(url)
    except (OSError, ValueError, KeyError, TypeError):
        return None


@contextmanager
def announced(data: Path, url: str) -> Iterator[None]:
    """Says, while the block runs, that a service of this data folder listens at `url`."""
    file = data / _FILE
    part = file.with_suffix(".part")
    part.write_text(json.dumps({"url": url, "pid": os.getpid()}))
    part.replace(file)
    try:
        yield
    finally:
        file.unlink(missing_ok=True)
