"""What this process may use of the machine."""

from __future__ import annotations

import os
import sys
import threading

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
