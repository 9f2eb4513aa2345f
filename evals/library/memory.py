"""How much memory the service takes, from its start to forty questions at once.

Starts `sikk serve` on the present data folder as a process of its own, puts a gold set's questions
to it over HTTP, and reads after each step what Linux says of the process: `resident` is all that it
holds, `own` what would be free again if it ended (without pages of files that others may share),
`peak` the most that it ever held. Another version's program can be measured the same way.
"""

from __future__ import annotations

import json
import subprocess
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path
from typing import NamedTuple

from corpus.errors import BadInput

_WAIT = 0.5  # seconds between two looks at whether the index is ready
_REFUSED = 503  # of a service that has enough to do

Body = dict[str, str]


class MemoryStep(NamedTuple):
    """What the process holds after a step, in MB, and how the step's requests ended."""

    name: str
    resident: int
    own: int
    peak: int
    done: int
    turned_away: int


class Service(NamedTuple):
    """A running service."""

    url: str
    process: int

    def step(self, name: str, path: str, bodies: Sequence[Body], at_once: int = 1) -> MemoryStep:
        """Sends the requests, so many at once, and looks at the memory after the last."""
        with ThreadPoolExecutor(at_once) as pool:
            ended = Counter(pool.map(lambda body: self._status(path, body), bodies))
        turned_away = ended.pop(_REFUSED, 0)
        rollup = _kilobytes(Path(f"/proc/{self.process}/smaps_rollup"))
        own = rollup["Private_Clean"] + rollup["Private_Dirty"]
        peak = _kilobytes(Path(f"/proc/{self.process}/status"))["VmHWM"]
        sizes = (rollup["Rss"] >> 10, own >> 10, peak >> 10)
        return MemoryStep(name, *sizes, ended.total(), turned_away)

    def _status(self, path: str, body: Body) -> int:
        request = urllib.request.Request(  # noqa: S310 - the address is our own
            self.url + path, json.dumps(body).encode(), {"Content-Type": "application/json"}
        )
        try:
            with urllib.request.urlopen(request) as answer:  # noqa: S310
                answer.read()
                return int(answer.status)
        except urllib.error.HTTPError as error:
            if error.code != _REFUSED:
                raise
            return error.code


def measure(
    program: Path, data: Path, questions: Sequence[str], in_turn: int, at_once: int
) -> Iterator[MemoryStep]:
    """The steps, each as soon as it is done.

    Raises:
        BadInput: this system does not tell a process's memory, or the service does not start.
    """
    if not Path("/proc/self/smaps_rollup").exists():
        raise BadInput("only Linux tells how much memory a process holds; measure there")
    many = list(islice(cycle(questions), in_turn + at_once))
    searches = [{"query": question} for question in many[:in_turn]]
    asked = [{"question": question} for question in many]
    with _serving(program, data) as service:
        yield service.step("start", "", ())
        yield service.step(f"{in_turn} searches", "/api/v1/search", searches)
        yield service.step(f"{in_turn} questions", "/api/v1/ask", asked[:in_turn])
        yield service.step(f"{at_once} at once", "/api/v1/ask", asked[in_turn:], at_once)


@contextmanager
def _serving(program: Path, data: Path) -> Iterator[Service]:
    command = [str(program), "--data", str(data), "serve", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:  # noqa: S603
        try:
            assert process.stderr is not None
            told = process.stderr.readline().split()
            if not told or not told[-1].startswith("http"):
                raise BadInput(f"{program}: the service did not start: {' '.join(told)}")
            while not _ready(told[-1]):
                time.sleep(_WAIT)
            yield Service(told[-1], process.pid)
        finally:
            process.terminate()


def _ready(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/health/ready"):  # noqa: S310
            return True
    except urllib.error.URLError:
        return False


def _kilobytes(file: Path) -> dict[str, int]:
    """The sizes of one of Linux's files about a process."""
    lines = (line.split() for line in file.read_text().splitlines())
    return {words[0].rstrip(":"): int(words[1]) for words in lines if words[-1] == "kB"}
