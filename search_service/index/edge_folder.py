"""The folder of the embedded index: its lock, and what its engine says when it will not open.

A damaged index is cleared, since the store rebuilds it; one that the machine cannot open just now
(too many open files, no memory, no permission) is left as it is, and what to do is said. The
engine raises nothing finer than a sentence, so the sentence must tell the two apart:

- where the machine refused, the sentence ends as Rust ends it, "… (os error 24)", or says "Out of
  memory";
- where a file of the index is missing (os error 2), cut short, or holds something else, it names
  the file and no other such number, or the engine's own check fails (a panic).

Seen with qdrant-edge 0.9.0 by emptying, halving, overwriting and deleting each kind of file of an
index in turn, and by opening one with few file handles, little memory and no permission.
"""

from __future__ import annotations

import errno
import fcntl
import os
import re
import shutil
from pathlib import Path
from typing import IO

import qdrant_edge as edge

from corpus.errors import IndexLocked, StorageError

_OS_ERROR = re.compile(r"os error (\d+)|Os \{ code: (\d+)")
_NO_MEMORY = "out of memory"
_CONFIG = "edge_config.json"  # which the engine keeps in every folder that it made
_DAMAGES = (errno.ENOENT,)  # what the index says it has is not there
_ACCESS = "give yourself write access or choose another folder with --data"
_SPACE = "free some space, or choose another folder with --data"
_FILES = "close other programs or raise the limit (`ulimit -n`), and try again"
_ADVICE = {
    errno.EMFILE: _FILES,
    errno.ENFILE: _FILES,
    errno.ENOMEM: "close other programs, and try again",
    errno.EAGAIN: "close other programs, and try again",
    errno.EACCES: _ACCESS,
    errno.EPERM: _ACCESS,
    errno.EROFS: _ACCESS,
    errno.ENOSPC: _SPACE,
    errno.EDQUOT: _SPACE,
}


def locked(folder: Path) -> IO[str]:
    """A lock that ends with the process, however it ends; the engine has one only with a log.

    Raises:
        IndexLocked: another process has it.
    """
    file = folder.with_suffix(".lock").open("w")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        raise IndexLocked(
            f"{folder}: another process holds the index; stop `sikk serve` or the other command, "
            "or wait until it is done"
        ) from None
    return file


def is_built(folder: Path) -> bool:
    """Whether the engine has made an index there; it may be damaged all the same."""
    return (folder / _CONFIG).exists()


def loaded(folder: Path, config: edge.EdgeConfig) -> edge.EdgeShard | None:
    """The shard of that folder; None where there is none, or a damaged one, which is cleared.

    It was made with that configuration, or with one whose optimizers were others.

    Raises:
        OSError: the machine cannot open it now; nothing was changed.
    """
    if not is_built(folder):
        _cleared(folder)  # of what a crash left before the index was whole
        return None
    try:
        return edge.EdgeShard.load(str(folder), config)
    except BaseException as error:  # the engine raises nothing finer, and panics beside
        if not _is_the_engines(error):
            raise
        if fault := machine_fault(str(error)):
            raise fault from None
    _cleared(folder)
    return None


def machine_fault(said: str) -> OSError | None:
    """The error of a machine that refused; None where the index itself is at fault."""
    numbers = [int(one or other) for one, other in _OS_ERROR.findall(said)]
    if not numbers and _NO_MEMORY in said.lower():
        numbers = [errno.ENOMEM]
    faults = (OSError(each, os.strerror(each)) for each in numbers if each not in _DAMAGES)
    return next(faults, None)


def not_opened(folder: Path, error: OSError) -> StorageError:
    """What is said of it, and what to do."""
    cause = error.strerror or str(error).splitlines()[0]
    advice = _ADVICE.get(error.errno or 0, "see what is wrong there, and try again")
    said = f"{folder}: the index cannot be opened ({cause}); nothing is lost: {advice}"
    return StorageError(said)


def _is_the_engines(error: BaseException) -> bool:
    """Whether it is what the engine says of a shard, and not of how it was called.

    Its errors are bare exceptions; its panics have a class that nobody can import.
    """
    return type(error) is Exception or type(error).__name__ == "PanicException"


def _cleared(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.mkdir()
