"""What this process may use of the machine, how its threads share it, what memory it keeps."""

from __future__ import annotations

import ctypes
import os
import sys
import threading

# A thread that gives way gets a quarter of a processor that another one wants (335 : 1024 in the
# kernel's weights), and all of it where nobody does. Lower still, and an answer would not come
# where other programs keep the machine busy.
_LOWER = 5
_ARENA_MAX, _MMAP_THRESHOLD = -8, -3  # the numbers of glibc's mallopt(3)
_LARGE = 4 << 20  # bytes; a block of this size goes back to the system as soon as it is free


def processors() -> int:
    """How many processors the process may run on: all, or those that it was given."""
    if hasattr(os, "sched_getaffinity"):  # not on macOS and Windows
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def priority() -> int:
    """This thread's: 0 is usual, a greater number gives way; its threads begin with the same."""
    if sys.platform == "linux":
        return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
    return 0  # elsewhere a thread has none of its own


def give_way() -> None:
    """Lowers this thread's priority below the others', and with it that of threads it starts."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), priority() + _LOWER)


def keep_few_heaps() -> None:
    """Has glibc keep less for later; call it before there are threads. Elsewhere it does nothing.

    Of itself glibc gives eight heaps to each processor and keeps in each what its threads have
    freed: after ten questions at once that was 88 MB to nobody's use, with this 52.
    """
    if sys.platform == "linux" and hasattr(libc := ctypes.CDLL(None), "mallopt"):
        libc.mallopt(_ARENA_MAX, processors())
        libc.mallopt(_MMAP_THRESHOLD, _LARGE)
