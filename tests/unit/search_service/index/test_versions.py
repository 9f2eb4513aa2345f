"""A document's version: what is built is what is read, whatever the id looks like."""

import pytest
from making import make

from search_service.index.versions import document_of, version_of


@pytest.mark.parametrize("document_id", ["vunki-mano", "a", "kes@kus", "@", "küla-2@1"])
def test_a_version_tells_its_document(document_id: str) -> None:
    assert document_of(version_of(make(document_id).document)) == document_id


def test_a_version_changes_with_the_content_alone() -> None:
    first = make("d", ["Üks lause."]).document
    assert version_of(first) == version_of(make("d", ["Üks lause."]).document)
    assert version_of(first) != version_of(make("d", ["Teine lause."]).document)
