"""Overviews count what a count over the store's documents comes to, a translation once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from making import make

from corpus.catalogue.vocabulary import COUNTRIES
from corpus.store.store import CorpusStore
from search_service.documents.country_map import shade, squares
from search_service.documents.evidence_map import AXES, COLUMNS, chosen, drawn, map_works
from search_service.documents.overviews import KINDS, practices, values, works_with
from search_service.documents.practice_links import mentions, nearest_abroad
from search_service.documents.shelf import PublishedDocuments, Shelf

NULL = "Results\n\nVisits had no effect on loneliness."
_PRACTICES: dict[str, dict[str, object]] = {
    "lunch": {"lang": "en", "country": "FI", "organisations": ("Town Hall",)},
    "louna": {"country": "FI", "organisations": ("TOWN HALL",), "translation_of": "lunch"},
    "visits": {"lang": "en", "country": "DK", "methods": ("befriending",)},
    "garden": {"lang": "en", "country": "DK", "methods": ("befriending", "reuse")},
    "paper": {"type": "policy", "country": "EE", "organisations": ("Town hall", "Ministry")},
    "hidden": {"country": "FI", "status": "withdrawn"},
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CorpusStore]:
    opened = CorpusStore.in_folder(Path(tmp_path_factory.mktemp("overviews")))
    texts = {"visits": [NULL], "paper": ["Garden on hea näide."]}
    for name, fields in _PRACTICES.items():
        opened.add(*make(name, texts.get(name, ["Results\n\nSome 40 came."]), **fields))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def shelf(store: CorpusStore) -> Shelf:
    return PublishedDocuments(store).shelf()


def test_a_translation_counts_once(shelf: Shelf) -> None:
    assert values(shelf, KINDS["country"]) == {"DK": 2, "EE": 1, "FI": 1}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lang", ["et", "en"])
def test_a_value_has_as_many_works_as_it_says(shelf: Shelf, kind: str, lang: str) -> None:
    for value, n in values(shelf, KINDS[kind]).items():
        assert len(works_with(shelf, KINDS[kind], value, lang)) == n


def test_organisations_that_differ_by_capitals_are_one(shelf: Shelf) -> None:
    assert values(shelf, KINDS["organisation"]) == {"TOWN HALL": 2, "Ministry": 1}


@pytest.mark.parametrize(("lang", "shown"), [("et", "louna"), ("en", "lunch")])
def test_a_reader_sees_the_version_in_the_own_language(shelf: Shelf, lang: str, shown: str) -> None:
    assert [each.id for each in works_with(shelf, KINDS["country"], "fi", lang)] == [shown]


def test_practices_abroad_share_terms(shelf: Shelf) -> None:
    assert nearest_abroad(shelf, shelf.by_id["lunch"], "en") == []
    estonian = make("kylla", country="EE", methods=("befriending", "reuse")).document
    found = nearest_abroad(shelf, estonian, "en")
    assert [each.document.id for each in found] == ["garden", "visits"]
    assert found[1].shared == {"methods": ("befriending",)}


def test_mentions_are_found_by_name(store: CorpusStore, shelf: Shelf) -> None:
    assert [d.id for d in mentions(store, shelf, shelf.by_id["garden"], "en")] == ["paper"]
    assert mentions(store, shelf, shelf.by_id["visits"], "en") == []


@pytest.mark.parametrize("axis", AXES)
@pytest.mark.parametrize("lang", ["et", "en"])
def test_each_mark_opens_as_many_works_as_it_says(store: CorpusStore, axis: str, lang: str) -> None:
    published = PublishedDocuments(store)
    shelf = published.shelf()
    works = map_works(practices(shelf, lang), shelf.versions, published.outcomes())
    drawing = drawn(works, AXES[axis])
    assert drawing.works == 3
    assert drawing.by_direction == {"reported": 2, "null": 1}
    for row in drawing.rows:
        assert len(chosen(works, AXES[axis], row.group)) == row.works
        for column, marks in zip(drawing.columns, row.cells, strict=True):
            for mark in marks:
                found = chosen(works, AXES[axis], row.group, column, mark.level, mark.direction)
                assert len(found) == mark.works
            assert sum(m.works for m in marks) == len(chosen(works, AXES[axis], row.group, column))


def test_a_translation_tells_of_no_effect_for_its_original(store: CorpusStore) -> None:
    shelf = PublishedDocuments(store).shelf()
    outcomes = PublishedDocuments(store).outcomes()
    told = {"lunch": outcomes["visits"], "louna": outcomes["louna"]}
    found = map_works(practices(shelf, "et"), shelf.versions, told)
    assert {w.document.id: w.outcome.direction for w in found}["louna"] == "null"


def test_groups_of_the_map_are_named() -> None:
    assert all(len(set(names)) == 2 for names in COLUMNS.names.values())


@pytest.mark.parametrize("code", COUNTRIES)
def test_every_country_has_a_square_of_its_own(code: str) -> None:
    drawn_squares = squares(dict.fromkeys(COUNTRIES, 1))
    places = [(each.x, each.y) for each in drawn_squares]
    assert [each.works for each in drawn_squares if each.country == code] == [1]
    assert len(places) == len(set(places))


@pytest.mark.parametrize(("works", "expected"), [(0, 0), (1, 1), (6, 2), (16, 3), (100, 4)])
def test_a_square_is_darker_the_more_it_has(works: int, expected: int) -> None:
    assert shade(works, 100) == expected
