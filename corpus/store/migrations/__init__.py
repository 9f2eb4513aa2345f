"""Alembic migrations of the corpus store, oldest first in `versions/`."""
