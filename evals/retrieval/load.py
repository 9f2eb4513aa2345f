"""Load: what a running service does with requests at fixed rates, whether it keeps up or not.

    measure("http://127.0.0.1:8000", texts, [LoadStep(searches=40, questions=0)], seconds=20)

The loop is open (Schroeder et al., 2006): a request starts at its time, whatever became of those
before it, and its latency counts from that time; so a service that falls behind cannot slow down
those who ask. Whoever asks takes processor time too: on the service's own machine the figures are
a little worse than from another. Differs from `cost`, which times the steps of one search.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import count, cycle, islice
from statistics import quantiles
from typing import NamedTuple

import httpx

from corpus.errors import BadInput

SEARCHES = (2, 5, 10, 20, 40, 80)  # a second
QUESTIONS = (0.5, 1, 2, 4)
SECONDS = 20.0

_PATIENCE = 120.0  # seconds; who waits longer would not come back
_REST = 3.0  # between two steps, for the queues to run dry
_ALONE = 5  # requests one after another, before and after
_MEMORY = re.compile(r"^process_resident_memory_bytes (\S+)$", re.MULTILINE)
_MEMORY_SECONDS = 0.5  # between two readings
_DONE, _AWAY = 200, 503


class LoadStep(NamedTuple):
    """Searches and questions a second, at the same time."""

    searches: float
    questions: float


class Sent(NamedTuple):
    """What became of one request: its status (0: no answer) and milliseconds."""

    status: int
    ms: float


class Load(NamedTuple):
    """One kind of request in one step; milliseconds of those done, and of those turned away."""

    step: LoadStep
    kind: str
    sent: int
    done: int
    turned_away: int
    failed: int
    p50: float
    p95: float
    most: float
    away_p95: float
    memory_mb: float


class Report(NamedTuple):
    """The steps, and what a search and a question alone took before and after them, in ms."""

    loads: list[Load]
    before: dict[str, float]
    after: dict[str, float]
    same_answers: bool


class _Kind(NamedTuple):
    """A kind of request: its address, and the key that the text goes under."""

    name: str
    path: str
    key: str


_SEARCH = _Kind("search", "/api/v1/search", "query")
_QUESTION = _Kind("question", "/api/v1/ask", "question")


def steps(
    searches: Sequence[float], questions: Sequence[float], both: Sequence[LoadStep]
) -> list[LoadStep]:
    """Each rate of searches by itself, then each of questions, then those together."""
    return [*(LoadStep(n, 0) for n in searches), *(LoadStep(0, n) for n in questions), *both]


def measure(
    url: str,
    texts: Sequence[str],
    wanted: Sequence[LoadStep],
    seconds: float = SECONDS,
    show: Callable[[Load], object] = lambda _load: None,
) -> Report:
    """Sends the texts in turn at each step's rates; `show` gets each result as it comes.

    Raises:
        BadInput: nobody answers there.
    """
    return asyncio.run(_measure(url, texts, wanted, seconds, show))


async def _measure(
    url: str,
    texts: Sequence[str],
    wanted: Sequence[LoadStep],
    seconds: float,
    show: Callable[[Load], object],
) -> Report:
    unlimited = httpx.Limits(max_connections=None, max_keepalive_connections=None)
    # The service may be this machine's: no proxy of the environment knows the way there.
    async with httpx.AsyncClient(
        base_url=url, timeout=_PATIENCE, limits=unlimited, trust_env=False
    ) as client:
        before, answers = await _alone(client, texts)
        loads: list[Load] = []
        for step in wanted:
            for load in await _step(client, step, texts, seconds):
                loads.append(load)
                show(load)
            await asyncio.sleep(_REST)
        after, again = await _alone(client, texts)
    return Report(loads, before, after, answers == again)


async def _alone(
    client: httpx.AsyncClient, texts: Sequence[str]
) -> tuple[dict[str, float], list[object]]:
    """The median time of a few requests of each kind, one after another; what they brought."""
    times: dict[str, float] = {}
    brought: list[object] = []
    for kind in (_SEARCH, _QUESTION):
        took = []
        for text in texts[:_ALONE]:
            started = time.perf_counter()
            try:
                answer = await client.post(kind.path, json={kind.key: text})
                answer.raise_for_status()
            except httpx.HTTPError as error:
                raise BadInput(
                    f"{client.base_url}: the service does not answer ({error})"
                ) from None
            took.append((time.perf_counter() - started) * 1000)
            brought.append({k: v for k, v in answer.json().items() if k != "took_ms"})
        times[kind.name] = round(sorted(took)[len(took) // 2], 1)
    return times, brought


async def _step(
    client: httpx.AsyncClient, step: LoadStep, texts: Sequence[str], seconds: float
) -> list[Load]:
    kinds = [(kind, rate) for kind, rate in zip((_SEARCH, _QUESTION), step, strict=True) if rate]
    memory: list[float] = []
    watching = asyncio.ensure_future(_watch(client, memory))
    sent = await asyncio.gather(
        *(_send(client, kind, rate, texts, seconds) for kind, rate in kinds)
    )
    watching.cancel()
    most = max(memory, default=0.0)
    return [_load(step, kind, own, most) for (kind, _), own in zip(kinds, sent, strict=True)]


async def _send(
    client: httpx.AsyncClient, kind: _Kind, rate: float, texts: Sequence[str], seconds: float
) -> list[Sent]:
    started = time.perf_counter()
    running = []
    for n, text in _due(texts, rate, seconds):
        at = started + n / rate
        await asyncio.sleep(max(0.0, at - time.perf_counter()))
        running.append(asyncio.ensure_future(_ask(client, kind, text, at)))
    return await asyncio.gather(*running)


def _due(texts: Sequence[str], rate: float, seconds: float) -> Iterator[tuple[int, str]]:
    return zip(count(), islice(cycle(texts), max(1, round(rate * seconds))))


async def _ask(client: httpx.AsyncClient, kind: _Kind, text: str, at: float) -> Sent:
    try:
        status = (await client.post(kind.path, json={kind.key: text})).status_code
    except httpx.HTTPError:
        status = 0
    return Sent(status, (time.perf_counter() - at) * 1000)


async def _watch(client: httpx.AsyncClient, memory: list[float]) -> None:
    """Reads the service's resident memory, in MB, off its metrics, where it shows them."""
    while True:
        try:
            found = _MEMORY.search((await client.get("/metrics")).text)
        except httpx.HTTPError:
            found = None
        if found:
            memory.append(float(found[1]) / 1e6)
        await asyncio.sleep(_MEMORY_SECONDS)


def _load(step: LoadStep, kind: _Kind, sent: Sequence[Sent], memory: float) -> Load:
    done = [each.ms for each in sent if each.status == _DONE]
    away = [each.ms for each in sent if each.status == _AWAY]
    return Load(
        step=step,
        kind=kind.name,
        sent=len(sent),
        done=len(done),
        turned_away=len(away),
        failed=len(sent) - len(done) - len(away),
        p50=percentile(done, 50),
        p95=percentile(done, 95),
        most=percentile(done, 100),
        away_p95=percentile(away, 95),
        memory_mb=round(memory, 1),
    )


def percentile(values: Sequence[float], share: int) -> float:
    """The value that so many of a hundred do not pass; 0 of none."""
    if len(values) < 2 or share == 100:
        return round(max(values, default=0.0), 1)
    return round(quantiles(values, n=100, method="inclusive")[share - 1], 1)
