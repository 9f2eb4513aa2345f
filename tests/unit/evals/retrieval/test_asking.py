"""No query of a set ends a run: the page's limits are the page's."""

import pytest

from corpus.errors import BadInput
from evals.retrieval import asking
from search_service.queries import query_text
from search_service.search.hits import SearchResult


class Reading:
    """A searcher that reads the query as the product's does, and finds nothing."""

    def search(
        self, query: str, *, limit: int, lang: str | None, longest: int | None
    ) -> SearchResult:
        return SearchResult(query_text.read(query, longest).text, lang or "en", (), float(limit))


@pytest.mark.parametrize(
    "text", ["word " * 1_000, "a" * 5_000, "„jutumärgid“ " * 400, "?", "", "\n…\n", "2 + 2"]
)
def test_every_query_is_asked_or_finds_nothing(text: str) -> None:
    found = asking.ask(Reading(), text, limit=7)  # type: ignore[arg-type]
    assert found.hits == ()


def test_a_long_query_is_searched_whole() -> None:
    text = "Debate: " + "should zoos exist? " * 300
    assert asking.ask(Reading(), text).query == " ".join(text.split())  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["word " * 1_000, "?", ""])
def test_the_products_own_limit_stays(text: str) -> None:
    with pytest.raises(BadInput):
        query_text.read(text)
