"""Runs `sikk ingest` again and again in processes of their own, and has them die as told.

    python -m drilled_ingest             {"words": […], "kill_at": 700, "file_limit": null}  a line

Answers a line: {"status": wait status, "calls": function calls that it made}. Everything is
imported once and each run is a fork, so a run takes a third of a second. `kill_at` is the number
of the call of a function, Python's or C's, at which the process kills itself (SIGKILL: nothing
is cleaned up, as when the power goes); `file_limit` the bytes that any file may have.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
from importlib import import_module

from click.testing import CliRunner

from corpus.text.language import detect

MODULES = (
    "alembic.command",
    "corpus.wiring",
    "ingest.cutting.cleaning",
    "ingest.wiring",
    "lingua",
    "sqlalchemy.dialects.sqlite",
)
_calls = 0


def main() -> None:
    """Serves requests until the input ends."""
    for name in MODULES:
        import_module(name)
    detect("Üks lause eesti keeles.")  # which loads the languages' models
    for line in sys.stdin:
        request = json.loads(line)
        counted, counter = os.pipe()
        child = os.fork()
        if child == 0:
            _run(request["words"], request["kill_at"], request["file_limit"], counter)
        os.close(counter)
        _, status = os.waitpid(child, 0)
        calls = os.read(counted, 100)
        os.close(counted)
        print(json.dumps({"status": status, "calls": int(calls or b"0")}), flush=True)


def _run(words: list[str], kill_at: int | None, file_limit: int | None, counter: int) -> None:
    from search_service.cli import sikk

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
    os.write(counter, str(_calls).encode())
    code = result.exit_code
    os._exit(getattr(result.exception, "exit_code", code) if result.exception else code)


if __name__ == "__main__":
    main()
