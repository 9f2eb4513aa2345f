"""Tesseract, which pictures of pages need: whether it is installed, and what it reads."""

from __future__ import annotations

import shutil
import subprocess

_SECONDS = 30  # by hand: it lists files of a folder


def is_installed() -> bool:
    """Whether its command is there."""
    return shutil.which("tesseract") is not None


def languages() -> frozenset[str]:
    """The names of what it reads, such as "est"; none where it is not installed."""
    program = shutil.which("tesseract")
    if program is None:
        return frozenset()
    listed = subprocess.run(  # noqa: S603  (a program found on the PATH, fixed arguments)
        [program, "--list-langs"], capture_output=True, check=False, timeout=_SECONDS
    )
    return frozenset(listed.stdout.decode("utf-8", "replace").split())
