"""The process that becomes LibreOffice, confined by `corpus.sandbox` before it does.

python -m ingest.confinement.conversion_process OFFICE FOLDER FILE ENDING
                                                           (started by `conversion` alone)
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from corpus.sandbox import Confinement, confine

_LIMITS = Confinement(memory=2 << 30, output=200_000_000, cpu_seconds=120, open_files=1024)


def main(office: str, folder: str, file: str, ending: str) -> None:
    """Confines this process, then LibreOffice takes its place."""
    confine(_LIMITS)
    profile = (Path(folder) / "profile").as_uri()
    quiet = ["--headless", "--norestore", "--nolockcheck", "--nodefault"]
    words = ["--convert-to", ending, "--outdir", folder, file]
    command = [office, f"-env:UserInstallation={profile}", *quiet, *words]
    os.execv(office, command)  # noqa: S606 - a program found on the PATH, names that are hashes


if __name__ == "__main__":
    main(*sys.argv[1:])
