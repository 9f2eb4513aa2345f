"""What the product suite shares: stores on PostgreSQL beside those on SQLite.

PostgreSQL's are on a server of the tests' own where its binaries are, or on the one that
SIKK_TEST_STORE_URL names.
"""

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import postgresql
import pytest
from sqlalchemy import create_engine, make_url, text


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
