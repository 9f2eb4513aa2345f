"""A quote's own sources: those marked within it or right behind it, by the text's footnotes."""

import pytest
from making import make

from corpus.documents import Note, Page, Reference
from search_service.documents.cited_sources import cited

FIRST, SECOND = Reference("Aruanne"), Reference("Uuring")
METADATA = make("a", sources=(FIRST, SECOND)).document.metadata
PAGES = (
    Page(1, "1", "Oli 100 inimest. Ideid oli 10.", (Note(16, 2), Note(30, 1))),
    Page(2, "2", "Hiljem 60.", (Note(9, 1), Note(9, 2), Note(10, 7))),
)


@pytest.mark.parametrize(
    ("start", "end", "sources"),
    [
        (0, 16, (SECOND,)),
        (0, 15, (SECOND,)),  # the quote leaves its full stop out
        (0, 3, ()),
        (17, 30, (FIRST,)),  # not that of the sentence before
        (0, 30, (SECOND, FIRST)),
        (32, 42, (FIRST, SECOND)),  # of the other page; the seventh is not known
        (17, 42, (FIRST, SECOND)),  # over the page's end, each once
    ],
)
def test_the_sources_of_a_stretch(start: int, end: int, sources: tuple[Reference, ...]) -> None:
    assert cited(METADATA, PAGES, start, end) == sources
