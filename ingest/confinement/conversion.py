"""Has LibreOffice convert old Office files, in a process that may write into one folder.

    with Conversions() as conversions:
        conversions.add(wanted)          what a reader asked for: content, ending, wanted ending
        conversions.made                 {hash: {"path": …} or {"reason": …}}

Differs from `confined`, whose process reads and writes nothing: LibreOffice works with files. It is
held to a folder of its own, without network, macros or links to other files.
"""

from __future__ import annotations

import base64
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from corpus import libreoffice, sandbox
from corpus.errors import DocumentError
from corpus.ids import digest

_ABSENT = f"old Office files need LibreOffice: {libreoffice.INSTALL}, then ingest again"
_SECONDS = 180  # of the clock; the process has 120 of computing
_MOST = 50  # files within one
_FAILED = "LibreOffice could not read it; open it there, save it as .docx, .xlsx or .pptx"
# No macro runs, nothing that the file links to is fetched.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
</oor:items>
"""


class Conversions:
    """What was converted for one file and those within it; the folder is gone afterwards."""

    def __init__(self) -> None:
        self.made: dict[str, dict[str, str]] = {}
        self._folder: Path | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)

    def add(self, path: str, wanted: Mapping[str, str]) -> None:
        """Converts that content, or notes why it could not be; `path` is for messages.

        Raises:
            DocumentError: too many files within it.
            OSError: no space or no right to write temporary files.
        """
        content = base64.b64decode(wanted["content"])
        name = digest(content)
        if len(self.made) >= _MOST or name in self.made:
            raise DocumentError(path, f"holds more than {_MOST} old Office files; take them out")
        self.made[name] = self._converted(name, content, wanted["ending"], wanted["wanted"])

    def _converted(self, name: str, content: bytes, ending: str, wanted: str) -> dict[str, str]:
        office = libreoffice.program()
        if office is None:
            return {"reason": _ABSENT}
        folder = self._home()
        source, target = folder / f"{name}.{ending}", folder / f"{name}.{wanted}"
        source.write_bytes(content)
        if not _ended(_started(office, folder, source, wanted)):
            return {"reason": f"LibreOffice took longer than {_SECONDS} s for it; save it anew"}
        source.unlink(missing_ok=True)
        return {"path": str(target)} if target.is_file() else {"reason": _FAILED}

    def _home(self) -> Path:
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="sikk-office-"))
            user = self._folder / "profile" / "user"
            user.mkdir(parents=True)
            (user / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
        return self._folder


def _started(office: str, folder: Path, source: Path, wanted: str) -> subprocess.Popen[bytes]:
    words = (office, str(folder), str(source), wanted)
    return subprocess.Popen(  # noqa: S603 - our own module; the names of the files are hashes
        sandbox.command("ingest.confinement.conversion_process", *words),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=sandbox.environment() | {"HOME": str(folder), "TMPDIR": str(folder)},
        start_new_session=True,  # LibreOffice starts processes of its own
    )


def _ended(process: subprocess.Popen[bytes]) -> bool:
    """Whether it ended by itself; nothing of it goes on in any case."""
    try:
        process.wait(_SECONDS)
    except subprocess.TimeoutExpired:
        return False
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    return True
