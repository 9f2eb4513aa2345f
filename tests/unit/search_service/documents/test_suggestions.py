"""What is suggested begins with what was typed, however it was typed."""

from pathlib import Path

import pytest
from making import make

from corpus.catalogue.glossary import Term
from corpus.store.store import CorpusStore
from search_service.documents.shelf import PublishedDocuments
from search_service.documents.suggestions import MOST, suggestions

TERMS = [
    Term(("sotsiaalne ettevõte",), ("social enterprise",), "", ""),
    Term(("üksildus", "üksindus"), ("loneliness",), "", ""),
]


@pytest.mark.parametrize(
    ("typed", "lang", "found"),
    [
        ("uksi", "et", ["üksildus", "üksindus"]),
        ("ÜKSIN", "et", ["üksindus"]),
        ("ettev", "et", ["sotsiaalne ettevõte"]),
        ("lone", "en", ["loneliness"]),
        ("Vunki", "et", ["Vunki mano! loometalgud"]),
        ("Kõdu", "et", ["Kodukant MTÜ"]),
        ("kuidas", "et", ["Kuidas kaasata?"]),
        ("u", "et", []),
        ("nks", "et", []),
        (" ", "et", []),
    ],
)
def test_names_are_found(tmp_path: Path, typed: str, lang: str, found: list[str]) -> None:
    store = CorpusStore.in_folder(tmp_path)
    store.add(*make("vunki", title="Vunki mano! loometalgud", organisations=("Kodukant MTÜ",)))
    shelf = PublishedDocuments(store).shelf()
    given = suggestions(typed, shelf, TERMS, ["Kuidas kaasata?"], lang)
    assert [each.text for each in given] == found
    store.close()


def test_no_more_than_fit_and_none_twice(tmp_path: Path) -> None:
    store = CorpusStore.in_folder(tmp_path)
    for number in range(20):
        store.add(*make(f"d{number}", title=f"Aed {number % 15}"))
    found = suggestions("aed", PublishedDocuments(store).shelf(), [], [], "et")
    assert len(found) == MOST == len({each.text for each in found})
    store.close()
