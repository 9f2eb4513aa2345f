"""A reading process some of whose files make it hang, eat memory or die; the others are read.

A file says by its name what happens. `KILLED` is killed once: it has a file beside it that goes.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from pathlib import Path

from ingest.confinement import reading_process
from ingest.readers import formats
from ingest.readers.raw import Limits, RawDocument

HANGS, EATS, CRASHES, EXITS, KILLED = "hangs.md", "eats.md", "crashes.md", "exits.md", "killed.md"
ONCE = ".once"
_read = formats.read


def read(path: str, content: bytes, limits: Limits) -> RawDocument:
    """As `formats.read`, if it comes to that."""
    name = Path(path).name
    if name == HANGS:
        threading.Event().wait()
    if name == EATS:
        eaten = [b"x"]
        while True:
            eaten.append(eaten[-1] * 2)
    if name == CRASHES:
        os.abort()
    if name == EXITS:
        os._exit(7)
    if name == KILLED and Path(path + ONCE).exists():
        Path(path + ONCE).unlink()
        os.kill(os.getpid(), signal.SIGKILL)
    return _read(path, content, limits)


if __name__ == "__main__":
    formats.read = read
    reading_process.main(int(sys.argv[1]))
