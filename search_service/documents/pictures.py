"""Pictures of PDF pages with a passage marked.

    PagePictures(folder).picture(document, source, 3, Stretch("the text", 0.5))  ->  Picture

The drawing itself is `drawing`'s; `drawn_files` starts it and keeps what it draws. Differs from
`cited_pages`, which gives pages as a PDF.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from corpus.documents import PAGE_BREAK, Document, Page, Passage
from corpus.errors import DocumentError, NotFound
from corpus.ids import text_digest
from search_service.documents.drawn_files import DrawnFiles, Undrawn

PDF = "application/pdf"
_DRAWING = "search_service.documents.drawing"
_SECONDS = 10.0
_MOST_KEPT = 500


class Picture(NamedTuple):
    """A drawn page; `marked` counts the lines that are marked in it."""

    png: bytes
    marked: int
    width: int
    height: int


class Stretch(NamedTuple):
    """A text to mark on a page, and how far down the page's text it stands, from 0 to 1."""

    text: str
    at: float


_NO_STRETCH = Stretch("", 0.0)


class PagePictures:
    """Draws pages and keeps the last pictures; `files` may keep other drawings beside them."""

    def __init__(
        self, folder: Path, *, seconds: float = _SECONDS, most_kept: int = _MOST_KEPT
    ) -> None:
        self.files = DrawnFiles(folder, seconds=seconds, most_kept=most_kept)

    def picture(
        self, document: Document, source: Path, number: int, stretch: Stretch | None
    ) -> Picture:
        """The picture of the page `number` (from 1) of the document's kept file.

        Raises:
            NotFound: the document has no pages, or no such page.
            DocumentError: the page cannot be drawn.
        """
        check_page(document, number)
        kept = self.kept_picture(document, number, stretch)
        if kept:
            return kept
        wanted = stretch or _NO_STRETCH
        request = {"source": str(source), "page": number, "text": wanted.text, "at": wanted.at}
        try:
            return _picture_of(
                self.files.drawn(self._name(document, number, wanted), _DRAWING, request)
            )
        except Undrawn as why:
            raise _undrawn(document, number, str(why)) from None

    def kept_picture(
        self, document: Document, number: int, stretch: Stretch | None
    ) -> Picture | None:
        """The picture where it was drawn before and is still kept."""
        drawn = self.files.kept(self._name(document, number, stretch or _NO_STRETCH))
        return _picture_of(drawn) if drawn else None

    def kept(self, source_hash: str) -> int:
        """How many drawings are kept of the file of that content."""
        return self.files.count(source_hash)

    def forget_all_but(self, source_hashes: Iterable[str]) -> None:
        """Deletes the kept drawings of all other files, earlier versions of a document too."""
        self.files.forget_all_but(source_hashes)

    def _name(self, document: Document, number: int, wanted: Stretch) -> str:
        name = text_digest(f"{number}\n{wanted.at:.3f}\n{wanted.text}")[:24]
        return self.files.name(document.source_hash, str(number), name)


def check_page(document: Document, number: int) -> None:
    """Sees that the document has pages, and this one.

    Raises:
        NotFound: it has not.
    """
    where = f"document '{document.id}'"
    if document.media_type != PDF:
        raise NotFound(
            f"{where}: its format has no pages to show; see /api/v1/documents/{document.id} or "
            f"read it at /documents/{document.id}"
        )
    if not 1 <= number <= document.pages:
        raise NotFound(f"{where}: no page {number}; it has pages 1 to {document.pages}")


def stretch_on(
    pages: Sequence[Page], number: int, passage: Passage, quote: tuple[int, int] | None = None
) -> Stretch | None:
    """What of the passage (or of the quote `start:end` in it) stands on that page, if anything."""
    first, last = quote or (0, len(passage.text))
    offset = 0
    for page in pages:
        if page.number == number:
            start = max(passage.start + first - offset, 0)
            end = min(passage.start + last - offset, len(page.text))
            text = page.text[start:end] if start < end else ""
            return Stretch(text, start / len(page.text)) if text.strip() else None
        offset += len(page.text) + len(PAGE_BREAK)
    return None


def pages_with(
    pages: Sequence[Page], passage: Passage, quote: tuple[int, int] | None = None
) -> list[int]:
    """The numbers of the pages on which something of the passage or the quote stands."""
    touched = (pages[span.page_index].number for span in passage.spans)
    return [n for n in touched if n is not None and stretch_on(pages, n, passage, quote)]


def _picture_of(drawn: bytes) -> Picture:
    head, _, png = drawn.partition(b"\n")
    said = json.loads(head)
    return Picture(png, said["marked"], said["width"], said["height"])


def _undrawn(document: Document, number: int, cause: str) -> DocumentError:
    reason = f"the page cannot be drawn ({cause}); download the original file instead"
    return DocumentError(f"document '{document.id}'", reason, number)
