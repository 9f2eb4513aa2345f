"""Figures that differ are set beside each other, newest first."""

import pytest
from making import make

from search_service.answers import Citation
from search_service.conflicts import conflicts, figures
from search_service.searcher import SearchHit


def cite(name: str, text: str, direct: str, year: int = 2020) -> Citation:
    made = make(name, [text], year=year)
    start = text.index(direct)
    hit = SearchHit(1, 1.0, made.passages[0], made.document)
    return Citation(hit, 0, len(text), direct=((start, start + len(direct)),))


@pytest.mark.parametrize(
    ("direct", "value"),
    [("1 800", 1800.0), ("2,1 miljonit", 2.1e6), ("EUR 2,670", 2670.0), ("8.4%", 8.4),
     ("1,3 miljardit", 1.3e9), ("20 tuhat", 20_000.0)],
)  # fmt: skip
def test_figures_are_read_in_both_notations(direct: str, value: float) -> None:
    assert figures(cite("a", f"Neid oli {direct} kokku.", direct)) == (value,)


def test_differing_figures_of_two_works_are_a_conflict_newest_first() -> None:
    old, new = cite("a", "Oli 273.", "273", 2018), cite("b", "Oli 545.", "545", 2023)
    (conflict,) = conflicts([old, new])
    assert conflict.citations == (new, old)


def test_rounding_repeats_and_single_documents_are_none() -> None:
    assert conflicts([cite("a", "Oli 1000.", "1000"), cite("b", "Oli 1 003.", "1 003")]) == ()
    assert conflicts([cite("a", "Oli 5.", "5"), cite("a", "Oli 6.", "6")]) == ()
    assert conflicts([cite("a", "Oli viis.", "viis"), cite("b", "Oli 6.", "6")]) == ()
