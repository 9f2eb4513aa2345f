"""The process in which hostile files are read: little memory, no network, no files written.

    python -m ingest.confinement.sandbox MEGABYTES        (started by `confined` alone)

It takes one JSON request a line and answers with JSON lines: {"alive": 7} while pages are
recognised, then {"raw": …} or {"reason": …, "page": …}. It ends when its input does; the
parent kills it when a file takes too long.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import signal
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

from corpus.catalogue import catalogue
from corpus.errors import DocumentError, InvalidMetadata
from ingest.readers import formats
from ingest.readers.encoding import decode
from ingest.readers.raw import Limits, RawDocument

_OPEN_FILES = 128
_NEW_USER, _NEW_NET = 0x10000000, 0x40000000  # clone(2)
_TOLD = 200  # characters of what a library says
_DIE_WITH_PARENT = 1  # prctl(2)
_TOO_LARGE = "needs more than {} MB of memory; divide it or raise SIKK_INGEST_MEMORY_MB"
_NESTED = "is nested too deeply to be a document"


def main(megabytes: int) -> None:
    """Confines this process, then answers requests until the input ends."""
    requests, answers = _pipes()
    _confine(megabytes * 2**20)
    for line in requests:
        _send(answers, _answer(json.loads(line), answers, megabytes))


def _pipes() -> tuple[BinaryIO, BinaryIO]:
    """The two pipes, out of reach of libraries that print."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return sys.stdin.buffer, answers


def _confine(memory: int) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    with suppress(AttributeError):  # Linux alone has these two; elsewhere the rest must do
        libc.prctl(_DIE_WITH_PARENT, signal.SIGKILL)
        # An ordinary user may leave the network only from a name space of their own.
        if libc.unshare(_NEW_NET) != 0:
            libc.unshare(_NEW_USER | _NEW_NET)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (_OPEN_FILES, _OPEN_FILES))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _answer(request: Mapping[str, Any], answers: BinaryIO, megabytes: int) -> dict[str, object]:
    path = str(request["path"])
    limits = Limits(
        request["pages"],
        request["ocr_languages"],
        alive=lambda number: _send(answers, {"alive": number}),
    )
    try:
        return {"raw": _read(path, request["description"], limits).as_json()}
    except DocumentError as error:
        return {"reason": error.reason, "page": error.page}
    except Exception as error:  # whatever a library says of a hostile file is about that file
        return {"reason": _reason(error, megabytes), "page": None}


def _reason(error: Exception, megabytes: int) -> str:
    if isinstance(error, InvalidMetadata):
        return "; ".join(error.faults)
    if isinstance(error, MemoryError):
        return _TOO_LARGE.format(megabytes)
    if isinstance(error, RecursionError):
        return _NESTED
    told = " ".join(str(getattr(error, "strerror", None) or error).split())
    return f"cannot be read ({type(error).__name__}: {told[:_TOLD]})"


def _read(path: str, description: str | None, limits: Limits) -> RawDocument:
    formats.check_known(path)
    raw = formats.read(path, Path(path).read_bytes(), limits)
    if description is None:
        return raw
    text, _ = decode(Path(description).read_bytes())
    return replace(raw, description=catalogue.read_yaml(text, description))


def _send(answers: BinaryIO, answer: Mapping[str, object]) -> None:
    # A lone surrogate, which only a broken file holds, becomes a question mark.
    line = json.dumps(answer, ensure_ascii=False, default=str).encode("utf-8", "replace")
    answers.write(line + b"\n")
    answers.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]))
