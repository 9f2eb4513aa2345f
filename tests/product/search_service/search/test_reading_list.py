"""What is read for an answer: the best passages, and more of what the question names."""

import pytest

from search_service.index.filters import Filters
from search_service.search.reading_list import PASSAGES

ASKED = "Mis aitas üksilduse vastu Taanis?"


@pytest.fixture
def near(site):
    """More Estonian works on the matter than are read, and a Danish one that is less near."""
    for n in range(PASSAGES + 4):
        site.add(f"ee{n}", [f"Mis aitas üksilduse vastu? Näide {n}."])
    site.add("dk", ["Vabatahtlik käis eakal külas ja üksildus vähenes."], country="DK")
    site.engine.indexer.sync()
    return site


def read(site, question: str, filters: Filters | None = None) -> list[str]:
    result = site.engine.searcher.search(question, filters)
    return [hit.document.id for hit in site.engine.answerer.reading.of(result, filters).hits]


def test_a_named_country_is_read_beside_the_best(near) -> None:
    assert "dk" in read(near, ASKED)[PASSAGES:]
    assert "dk" not in read(near, "Mis aitas üksilduse vastu?")


def test_a_chosen_country_goes_before_a_named_one(near) -> None:
    assert "dk" not in read(near, ASKED, Filters(country=("EE",)))
