"""Brings a database to the schema of this version, by the Alembic migrations beside it.

Alembic is loaded only where there is something to do: opening an up-to-date store stays quick.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import inspect, text
from sqlalchemy.engine import Connection, Engine

from corpus.errors import StorageError

HEAD = "0008"
_SCRIPTS = Path(__file__).parent / "migrations"


def upgrade(engine: Engine) -> None:
    """Creates or upgrades the tables.

    Raises:
        StorageError: the database was written by a newer version.
    """
    with engine.connect() as connection:
        present = _version(connection)
    if present == HEAD:
        return
    if present is not None and not list(_SCRIPTS.glob(f"versions/{present}_*.py")):
        raise StorageError(
            f"{engine.url.render_as_string()}: written by a newer version of this program "
            f"(schema {present}); update the program or choose another folder with --data"
        )
    _run_migrations(engine)


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _run_migrations(engine: Engine) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS))
    with engine.execution_options(writes=True).begin() as connection:
        if _version(connection) == HEAD:  # another process was first
            return
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
