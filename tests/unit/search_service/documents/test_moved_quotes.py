"""A permanent link finds its quote again, or says that it is gone."""

import pytest
from making import make

from search_service.answers.answer import Citation
from search_service.documents.moved_quotes import find
from search_service.search.searcher import SearchHit

QUOTE = "The camp had forty guests."


def link_of(text: str) -> tuple[str, str, int]:
    made = make("camp", [text])
    start = text.index(QUOTE)
    hit = SearchHit(1, 1.0, made.passages[0], made.document)
    citation = Citation(hit, start, start + len(QUOTE))
    mark = citation.link.split("quote=")[1].split("#")[0]
    return citation.link, mark, len(QUOTE)


def test_the_quote_is_found_where_it_stands_now() -> None:
    _, mark, length = link_of(f"It rained. {QUOTE}")
    made = make("camp", ["Another page.", f"New words. {QUOTE} More."])
    passage, start, end = find(made.passages, mark, length) or pytest.fail("not found")
    assert passage is made.passages[1] and passage.text[start:end] == QUOTE


def test_a_changed_quote_is_not_the_same() -> None:
    _, mark, length = link_of(QUOTE)
    changed = make("camp", ["The camp had fourty guests. Sure."])
    assert find(changed.passages, mark, length) is None


@pytest.mark.parametrize(("mark", "length"), [("", 10), ("abc", 0), ("abc", -5), ("abc", 10**9)])
def test_nonsense_finds_nothing(mark: str, length: int) -> None:
    assert find(make("camp", [QUOTE]).passages, mark, length) is None
