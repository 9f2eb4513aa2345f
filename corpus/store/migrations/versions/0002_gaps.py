"""Gaps: questions that the corpus could not answer."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Creates the table."""
    op.create_table(
        "gaps",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("question", sa.String(300), nullable=False),
        sa.Column("lang", sa.String(8), nullable=False),
        sa.Column("filters", sa.JSON, nullable=False),
        sa.Column("documents", sa.Integer, nullable=False),
        sa.Column("score", sa.Float, nullable=False),
        sa.Column("bar", sa.Float, nullable=False),
        sa.Column("first_asked", sa.DateTime, nullable=False),
        sa.Column("last_asked", sa.DateTime, nullable=False),
        sa.Column("times", sa.Integer, nullable=False),
    )
