"""The store: whole documents in and out, and a feed that misses nothing.

Every test runs on SQLite, and on PostgreSQL where SIKK_TEST_STORE_URL names a database.
"""

import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from making import child_environment, run_python
from sqlalchemy import create_engine, make_url, text

from corpus.store.store import CorpusStore


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'corpus.sqlite'}"
        return
    server = os.environ.get("SIKK_TEST_STORE_URL")
    if not server:
        pytest.skip("SIKK_TEST_STORE_URL names no PostgreSQL database")
    schema = f"t{uuid.uuid4().hex}"
    engine = create_engine(server)
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    chosen = make_url(server).update_query_dict({"options": f"-csearch_path={schema}"})
    yield chosen.render_as_string(hide_password=False)
    with engine.begin() as connection:
        connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    engine.dispose()


@pytest.fixture
def store(url: str) -> Iterator[CorpusStore]:
    opened = CorpusStore.open(url)
    yield opened
    opened.close()


WRITER = """
import sys
from making import make
from corpus.store.store import CorpusStore
store = CorpusStore.open(sys.argv[1])
for n in range(20):
    store.add(*make(f"{sys.argv[2]}-{n}", ["Üks.", "Kaks."]))
    store.add(*make("both", [f"{sys.argv[2]} {n}"]))
"""


def test_processes_open_a_new_store_and_write_at_once(url: str) -> None:
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, url, name],
            stderr=subprocess.PIPE,
            text=True,
            env=child_environment(),
        )
        for name in ("left", "right", "third")
    ]
    told = [writer.communicate(timeout=120)[1] for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0, 0], told
    store = CorpusStore.open(url)
    assert store.counts()["documents"] == 61
    assert store.counts()["passages"] == 121
    assert len(store.changes_since(0)) == 61
    store.close()


# What only a file on a disk can do.


def on_disk(folder: Path, mount: str) -> list[str]:
    """Words before a command that run it with `folder` mounted as a disk of its own."""
    before = ["unshare", "-rm", "sh", "-c", mount, str(folder)]
    try:
        refused = subprocess.run([*before, "true"], capture_output=True, check=False).returncode
    except FileNotFoundError:
        refused = True
    if refused:
        pytest.skip("this machine lets nobody mount a disk in a namespace (unshare -rm)")
    return before


FILL = """
import sys
from pathlib import Path
from making import make
from corpus.errors import StorageError
from corpus.store.store import CorpusStore
store = CorpusStore.in_folder(Path(sys.argv[1]))
for n in range(1000):
    made = make(f"d{n}", ["Pikk lause. " * 200] * 20)
    try:
        store.add(made.document, made.pages, [])
    except StorageError as error:
        print(error)
        break
for document in store.documents():
    assert document.pages == len(store.pages(document.id)) == 20
assert len(store.documents()) == n == store.position()
"""


def test_a_full_disk_is_told_and_loses_nothing(tmp_path: Path) -> None:
    small = on_disk(tmp_path, 'mount -t tmpfs -o size=2m tmpfs "$0" && exec "$@"')
    run = run_python(FILL, tmp_path, before=small)
    assert run.returncode == 0, run.stderr
    assert "free some disk space" in run.stdout


OPEN = """
import sys
from pathlib import Path
from making import make
from corpus.errors import StorageError
from corpus.store.store import CorpusStore
try:
    CorpusStore.in_folder(Path(sys.argv[1])).add(*make("b"))
except StorageError as error:
    print(error)
"""


@pytest.mark.parametrize("present", [True, False])
def test_a_folder_without_write_access_is_told(tmp_path: Path, present: bool) -> None:
    if present:
        CorpusStore.in_folder(tmp_path).close()
    read_only = on_disk(
        tmp_path, 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$@"'
    )
    run = run_python(OPEN, tmp_path, before=read_only)
    assert run.returncode == 0, run.stderr
    assert "write access" in run.stdout and "--data" in run.stdout
    assert run.stdout.count("\n") == 1
