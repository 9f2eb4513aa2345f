"""Reads files through the confined process, and turns its death into a reason.

    with ConfinedReader() as reader:
        raw = reader.read(Path("report.pdf"))

The process is started at the first file, reused, and started again after it was killed. One
thread uses a reader at a time.
"""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Any, Self

from corpus import sandbox
from corpus.errors import DocumentError, PassingFault
from ingest.confinement.conversion import Conversions
from ingest.readers.raw import RawDocument
from ingest.terms import ReadingTerms

SECONDS_A_SCANNED_PAGE = 30  # that each recognised page adds to a file's deadline
_BLOCK = 1 << 20
_KILLED = (
    "cannot be read now: the system killed its reader (SIGKILL), as it does when memory is short; "
    "end other programs and run `sikk ingest --retry`"
)


class ConfinedReader:
    """Reads one file at a time in a process of its own.

    Args:
        seconds: a file's deadline; pages that need OCR extend it.
        memory_mb: the address space that the process may use.
        pages: pages read of one file at most.
        ocr_languages: Tesseract's languages, as "est+eng".
        module: what runs in the process.
    """

    def __init__(
        self,
        seconds: float = 300,
        memory_mb: int = 2048,
        pages: int = 3000,
        ocr_languages: str = "est+eng",
        module: str = "ingest.confinement.reading_process",
    ) -> None:
        self._seconds = seconds
        self._memory_mb = memory_mb
        self._module = module
        self._request = {"pages": pages, "ocr_languages": ocr_languages}
        self._process: subprocess.Popen[bytes] | None = None
        self.terms = ReadingTerms(pages, ocr_languages, seconds, memory_mb)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.close()

    def read(self, path: Path, description: Path | None = None) -> RawDocument:
        """What stands in the file; `description` is the YAML beside it.

        Raises:
            DocumentError: it is broken, locked, too slow or too large; the reason says which.
            PassingFault: the system killed the reader, or could not start it.
        """
        try:
            answer = self._answered(path, description)
        except TimeoutError:
            self.close()
            raise DocumentError(
                str(path),
                f"took longer than {self._seconds:g} s to read and was given up; "
                "divide it or raise SIKK_INGEST_SECONDS",
            ) from None
        except (EOFError, BrokenPipeError):
            raise self._death(str(path)) from None
        except BaseException:
            self.close()  # an answer that nobody waited for would be taken for the next file's
            raise
        if "raw" in answer:
            return RawDocument.from_json(answer["raw"])
        raise DocumentError(str(path), answer["reason"], answer["page"])

    @property
    def process_id(self) -> int | None:
        """The process that reads, while there is one."""
        return self._process.pid if self._process else None

    def close(self) -> None:
        """Ends the process and what it started; the next `read` starts a new one."""
        process, self._process = self._process, None
        if process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()

    def _answered(self, path: Path, description: Path | None) -> dict[str, Any]:
        """The answer, after LibreOffice has converted what the reader asked for."""
        with Conversions() as conversions:
            answer = self._answer(path, description)
            while "convert" in answer:
                conversions.add(str(path), answer["convert"])
                answer = self._answer(path, description, conversions.made)
            return answer

    def _answer(
        self,
        path: Path,
        description: Path | None,
        converted: Mapping[str, Mapping[str, str]] = MappingProxyType({}),
    ) -> dict[str, Any]:
        process = self._running()
        named = {"path": str(path), "description": description and str(description)}
        assert process.stdin is not None
        process.stdin.write(
            json.dumps(self._request | named | {"converted": dict(converted)}).encode() + b"\n"
        )
        process.stdin.flush()
        for line in self._lines(process, time.monotonic() + self._seconds):
            answer: dict[str, Any] = json.loads(line)
            if "alive" not in answer:
                return answer
        raise EOFError

    def _lines(self, process: subprocess.Popen[bytes], deadline: float) -> Iterator[bytes]:
        assert process.stdout is not None
        source = process.stdout.fileno()
        unfinished: list[bytes] = []
        while True:
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([source], [], [], left)[0]:
                raise TimeoutError
            block = os.read(source, _BLOCK)
            if not block:
                raise EOFError
            *lines, rest = block.split(b"\n")
            for line in lines:
                yield b"".join([*unfinished, line])
                unfinished = []
                deadline += SECONDS_A_SCANNED_PAGE
            unfinished.append(rest)

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process and self._process.poll() is not None:
            self.close()  # it was killed while it had nothing to do
        if self._process is None:
            self._process = subprocess.Popen(  # noqa: S603 - our own module, no word from outside
                sandbox.command(self._module, str(self._memory_mb)),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=sandbox.environment(),
                start_new_session=True,  # so that Tesseract can be killed with it
            )
        return self._process

    def _death(self, path: str) -> DocumentError:
        process = self._process
        status = process.wait() if process else 0
        self.close()
        if status == -signal.SIGKILL:  # as the system does where memory ends
            return PassingFault(path, _KILLED)
        how = signal.Signals(-status).name if status < 0 else f"exit status {status}"
        return DocumentError(
            path,
            f"made its reader break down ({how}): the file is damaged or needs more than "
            f"{self._memory_mb} MB; save it again or raise SIKK_INGEST_MEMORY_MB",
        )
