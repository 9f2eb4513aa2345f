"""Documents, pages, passages and the change feed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
_Sequence = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Creates the first four tables."""
    op.create_table(
        "documents",
        sa.Column("id", sa.String(100), primary_key=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("lang", sa.String(8), nullable=False),
        sa.Column("type", sa.String(32), nullable=False),
        sa.Column("country", sa.String(8)),
        sa.Column("place", sa.Text),
        sa.Column("year", sa.Integer),
        sa.Column("organisations", sa.JSON, nullable=False),
        sa.Column("sectors", sa.JSON, nullable=False),
        sa.Column("target_groups", sa.JSON, nullable=False),
        sa.Column("methods", sa.JSON, nullable=False),
        sa.Column("funding", sa.JSON, nullable=False),
        sa.Column("evidence_level", sa.String(32)),
        sa.Column("sources", sa.JSON, nullable=False),
        sa.Column("licence", sa.Text),
        sa.Column("translation_of", sa.String(100)),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("facts", sa.JSON, nullable=False),
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.Column("source_hash", sa.String(64), nullable=False),
        sa.Column("source_path", sa.Text, nullable=False),
        sa.Column("media_type", sa.String(100), nullable=False),
        sa.Column("words", sa.Integer, nullable=False),
    )
    for column in ("source_path", "source_hash", "translation_of"):
        op.create_index(f"documents_{column}", "documents", [column])
    op.create_table(
        "pages",
        sa.Column("document_id", sa.String(100), _of_document(), primary_key=True),
        sa.Column("page_index", sa.Integer, primary_key=True),
        sa.Column("number", sa.Integer),
        sa.Column("label", sa.String(32)),
        sa.Column("text", sa.Text, nullable=False),
    )
    op.create_table(
        "passages",
        sa.Column("id", sa.String(128), primary_key=True),
        sa.Column("document_id", sa.String(100), _of_document(), nullable=False),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.Column("lang", sa.String(8), nullable=False),
        sa.Column("section", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("page", sa.Integer),
        sa.Column("page_label", sa.String(32)),
        sa.Column("spans", sa.JSON, nullable=False),
    )
    op.create_index("passages_in_order", "passages", ["document_id", "ordinal"], unique=True)
    op.create_table(
        "changes",
        sa.Column("seq", _Sequence, primary_key=True, autoincrement=True),
        sa.Column("document_id", sa.String(100), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sqlite_autoincrement=True,
    )


def _of_document() -> sa.ForeignKey:
    return sa.ForeignKey("documents.id", ondelete="CASCADE")
