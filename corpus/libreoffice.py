"""LibreOffice, which old Office files need: where it is installed, and how to install it."""

from __future__ import annotations

import shutil
from pathlib import Path

INSTALL = "apt-get install libreoffice-writer libreoffice-calc libreoffice-impress"
_PROGRAMS = ("soffice", "libreoffice")
_MAC = "/Applications/LibreOffice.app/Contents/MacOS/soffice"


def program() -> str | None:
    """Its command, where it is installed."""
    found = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    return found or (_MAC if Path(_MAC).exists() else None)
