"""What this process may use of the machine."""

from __future__ import annotations

import ctypes
import os
import sys

_ARENA_MAX, _MMAP_THRESHOLD = -8, -3  # the numbers of glibc's mallopt(3)
_LARGE = 4 << 20  # bytes; a block of this size goes back to the system as soon as it is free


def processors() -> int:
    """How many processors the process may run on: all, or those that it was given."""
    if hasattr(os, "sched_getaffinity"):  # not on macOS and Windows
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def keep_few_heaps() -> None:
    """Has glibc keep less for later; call it before there are threads. Elsewhere it does nothing.

    Of itself glibc gives eight heaps to each processor and keeps in each what its threads have
    freed: after forty questions at once that was 60 MB to nobody's use.
    """
    if sys.platform == "linux" and hasattr(libc := ctypes.CDLL(None), "mallopt"):
        libc.mallopt(_ARENA_MAX, processors())
        libc.mallopt(_MMAP_THRESHOLD, _LARGE)
