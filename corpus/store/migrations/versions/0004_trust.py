"""How far a document was checked and who wrote it; where its pages name which source."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Adds the columns; what was stored before says nothing of them."""
    op.add_column("documents", sa.Column("verification", sa.String(32)))
    op.add_column("documents", sa.Column("verified", sa.String(10)))
    op.add_column("documents", sa.Column("authorship", sa.String(32)))
    op.add_column("pages", sa.Column("notes", sa.JSON))
