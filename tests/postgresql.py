"""A PostgreSQL server of the tests' own: made in a temporary folder, gone when they are done.

    with cluster() as url: ...        "postgresql+psycopg://sikk@/sikk?host=/tmp/…"

It listens on a socket in its folder alone, so nothing else on the machine sees it or is in its
way. CI and developers use the same: all it needs are PostgreSQL's binaries.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

INSTALL = "apt-get install postgresql"
_SERVERS = ("postgres", "nobody")  # accounts to run it under where the tests run as root
_UNSAFE = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"  # nothing to lose


def binaries() -> Path | None:
    """The folder of `initdb` and `pg_ctl`, the newest version's; None where there are none."""
    # Debian keeps them off the PATH, since there may be several versions.
    versions = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(versions, key=lambda found: float(found.parts[-3]), default=None)
    found = shutil.which("initdb") or newest
    return Path(found).parent if found else None


@contextmanager
def cluster(programs: Path) -> Iterator[str]:
    """The SQLAlchemy URL of a new server's database."""
    account = _account()
    folder = Path(tempfile.mkdtemp(prefix="sikk-pg-"))  # short: a socket's path has 107 letters
    if account:
        shutil.chown(folder, account)
    data = folder / "data"

    def run(program: str, *words: object) -> None:
        command = [programs / program, "-D", data, *map(str, words)]
        # The server keeps what it is given for output open, so it gets a file and no pipe.
        with (folder / "said").open("a+") as said:
            done = subprocess.run(
                command, check=False, stdout=said, stderr=said, user=account, cwd=folder
            )
            said.seek(0)
            assert done.returncode == 0, said.read()

    try:
        run("initdb", "-A", "trust", "-U", "sikk", "-E", "UTF8", "--no-sync", "--locale=C.UTF-8")
        options = f"-c listen_addresses= -c unix_socket_directories={folder} {_UNSAFE}"
        run("pg_ctl", "start", "--wait", "-o", options, "-l", folder / "log")
        try:
            yield f"postgresql+psycopg://sikk@/postgres?host={folder}"
        finally:
            run("pg_ctl", "stop", "--mode=immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _account() -> str | None:
    """PostgreSQL refuses to run as root."""
    if os.geteuid():
        return None
    return next(name for name in _SERVERS if _is_known(name))


def _is_known(name: str) -> bool:
    try:
        return bool(pwd.getpwnam(name))
    except KeyError:
        return False
