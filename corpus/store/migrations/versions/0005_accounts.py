"""How each page was read, and with which reader and settings each document."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Adds the columns; what was stored before says nothing of them."""
    op.add_column("pages", sa.Column("account", sa.JSON))
    op.add_column("documents", sa.Column("read_as", sa.String(64)))
