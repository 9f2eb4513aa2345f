"""Results are works, in the order that was asked for, part by part."""

import pytest
from making import make

from search_service.search.hits import SearchHit
from search_service.web.work_results import shown


def _hits(*described: tuple[str, int | None, str | None]) -> list[SearchHit]:
    hits = []
    for rank, (name, year, level) in enumerate(described, start=1):
        document, _, passages = make(name, year=year, evidence_level=level)
        hits.append(SearchHit(rank, 1 / rank, passages[0], document))
    return hits


FOUND = _hits(
    ("a", 2010, "self-reported"), ("b", 2024, None), ("a", 2010, "self-reported"),
    ("c", None, "controlled"), ("d", 2024, "evaluated"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("sort", "order"), [("relevance", "abcd"), ("newest", "bdac"), ("evidence", "cdab")]
)
def test_each_work_once_in_order(sort: str, order: str) -> None:
    part = shown(FOUND, sort, 1)
    assert "".join(work.document.id for work in part.works) == order
    assert {work.document.id: len(work.hits) for work in part.works}["a"] == 2
    assert (part.part, part.parts, part.nearest) == (1, 1, 4)


@pytest.mark.parametrize(("asked", "part", "first"), [(0, 1, "w0"), (2, 2, "w10"), (99, 3, "w20")])
def test_parts_of_ten(asked: int, part: int, first: str) -> None:
    found = shown(_hits(*((f"w{n}", None, None) for n in range(23))), "relevance", asked)
    assert (found.part, found.parts, found.nearest) == (part, 3, 23)
    assert found.works[0].document.id == first


def test_nothing_found_is_one_empty_part() -> None:
    assert shown([], "newest", 1) == ([], 1, 1, 0)
