"""The store's tables, in SQLAlchemy Core; `corpus.store.migrations` builds them in a database.

A document owns its pages and passages (deleting it deletes them). `changes` is the feed that
the index follows: a row each time a document is put, in order; of one that was removed only a
tombstone stays, which is a hash. `personal` is what a document's pages hold of personal data;
`withheld`, `held` and `masks` follow from it (`corpus.store.withholding`). `gaps` are questions
that found no evidence, until `closed_by` answered them. `failures` are files that are not in the
corpus, or not whole; `feedback` is what readers said.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    false,
)

tables = MetaData()
_Sequence = BigInteger().with_variant(Integer, "sqlite")  # SQLite counts only INTEGER keys up
_Masks = JSON(none_as_null=True)

documents = Table(
    "documents",
    tables,
    Column("id", String(100), primary_key=True),
    Column("title", Text, nullable=False),
    Column("lang", String(8), nullable=False),
    Column("type", String(32), nullable=False),
    Column("country", String(8)),
    Column("place", Text),
    Column("year", Integer),
    Column("organisations", JSON, nullable=False),
    Column("sectors", JSON, nullable=False),
    Column("target_groups", JSON, nullable=False),
    Column("methods", JSON, nullable=False),
    Column("funding", JSON, nullable=False),
    Column("evidence_level", String(32)),
    Column("verification", String(32)),
    Column("verified", String(10)),
    Column("authorship", String(32)),
    Column("sources", JSON, nullable=False),
    Column("licence", Text),
    Column("translation_of", String(100)),
    Column("status", String(16), nullable=False),
    Column("facts", JSON, nullable=False),
    Column("content_hash", String(64), nullable=False),
    Column("source_hash", String(64), nullable=False),
    Column("source_path", Text, nullable=False),
    Column("media_type", String(100), nullable=False),
    Column("words", Integer, nullable=False),
    Column("data_folder", Text),
    Column("read_as", String(64)),
    Column("withheld", String(16)),
    Column("added", Date),
    Column("changed", Date),
    Index("documents_source_path", "source_path"),
    Index("documents_source_hash", "source_hash"),
    Index("documents_translation_of", "translation_of"),
)

pages = Table(
    "pages",
    tables,
    Column(
        "document_id", String(100), ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True
    ),
    Column("page_index", Integer, primary_key=True),
    Column("number", Integer),
    Column("label", String(32)),
    Column("text", Text, nullable=False),
    Column("notes", JSON),
    Column("account", JSON),
    Column("masks", _Masks),
)

passages = Table(
    "passages",
    tables,
    Column("id", String(128), primary_key=True),
    Column(
        "document_id", String(100), ForeignKey("documents.id", ondelete="CASCADE"), nullable=False
    ),
    Column("ordinal", Integer, nullable=False),
    Column("lang", String(8), nullable=False),
    Column("section", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("page", Integer),
    Column("page_label", String(32)),
    Column("spans", JSON, nullable=False),
    Column("masks", _Masks),
    Column("held", Boolean, nullable=False, server_default=false()),
    Index("passages_in_order", "document_id", "ordinal", unique=True),
)

# `decided_at` is set where a curator decided; it is in UTC.
personal = Table(
    "personal",
    tables,
    Column(
        "document_id", String(100), ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True
    ),
    Column("page_index", Integer, primary_key=True),
    Column("start", Integer, primary_key=True),
    Column("end", Integer, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("value_hash", String(64), nullable=False),
    Column("state", String(16), nullable=False),
    Column("decided_at", DateTime),
)

changes = Table(
    "changes",
    tables,
    Column("seq", _Sequence, primary_key=True, autoincrement=True),
    Column("document_id", String(100), nullable=False),
    Column("kind", String(8), nullable=False),
    sqlite_autoincrement=True,
)

# Times are in UTC. `key` is a hash of question, language and filters.
gaps = Table(
    "gaps",
    tables,
    Column("key", String(64), primary_key=True),
    Column("question", String(300), nullable=False),
    Column("lang", String(8), nullable=False),
    Column("filters", JSON, nullable=False),
    Column("documents", Integer, nullable=False),
    Column("score", Float, nullable=False),
    Column("bar", Float, nullable=False),
    Column("first_asked", DateTime, nullable=False),
    Column("last_asked", DateTime, nullable=False),
    Column("times", Integer, nullable=False),
    Column("closed_by", String(100)),
    Column("closed_at", DateTime),
    Index("gaps_closed_by", "closed_by"),
)

failures = Table(
    "failures",
    tables,
    Column("path", Text, primary_key=True),
    Column("reason", Text, nullable=False),
    Column("page", Integer),
    Column("first", DateTime, nullable=False),
    Column("last", DateTime, nullable=False),
    Column("times", Integer, nullable=False),
    Column("read_as", String(64)),
)

# `day` is in UTC; nothing tells who wrote.
feedback = Table(
    "feedback",
    tables,
    Column("id", _Sequence, primary_key=True, autoincrement=True),
    Column("kind", String(16), nullable=False),
    Column("verdict", String(16), nullable=False),
    Column("lang", String(8), nullable=False),
    Column("day", Date, nullable=False),
    Column("reason", String(32)),
    Column("document_id", String(100)),
    Column("passage_id", String(128)),
    Column("question", String(300)),
    Column("text", Text, nullable=False),
    Index("feedback_document_id", "document_id"),
)
