"""The process in which hostile files are read, confined by `corpus.sandbox`.

    python -m ingest.confinement.reading_process MEGABYTES        (started by `confined` alone)

It takes one JSON request a line and answers with JSON lines: {"alive": 7} while pages are
recognised, then {"raw": …} or {"reason": …, "page": …}; {"convert": …} asks for the same file
again, once LibreOffice has converted that content. It ends when its input does; the
parent kills it when a file takes too long.
"""

from __future__ import annotations

import base64
import json
import os
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

from corpus.catalogue import catalogue
from corpus.errors import DocumentError, InvalidMetadata
from corpus.sandbox import Confinement, confine
from ingest.readers import formats
from ingest.readers.encoding import decode
from ingest.readers.raw import ConversionNeeded, Limits, RawDocument
from ingest.readers.recognition import recognised

_TOLD = 200  # characters of what a library says
_TOO_LARGE = "needs more than {} MB of memory; divide it or raise SIKK_INGEST_MEMORY_MB"
_NESTED = "is nested too deeply to be a document"


def main(megabytes: int) -> None:
    """Confines this process, then answers requests until the input ends."""
    requests, answers = _pipes()
    confine(Confinement(memory=megabytes * 2**20))
    for line in requests:
        _send(answers, _answer(json.loads(line), answers, megabytes))


def _pipes() -> tuple[BinaryIO, BinaryIO]:
    """The two pipes, out of reach of libraries that print."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return sys.stdin.buffer, answers


def _answer(request: Mapping[str, Any], answers: BinaryIO, megabytes: int) -> dict[str, object]:
    path = str(request["path"])
    limits = Limits(
        request["pages"],
        request["ocr_languages"],
        converted={name: _made(each) for name, each in request["converted"].items()},
        alive=lambda number: _send(answers, {"alive": number}),
    )
    try:
        return {"raw": _read(path, request["description"], limits).as_json()}
    except ConversionNeeded as needed:
        content = base64.b64encode(needed.content).decode("ascii")
        return {"convert": {"content": content, "ending": needed.ending, "wanted": needed.wanted}}
    except DocumentError as error:
        return {"reason": error.reason, "page": error.page}
    except Exception as error:  # whatever a library says of a hostile file is about that file
        return {"reason": _reason(error, megabytes), "page": None}


def _made(converted: Mapping[str, str]) -> bytes | str:
    """The converted file, or why there is none."""
    return Path(converted["path"]).read_bytes() if "path" in converted else converted["reason"]


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
    content = Path(path).read_bytes()
    known = recognised.beside(Path(path), content)
    raw = formats.read(path, content, replace(limits, recognised=known))
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
