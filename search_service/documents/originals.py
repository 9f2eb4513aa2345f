"""Which originals are given out: none that shows personal data which the text withholds.

    check_file(document)              the whole file
    check_picture(document, 3, store)   one page of it

Differs from `pictures`, which draws, and from the store, which keeps held text from readers.
"""

from __future__ import annotations

from corpus.documents import Document
from corpus.errors import NotGivenOut
from corpus.store.store import CorpusStore


def check_file(document: Document) -> None:
    """Sees that nothing in the document is withheld.

    Raises:
        NotGivenOut: something is.
    """
    if document.withheld:
        raise NotGivenOut(f"document '{document.id}': its original file {_REASON}")


def check_picture(document: Document, number: int, store: CorpusStore) -> None:
    """Sees that nothing on that page (from 1) is withheld.

    Raises:
        NotGivenOut: something is.
    """
    if document.withheld and number - 1 in store.personal.pages_withheld(document.id):
        raise NotGivenOut(f"document '{document.id}', page {number}: its picture {_REASON}")


_REASON = (
    "is not given out, since it shows personal data that is held back or masked; "
    "ask those who keep the library"
)
