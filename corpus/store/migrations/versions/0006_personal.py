"""Personal data that was found, and what of pages and passages is not shown because of it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Adds table and columns; what was stored before is looked through by `personal --again`."""
    op.create_table(
        "personal",
        sa.Column(
            "document_id",
            sa.String(100),
            sa.ForeignKey("documents.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("page_index", sa.Integer, primary_key=True),
        sa.Column("start", sa.Integer, primary_key=True),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("value_hash", sa.String(64), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("decided_at", sa.DateTime),
    )
    op.add_column("documents", sa.Column("withheld", sa.String(16)))
    op.add_column("pages", sa.Column("masks", sa.JSON(none_as_null=True)))
    op.add_column("passages", sa.Column("masks", sa.JSON(none_as_null=True)))
    held = sa.Column("held", sa.Boolean, nullable=False, server_default=sa.false())
    op.add_column("passages", held)
