"""Alembic's entry: runs the migrations over the connection that `corpus.store.migrate` hands it."""

from __future__ import annotations

from alembic import context

from corpus.store.schema import tables

context.configure(connection=context.config.attributes["connection"], target_metadata=tables)
with context.begin_transaction():
    context.run_migrations()
