"""What all tests share: no test sees the settings of whoever runs it, or asks a model hub.

Tests of what a store keeps take `store_url`: they run on SQLite, and on PostgreSQL where its
binaries are or SIKK_TEST_STORE_URL names a database.
"""

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import postgresql
import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import create_engine, make_url, text

from corpus.store.store import CorpusStore

os.environ["HF_HUB_OFFLINE"] = "1"

# Generating examples is slow on a busy machine; that is no fault of what is tested.
settings.register_profile("sikk", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("sikk")


@pytest.fixture(autouse=True)
def _own_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Each test runs in an empty folder, without `SIKK_*` of its own (`SIKK_TEST_*` stay)."""
    for name in list(os.environ):
        if name.startswith("SIKK_") and not name.startswith("SIKK_TEST_"):
            monkeypatch.delenv(name)
    yield


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The URL of a server that tests may fill; theirs alone, or the one that is named."""
    if named := os.environ.get("SIKK_TEST_STORE_URL"):
        yield named
        return
    programs = postgresql.binaries()
    if programs is None:
        pytest.skip(f"needs PostgreSQL: {postgresql.INSTALL}")
    with postgresql.cluster(programs) as url:
        yield url


@pytest.fixture
def postgresql_url(postgresql_server: str) -> Iterator[str]:
    """The URL of an empty schema on that server."""
    schema = f"t{uuid.uuid4().hex}"
    engine = create_engine(postgresql_server)
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    chosen = make_url(postgresql_server).update_query_dict({"options": f"-csearch_path={schema}"})
    yield chosen.render_as_string(hide_password=False)
    with engine.begin() as connection:
        connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a new store is to be made, on each of the databases."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'corpus.sqlite'}"
    return str(request.getfixturevalue("postgresql_url"))


@pytest.fixture
def store(store_url: str) -> Iterator[CorpusStore]:
    """A new store, on each of the databases."""
    opened = CorpusStore.open(store_url)
    yield opened
    opened.close()
