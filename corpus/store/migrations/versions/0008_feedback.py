"""What readers said, and on which day a document came in and was last put."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Adds table and columns; of what was stored before, no day is known."""
    op.create_table(
        "feedback",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer, "sqlite"),
            primary_key=True,
            autoincrement=True,
        ),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("verdict", sa.String(16), nullable=False),
        sa.Column("lang", sa.String(8), nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("reason", sa.String(32)),
        sa.Column("document_id", sa.String(100)),
        sa.Column("passage_id", sa.String(128)),
        sa.Column("question", sa.String(300)),
        sa.Column("text", sa.Text, nullable=False),
    )
    op.create_index("feedback_document_id", "feedback", ["document_id"])
    op.add_column("documents", sa.Column("added", sa.Date))
    op.add_column("documents", sa.Column("changed", sa.Date))
