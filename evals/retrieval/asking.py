"""Puts a set's query to the searcher, whatever it is: no query may end a run.

The page and the commands refuse a query that is too long or has no word, and tell the reader so.
A benchmark's query is searched whole, however long; one without a letter or figure finds nothing.
"""

from __future__ import annotations

from search_service.queries.query_text import has_words
from search_service.search.hits import SearchResult
from search_service.search.searcher import DEFAULT_HITS, Searcher


def ask(
    searcher: Searcher, text: str, *, limit: int = DEFAULT_HITS, lang: str | None = None
) -> SearchResult:
    """What the product's search finds, without the page's limits."""
    if not has_words(text):
        return SearchResult(text, lang or "en", (), 0.0)
    return searcher.search(text, limit=limit, lang=lang, longest=None)
