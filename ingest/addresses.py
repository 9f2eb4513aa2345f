"""Asks the addresses that documents name as sources whether they still answer.

    asked({"https://kysk.ee/aruanne": ["ee-kysk"]})
    -> [Answered("https://kysk.ee/aruanne", "alive", "200", ("ee-kysk",))]

For a curator to run; nothing else in the product goes to the internet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Literal, NamedTuple

import httpx

from corpus.catalogue import catalogue
from corpus.errors import DocumentError, InvalidMetadata
from ingest import files
from ingest.readers.raw import FileReader

_SECONDS = 20
_AT_ONCE = 8
_FOR_PEOPLE = (401, 403, 405, 406, 429, 503)  # what sites tell programs that they do not trust
_AGENT = "Mozilla/5.0 (compatible; SIKK Search address check)"

State = Literal["alive", "doubtful", "dead"]


class Answered(NamedTuple):
    """What an address answered, and which documents name it."""

    url: str
    state: State
    told: str
    documents: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """`sikk corpus addresses --json`."""
        return {**self._asdict(), "documents": list(self.documents)}


def named(paths: Iterable[Path], reader: FileReader) -> dict[str, list[str]]:
    """Every address with the ids of the documents that name it; files that fail are left out.

    Raises:
        BadInput: a path does not exist.
    """
    found: dict[str, list[str]] = {}
    for path in files.find(paths):
        try:
            source = files.fingerprint(path)
            described = reader.read(path, source.description).description
            metadata = catalogue.parse(described or {}, str(path))
        except (DocumentError, InvalidMetadata, OSError):
            continue  # `sikk corpus validate` tells these
        for reference in metadata.sources:
            if reference.url:
                found.setdefault(reference.url, []).append(metadata.id)
    return found


def asked(
    addresses: Mapping[str, Iterable[str]],
    on_progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> list[Answered]:
    """What each address answers, in the order given."""
    found: list[Answered] = []
    headers = {"User-Agent": _AGENT}
    with (
        httpx.Client(follow_redirects=True, timeout=_SECONDS, headers=headers) as client,
        ThreadPoolExecutor(_AT_ONCE) as pool,
    ):
        answers = pool.map(lambda url: _ask(client, url), addresses)
        for (url, documents), (state, told) in zip(addresses.items(), answers, strict=True):
            found.append(Answered(url, state, told, tuple(documents)))
            on_progress(len(found), len(addresses))
    return found


def _ask(client: httpx.Client, url: str) -> tuple[State, str]:
    try:
        with client.stream("GET", url) as answer:  # many sites refuse HEAD
            status = answer.status_code
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return "dead", type(error).__name__
    if status < httpx.codes.BAD_REQUEST:
        return "alive", str(status)
    return "doubtful" if status in _FOR_PEOPLE else "dead", str(status)
