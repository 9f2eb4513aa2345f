"""What this process may use of the machine, and what is on it."""

from __future__ import annotations

import os
import sys
import threading
from ipaddress import ip_address
from urllib.parse import urlsplit

# A thread that gives way gets a quarter of a processor that another one wants (335 : 1024 in the
# kernel's weights), and all of it where nobody does. Lower still, and an answer would not come
# where other programs keep the machine busy.
_LOWER = 5


def processors() -> int:
    """How many processors the process may run on: all, or those that it was given."""
    if hasattr(os, "sched_getaffinity"):  # not on macOS and Windows
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def give_way() -> None:
    """Lowers this thread's priority below the others', and with it that of threads it starts."""
    if sys.platform == "linux":  # elsewhere a thread has no priority of its own
        own = threading.get_native_id()
        os.setpriority(os.PRIO_PROCESS, own, os.getpriority(os.PRIO_PROCESS, own) + _LOWER)


def is_here(url: str) -> bool:
    """Whether an address is this machine's own (loopback): what says so needs no proxy."""
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
