"""The pages on which a passage stands, as a PDF of their own with the passage highlighted.

    CitedPages(pictures.files).pdf(document, source, [3, 4], pages, passage, quote)  ->  b"%PDF…"

The highlighting itself is `highlighting`'s, in a process with limits. Differs from `pictures`,
which draws one page for the eye; this is to keep, print and hand on.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from corpus.documents import Document, Page, Passage
from corpus.errors import BadInput, DocumentError
from corpus.ids import text_digest
from search_service.documents.drawn_files import DrawnFiles, Undrawn
from search_service.documents.pictures import check_page, stretch_on

MOST_PAGES = 20  # by definition: what is cited, not a copy of the document
_HIGHLIGHTING = "search_service.documents.highlighting"


class CitedPages:
    """Makes PDFs of cited pages and keeps the last, beside the pictures of pages."""

    def __init__(self, files: DrawnFiles) -> None:
        self._files = files

    def pdf(
        self,
        document: Document,
        source: Path,
        numbers: Sequence[int],
        pages: Sequence[Page],
        passage: Passage | None = None,
        quote: tuple[int, int] | None = None,
    ) -> bytes:
        """Those pages of the document's kept file, the passage or the quote in it highlighted.

        Raises:
            DocumentError: the file cannot be cut or marked.
        """
        wanted = [_wanted(pages, number, passage, quote) for number in numbers]
        span = f"{numbers[0]}-{numbers[-1]}"
        title = f"{document.metadata.title}, {span}"
        name = self._files.name(document.source_hash, span, text_digest(repr((title, wanted)))[:24])
        request = {"source": str(source), "title": title, "pages": wanted}
        try:
            return self._files.kept(name) or self._files.drawn(name, _HIGHLIGHTING, request)
        except Undrawn as why:
            reason = f"its pages cannot be marked ({why}); download the original file instead"
            raise DocumentError(f"document '{document.id}'", reason) from None


def check_pages(document: Document, first: int, last: int) -> range:
    """The page numbers from `first` to `last`.

    Raises:
        NotFound: the document has no pages, or not these.
        BadInput: they run backwards, or are too many.
    """
    check_page(document, first)
    check_page(document, last)
    if first > last:
        raise BadInput(f"pages {first}-{last}: give the earlier page first")
    if last - first >= MOST_PAGES:
        asked = last - first + 1
        raise BadInput(
            f"pages {first}-{last}: {asked} pages are too many; ask for {MOST_PAGES} at most, or "
            f"for the original at /api/v1/documents/{document.id}/source"
        )
    return range(first, last + 1)


def _wanted(
    pages: Sequence[Page], number: int, passage: Passage | None, quote: tuple[int, int] | None
) -> dict[str, object]:
    stretch = stretch_on(pages, number, passage, quote) if passage else None
    text, at = stretch or ("", 0.0)
    return {"number": number, "text": text, "at": at}
