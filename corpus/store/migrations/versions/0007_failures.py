"""The files that could not be ingested, or not whole."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Makes the table."""
    op.create_table(
        "failures",
        sa.Column("path", sa.Text, primary_key=True),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("page", sa.Integer),
        sa.Column("first", sa.DateTime, nullable=False),
        sa.Column("last", sa.DateTime, nullable=False),
        sa.Column("times", sa.Integer, nullable=False),
        sa.Column("read_as", sa.String(64)),
    )
