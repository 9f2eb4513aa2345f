"""What is suggested begins with what was typed, however it was typed."""

from pathlib import Path

import pytest
from making import make

from corpus.catalogue.glossary import Term
from corpus.store.store import CorpusStore
from search_service.documents.shelf import PublishedDocuments
from search_service.documents.suggestions import MOST, Suggestions

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
    given = Suggestions(TERMS, {lang: ["Kuidas kaasata?"]}).of(typed, shelf, lang)
    assert [each.text for each in given] == found
    store.close()


def test_no_more_than_fit_and_none_twice(tmp_path: Path) -> None:
    store = CorpusStore.in_folder(tmp_path)
    for number in range(20):
        store.add(*make(f"d{number}", title=f"Aed {number % 15}"))
    found = Suggestions([], {}).of("aed", PublishedDocuments(store).shelf(), "et")
    assert len(found) == MOST == len({each.text for each in found})
    store.close()


class Examples(list[str]):
    """Counts how often it is read."""

    read = 0

    def __iter__(self):
        self.read += 1
        return super().__iter__()


def test_names_are_folded_once_for_each_state_of_the_library(tmp_path: Path) -> None:
    store = CorpusStore.in_folder(tmp_path)
    store.add(*make("aed", title="Kogukonnaaed"))
    examples = Examples(["Kuidas kaasata?"])
    published, known = PublishedDocuments(store), Suggestions(TERMS, {"et": examples})
    for typed in ("ko", "kogu", "kogukonna"):
        assert len(known.of(typed, published.shelf(), "et")) == 1
    assert examples.read == 1
    store.add(*make("mets", title="Kogukonnamets"))
    assert len(known.of("kogukonna", published.shelf(), "et")) == 2
    assert examples.read == 2
    store.close()
