"""Reads made files: by this checkout's readers, by another checkout's, by any program beside.

ours(paths)                              the confined reader, then cleaning
of_checkout(Path("../before"), paths)    the same calls, on another checkout's code
of_program("pdftotext {} -", paths)      what the program prints for each file
"""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from corpus.errors import BadInput, DocumentError
from evals.library.made.measuring import Brought
from ingest.confinement.confined import ConfinedReader
from ingest.cutting.cleaning import clean
from ingest.readers.raw import RawDocument

_SECONDS = 300  # for one file by a program
# Uses only what every version of the readers has; prints a line for each file that it is sent.
_SCRIPT = """
import json, sys
from pathlib import Path
from ingest.confinement.confined import ConfinedReader
from ingest.cutting.cleaning import clean
with ConfinedReader() as reader:
    for line in sys.stdin:
        try:
            raw = reader.read(Path(line.rstrip(chr(10))))
            done = clean(raw)
            told = bool(raw.warnings or raw.unread or getattr(done, "warnings", ()))
            answer = {"pages": [page.text for page in done.pages], "was_told": told,
                      "headings": [heading.text for heading in done.headings]}
        except Exception as error:
            answer = {"pages": [], "headings": [], "refusal": str(error)}
        print(json.dumps(answer), flush=True)
"""


def ours(paths: Sequence[Path]) -> Iterator[Brought]:
    """What our readers bring of each file."""
    with ConfinedReader() as reader:
        for path in paths:
            try:
                raw = reader.read(path)
            except DocumentError as error:
                yield Brought((), refusal=error.reason)
                continue
            yield brought(raw)


def brought(raw: RawDocument) -> Brought:
    """The document, cleaned; a running head that was left out tells of nothing else."""
    cleaned = clean(raw)
    accounts = [page.account for page in cleaned.pages]
    gone = [left for account in accounts for left in account.left_out]
    told = any(not left.reason.startswith("running head") for left in gone)
    told = told or any(account.doubts for account in accounts)
    return Brought(
        tuple(page.text for page in cleaned.pages),
        tuple(heading.text for heading in cleaned.headings),
        was_told=bool(told or raw.unread or cleaned.warnings or raw.warnings),
    )


def of_checkout(folder: Path, paths: Sequence[Path]) -> Iterator[Brought]:
    """What the readers of another checkout bring of each file.

    Raises:
        BadInput: there are no readers, or they broke down.
    """
    if not (folder / "ingest").is_dir():
        raise BadInput(f"{folder}: is no checkout; it has no folder 'ingest'")
    done = subprocess.run(  # noqa: S603 - a checkout that the caller names
        [sys.executable, "-c", _SCRIPT],
        input="".join(f"{path.absolute()}\n" for path in paths),
        env=os.environ | {"PYTHONPATH": str(folder.absolute())},
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    lines = done.stdout.splitlines()
    if len(lines) != len(paths):
        raise BadInput(f"{folder}: read {len(lines)} of {len(paths)} files: {done.stderr[-300:]}")
    yield from (_of_json(json.loads(line)) for line in lines)


def _of_json(plain: Mapping[str, Any]) -> Brought:
    return Brought(
        tuple(plain["pages"]),
        tuple(plain["headings"]),
        plain.get("was_told", False),
        plain.get("refusal", ""),
    )


def of_program(command: str, paths: Sequence[Path]) -> Iterator[Brought]:
    """What a program prints of each file, whose path stands for {}; lines with # are headings.

    Raises:
        BadInput: there is no such program.
    """
    words = shlex.split(command)
    for path in paths:
        line = [word.replace("{}", str(path)) for word in words]
        try:
            done = subprocess.run(  # noqa: S603 - a program that the caller names
                line, capture_output=True, timeout=_SECONDS, check=False
            )
        except OSError as error:
            raise BadInput(f"{words[0]}: {error.strerror}") from None
        except subprocess.TimeoutExpired:
            yield Brought((), refusal="took too long")
            continue
        yield _printed(done)


def _printed(done: subprocess.CompletedProcess[bytes]) -> Brought:
    text = done.stdout.decode("utf-8", "replace")
    headings = [line.lstrip("# ") for line in text.splitlines() if line.startswith("#")]
    refusal = f"exit code {done.returncode}" if done.returncode else ""
    return Brought((text,), tuple(headings), refusal=refusal)
