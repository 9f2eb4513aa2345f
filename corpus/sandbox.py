"""Processes in which hostile files are opened: little memory, no network, no more output than due.

    subprocess.Popen(command("ingest.confinement.reading_process"), env=environment(), …)   parent
    confine(Confinement(memory=1 << 30))                                    first thing in the child

One sandbox for all that open what others wrote: ingest's readers and the drawing of pages. What
a system does not know is left out (namespaces are Linux's; macOS refuses a limit on memory): the
other limits hold all the same, and the parent's deadline.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

_PASSED_ON = ("PATH", "LANG", "LC_ALL", "HOME", "TESSDATA_PREFIX", "LD_LIBRARY_PATH")
_NEW_USER, _NEW_NET = 0x10000000, 0x40000000  # clone(2)
_DIE_WITH_PARENT = 1  # prctl(2)


class Confinement(NamedTuple):
    """How much the process may take: bytes, seconds of computing (None: the parent's deadline)."""

    memory: int
    output: int = 0  # bytes of a file that it writes; pipes are free
    cpu_seconds: int | None = None
    open_files: int = 128


def command(module: str, *words: str) -> list[str]:
    """What starts one of our modules as such a process; no word may come from outside."""
    return [sys.executable, "-P", "-B", "-m", module, *words]


def environment() -> dict[str, str]:
    """What the process is told: where programs and our code lie, and nothing secret."""
    passed = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    return passed | {"PYTHONPATH": os.pathsep.join(path or str(Path.cwd()) for path in sys.path)}


def confine(limits: Confinement) -> None:
    """Confines this process and what it starts, for good."""
    if sys.platform == "linux":
        _leave_network()
    with suppress(ImportError):  # Windows has no such limits
        _limit(limits)


def _leave_network() -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    # An ordinary user may leave the network only from a name space of their own; some containers
    # refuse that too.
    if libc.unshare(_NEW_NET) != 0:
        libc.unshare(_NEW_USER | _NEW_NET)


def _limit(limits: Confinement) -> None:
    import resource

    wanted = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: limits.output,
        resource.RLIMIT_NOFILE: limits.open_files,
        resource.RLIMIT_AS: limits.memory,
    }
    if limits.cpu_seconds is not None:
        wanted[resource.RLIMIT_CPU] = limits.cpu_seconds
    for kind, most in wanted.items():
        with suppress(ValueError, OSError):  # a limit that is lower already, or none of this system
            resource.setrlimit(kind, (most, most))
