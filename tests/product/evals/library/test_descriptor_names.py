"""Every descriptor of the shipped library has a name in both languages; funds' names are theirs."""

from corpus import tables
from corpus.catalogue import descriptors, glossary
from evals.library.facts import read_sources


def _used() -> set[str]:
    return {
        term
        for metadata, _ in read_sources()
        for term in (*metadata.target_groups, *metadata.methods, *metadata.funding)
    }


def _named() -> dict[str, str]:
    rows = tables.rows(descriptors.SHIPPED, ("term_en", "term_et"))
    terms = {name: term.et[0] for term in glossary.read() for name in term.en}
    return terms | {row["term_en"]: row["term_et"] for row in rows}


def test_no_estonian_page_shows_an_english_descriptor() -> None:
    named = {name.casefold() for name in _named()}
    assert sorted(term for term in _used() if term.casefold() not in named) == []


def test_no_english_page_shows_an_estonian_descriptor() -> None:
    named = _named()
    english = {name.casefold() for name in named}
    estonian = {name.casefold() for name in named.values()} - english
    assert sorted(term for term in _used() if term.casefold() in estonian) == []
