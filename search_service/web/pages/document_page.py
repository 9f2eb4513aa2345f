"""`/documents/{id}`: a document's text, with the cited passage and quote marked.

A link says passage, offsets and a digest of the quote; where the document changed since, the
quote is looked for again (`moved_quotes`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from corpus.documents import Document, Page, Passage
from search_service.documents import moved_quotes
from search_service.documents.cited_pages import MOST_PAGES
from search_service.documents.document_text import Block, blocks, valid_quote
from search_service.documents.outline import beside, outline
from search_service.documents.pictures import PDF, pages_with
from search_service.engine import Engine
from search_service.web.citation_line import citation_line
from search_service.web.page_frame import render, ui_language
from search_service.web.serving import Serving

router = APIRouter(include_in_schema=False)


class Cited(NamedTuple):
    """What a link points at, as far as the document still has it."""

    passage: Passage | None = None
    quote: tuple[int, int] | None = None
    gone: bool = False  # the passage is not there
    moved: bool = False  # the quote stands elsewhere now
    lost: bool = False  # the passage is there, the quote is not

    @property
    def words(self) -> str:
        """The quote, word for word."""
        return self.passage.text[slice(*self.quote)] if self.passage and self.quote else ""


@router.get("/documents/{document_id}")
def document(
    request: Request,
    serving: Serving,
    document_id: str,
    passage: str | None = None,
    start: int | None = None,
    end: int | None = None,
    mark: str = Query("", alias="quote", max_length=64),
) -> HTMLResponse:
    """The document; what the address cites is marked."""
    engine = serving.engine
    found = engine.published.document(document_id)
    passages = engine.store.passages_of(document_id)
    cited = _cited(passages, passage, (start, end), mark) if passage else Cited()
    marked = cited.passage.id if cited.passage else None
    lang = ui_language(request)
    pages = engine.store.pages(document_id)
    shown = blocks(found, pages, passages, marked, cited.quote)
    others = _translations(engine, document_id)
    other = others[0] if others and request.query_params.get("beside") else None
    return render(
        request, "document.html", document=found, blocks=shown, entries=outline(shown, pages),
        works=_works(engine, found, lang),
        cited=cited.passage, gone=cited.gone, moved=cited.moved, lost=cited.lost,
        quote=cited.quote, words=cited.words, pdf=found.media_type == PDF,
        cited_pages=_cited_pages(found, pages, cited),
        cite_line=citation_line(found, str(request.base_url), lang, cited.passage, cited.quote),
        translations=others, other=other,
        pairs=beside(shown, _blocks(engine, other)) if other else [],
    )  # fmt: skip


def _blocks(engine: Engine, document: Document) -> list[Block]:
    store = engine.store
    return blocks(document, store.pages(document.id), store.passages_of(document.id))


def _cited_pages(document: Document, pages: Sequence[Page], cited: Cited) -> list[int]:
    """The pages of a PDF on which the cited text stands, as many as are given at once."""
    if document.media_type != PDF or cited.passage is None:
        return []
    return pages_with(pages, cited.passage, cited.quote)[:MOST_PAGES]


def _cited(
    passages: Sequence[Passage],
    passage_id: str,
    stretch: tuple[int | None, int | None],
    mark: str,
) -> Cited:
    found = next((each for each in passages if each.id == passage_id), None)
    quote = valid_quote(found, *stretch)
    if found is not None and not _differs(found, quote, mark):
        return Cited(found, quote)
    moved = moved_quotes.find(passages, mark, (stretch[1] or 0) - (stretch[0] or 0))
    if moved:
        return Cited(moved[0], moved[1:], moved=True)
    return Cited(found, gone=found is None, lost=found is not None)


def _differs(cited: Passage, quote: tuple[int, int] | None, mark: str) -> bool:
    """Whether a link's quote is not what the passage says there; a link without one agrees."""
    return bool(mark) and (quote is None or not moved_quotes.says(cited, *quote, mark))


def _works(engine: Engine, document: Document, lang: str) -> list[Document]:
    """The works that a paper or guide builds on, each in the reader's language if there is one."""
    if document.metadata.type == "practice":
        return []
    versions = engine.published.shelf().versions
    others = (versions.get(fact, ()) for fact in document.metadata.facts)
    return [
        next((each for each in work if each.metadata.lang == lang), work[0])
        for work in others
        if work and work[0].metadata.work != document.metadata.work
    ]


def _translations(engine: Engine, document_id: str) -> list[Document]:
    others = engine.store.translations(document_id)
    return [other for other in others if other.metadata.status == "published"]
