"""What this process may use of the machine."""

from __future__ import annotations

import os


def processors() -> int:
    """How many processors the process may run on: all, or those that it was given."""
    if hasattr(os, "sched_getaffinity"):  # not on macOS and Windows
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
