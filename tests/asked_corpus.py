"""Answers over the passages that a test puts into a real store; what they quote."""

from making import WordEncoder, make, make_answerer

from corpus.store.store import CorpusStore
from search_service.answers.answer import Answer
from search_service.index.filters import Filters
from search_service.reading.quote_finder import QuoteFinder
from search_service.search.hits import SearchHit, SearchResult

ENCODER = WordEncoder()


class Corpus:
    """A real store, asked over the passages that a test puts in."""

    def __init__(self, store: CorpusStore) -> None:
        self.store = store

    def ask(
        self,
        question: str,
        *passages: tuple[str, str],
        bar: float = 0.5,
        lang: str = "en",
        filters: Filters | None = None,
        finder_class: type[QuoteFinder] = QuoteFinder,
        **fields: object,
    ) -> Answer:
        """Asks over passages of (document, text), best first."""
        hits = []
        for rank, (name, text) in enumerate(passages, start=1):
            made = make(name, [text], **{"title": name, "lang": lang} | fields)
            self.store.add(*made)
            hits.append(SearchHit(rank, 1 / rank, made.passages[0], made.document))
        answerer = make_answerer(self.store, ENCODER, bar, finder_class=finder_class)
        return answerer.answer(SearchResult(question, lang, tuple(hits), 1.0), filters)


def quotes(answer: Answer) -> list[str]:
    return [citation.quote for claim in answer.claims for citation in claim.citations]
