"""Runs `sikk ingest` again and again in processes of their own, and has them die as told.

    python -m drilled_ingest        {"words": […], "times": 1, "kill_at": 700, "file_limit": null}

Takes a line for each request and answers one: a list of {"code", "calls", "output"}, one for each
of the processes that ran at once; `calls` counts the functions called, `code` is -9 for a process
that was killed. Everything is loaded by a first run and each run after it is a fork, so it takes a
moment only. `kill_at` is the number of the call, Python's or C's, at which the process kills
itself (SIGKILL: nothing is cleaned up, as when the power goes); `file_limit` the bytes that any
file may have.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
import tempfile
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from search_service.cli import sikk

_calls = 0


def main() -> None:
    """Serves requests until the input ends."""
    _load()
    for line in sys.stdin:
        request = json.loads(line)
        begun = [_begin(request) for _ in range(request["times"])]
        print(json.dumps([_ended(*each) for each in begun]), flush=True)


def _load() -> None:
    with tempfile.TemporaryDirectory() as place:
        file = Path(place, "a.txt")
        file.write_text("Üks lause.", encoding="utf-8")
        CliRunner().invoke(sikk, ["--data", place, "ingest", str(file)])


def _begin(request: dict[str, Any]) -> tuple[int, int]:
    answers, told = os.pipe()
    child = os.fork()
    if child == 0:
        _run(request["words"], request["kill_at"], request["file_limit"], told)
    os.close(told)
    return child, answers


def _ended(child: int, answers: int) -> dict[str, object]:
    with os.fdopen(answers, encoding="utf-8") as read:
        answer = read.read()
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return {"code": code} | (json.loads(answer) if answer else {})


def _run(words: list[str], kill_at: int | None, file_limit: int | None, told: int) -> None:
    if file_limit is not None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # then a write fails, as on a full disk
        resource.setrlimit(resource.RLIMIT_FSIZE, (file_limit, file_limit))

    def count(frame: object, event: str, argument: object) -> None:
        global _calls  # noqa: PLW0603 - of this fork
        _calls += 1
        if _calls == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(count)
    result = CliRunner().invoke(sikk, words)
    sys.setprofile(None)
    with os.fdopen(told, "w", encoding="utf-8") as answer:
        json.dump({"calls": _calls, "output": result.stdout}, answer)
    os._exit(getattr(result.exception, "exit_code", result.exit_code))


if __name__ == "__main__":
    main()
