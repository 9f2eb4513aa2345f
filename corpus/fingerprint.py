"""The corpus's fingerprint: a name that changes whenever a published document does.

    fingerprint(store.documents())  ->  "3f0a…" (64 hex digits)

Whoever quotes a result can say from which state of the corpus it came. Differs from a
document's hashes, which are of one file, and from the index's fingerprint, which is of code.
"""

from __future__ import annotations

from collections.abc import Iterable

from corpus.documents import Document
from corpus.ids import text_digest

SHORT = 12  # digits that people are shown


def fingerprint(documents: Iterable[Document]) -> str:
    """A digest of the ids and content hashes (and marks of what is withheld), in order of id."""
    lines = [
        " ".join(filter(None, (document.id, document.content_hash, document.withheld)))
        for document in documents
        if document.metadata.status == "published"
    ]
    return text_digest("\n".join(sorted(lines)))
