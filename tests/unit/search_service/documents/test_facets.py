"""Facets count what a count over the store's documents comes to, whatever filters are in force."""

import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from making import make

from corpus.catalogue.vocabulary import EVIDENCE_LEVELS, TYPES
from corpus.documents import Document
from corpus.store.store import CorpusStore
from search_service.documents.facets import FACETS, choices, facets, works
from search_service.documents.shelf import PublishedDocuments
from search_service.index.filters import Filters, checked

_DRAWN = random.Random(17)
VALUES = {
    "lang": ("et", "en"),
    "country": ("EE", "FI", "DK"),
    "type": tuple(TYPES),
    "sector": ("culture", "justice", "employment"),
    "target_group": ("older people", "NGOs"),
    "method": ("mentoring", "hackathon"),
    "funder": ("ESF", "state budget"),
    "evidence_level": tuple(EVIDENCE_LEVELS),
}
FIELDS = {each.name: each.field for each in FACETS}


def _described(number: int) -> dict[str, object]:
    def some(name: str) -> tuple[str, ...]:
        return tuple(_DRAWN.sample(VALUES[name], _DRAWN.randint(0, 2)))

    return {
        "lang": _DRAWN.choice(VALUES["lang"]),
        "country": _DRAWN.choice((*VALUES["country"], None)),
        "type": _DRAWN.choice(VALUES["type"]),
        "evidence_level": _DRAWN.choice((*VALUES["evidence_level"], None)),
        "year": _DRAWN.choice((None, 2010, 2018, 2024)),
        "sectors": some("sector"),
        "target_groups": some("target_group"),
        "methods": some("method"),
        "funding": some("funder"),
        "translation_of": f"work-{number - 1}" if number % 4 == 0 and number else None,
        "status": "withdrawn" if number % 11 == 0 else "published",
    }


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CorpusStore]:
    opened = CorpusStore.in_folder(Path(tmp_path_factory.mktemp("facets")))
    for number in range(60):
        opened.add(*make(f"work-{number}", **_described(number)))
    yield opened
    opened.close()


def _drawn(seed: int) -> Filters:
    draw = random.Random(seed)
    given: dict[str, object] = {
        name: tuple(draw.sample(values, draw.randint(1, len(values))))
        for name, values in VALUES.items()
        if draw.random() < 0.3
    }
    if draw.random() < 0.3:
        given["not_country"] = ("EE",)
    if draw.random() < 0.3:
        given["year_from"] = draw.choice((2010, 2018))
    return checked(**given)


def _counted(documents: list[Document], field: str) -> Counter[str]:
    pairs = set()
    for document in documents:
        value = getattr(document.metadata, field)
        for each in value if isinstance(value, tuple) else (value,):
            if each is not None:
                pairs.add((document.metadata.work, str(each)))
    return Counter(value for _, value in pairs)


@pytest.mark.parametrize("seed", range(200))
def test_counts_equal_a_count_over_the_store(store: CorpusStore, seed: int) -> None:
    filters = _drawn(seed)
    shelf = PublishedDocuments(store).shelf()
    found = [
        document
        for document in store.documents()
        if document.metadata.status == "published" and filters.fit(document.metadata)
    ]
    counted = facets(shelf.matching(filters))
    assert works(found) == works(shelf.matching(filters))
    for name, field in {**FIELDS, "year": "year"}.items():
        assert counted[name] == _counted(found, field)


def test_a_choice_is_counted_as_if_nothing_were_chosen_beside_it(store: CorpusStore) -> None:
    shelf = PublishedDocuments(store).shelf()
    country = next(each for each in FACETS if each.name == "country")
    free = Filters(type=("practice",))
    chosen = Filters(type=("practice",), country=("DK",))
    assert choices(shelf, chosen, country) == choices(shelf, free, country)
    assert facets(shelf.matching(chosen))["country"] == {"DK": choices(shelf, free, country)["DK"]}
