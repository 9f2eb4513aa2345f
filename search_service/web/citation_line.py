"""How a place of a document is cited in one line of plain text, to copy into a paper.

    SIKK. Tulemusrahastus. 2026. Lk 3. SIKK Search, http://…/documents/paber?passage=…

Differs from `briefs.bibliography`, which lists an answer's sources for reference managers; who
counts as an author is said there.
"""

from __future__ import annotations

from urllib.parse import urlencode

from corpus.documents import Document, Passage
from search_service.briefs.bibliography import COLLECTION, authors, published_in
from search_service.documents.moved_quotes import mark_of
from search_service.phrases.phrases import page_label


def citation_line(
    document: Document,
    site: str,
    lang: str,
    passage: Passage | None = None,
    quote: tuple[int, int] | None = None,
) -> str:
    """Author organisations, title, year, page and address; what is not known is left out."""
    metadata = document.metadata
    page = passage and passage.page
    label = passage.page_label if passage else None
    said = (
        ", ".join(authors(metadata)),
        metadata.title,
        str(published_in(metadata) or ""),
        page_label(page, label, lang) if page else "",
    )
    begun = " ".join(f"{each.rstrip('.')}." for each in said if each)
    return f"{begun} {COLLECTION}, {address(document, site, passage, quote)}"


def address(
    document: Document, site: str, passage: Passage | None, quote: tuple[int, int] | None
) -> str:
    """The place's permanent address; a quote is found by it wherever it stands later."""
    place = f"{site.rstrip('/')}/documents/{document.id}"
    if passage is None:
        return place
    asked: dict[str, str | int] = {"passage": passage.id}
    if quote:
        start, end = quote
        asked |= {"start": start, "end": end, "quote": mark_of(passage.text[start:end])}
    return f"{place}?{urlencode(asked, safe='~')}#passage"
