"""A document's version, as each of its points carries it: what tells whether the index is in step.

version_of(document)                      ->  "vunki-mano@9f86d081884c7d65"
document_of("vunki-mano@9f86d081884c7d65")  ->  "vunki-mano"
"""

from __future__ import annotations

from corpus.documents import Document

_DIGITS = (
    16  # of the content's hash: 64 bits, so that no two contents of a document ever share them
)


def version_of(document: Document) -> str:
    """Changes whenever the document's content does, or what of it is withheld."""
    content = document.content_hash[:_DIGITS]
    return f"{document.id}@{'-'.join(filter(None, (content, document.withheld)))}"


def document_of(version: str) -> str:
    """The id of the document that has this version."""
    return version.rpartition("@")[0]
