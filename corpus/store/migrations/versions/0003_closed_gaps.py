"""Gaps are closed, files are known by the folder that read them, and the feed forgets.

What had been removed before left its id in the feed; a tombstone takes its place.
"""

from __future__ import annotations

from hashlib import sha256

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Adds the columns, and takes the ids of removed documents out of the feed."""
    op.add_column("documents", sa.Column("data_folder", sa.Text))
    op.add_column("gaps", sa.Column("closed_by", sa.String(100)))
    op.add_column("gaps", sa.Column("closed_at", sa.DateTime))
    op.create_index("gaps_closed_by", "gaps", ["closed_by"])
    changes = sa.table("changes", sa.column("seq"), sa.column("document_id"), sa.column("kind"))
    documents = sa.table("documents", sa.column("id"))
    connection = op.get_bind()
    of_gone = changes.c.document_id.not_in(sa.select(documents.c.id))
    last = sa.select(sa.func.max(changes.c.seq)).where(of_gone).group_by(changes.c.document_id)
    for seq, document_id in connection.execute(
        sa.select(changes.c.seq, changes.c.document_id).where(changes.c.seq.in_(last))
    ).all():
        earlier = (changes.c.document_id == document_id) & (changes.c.seq < seq)
        connection.execute(sa.delete(changes).where(earlier))
        name = f"#{sha256(document_id.encode()).hexdigest()}"
        connection.execute(
            sa.update(changes).where(changes.c.seq == seq).values(document_id=name, kind="remove")
        )
