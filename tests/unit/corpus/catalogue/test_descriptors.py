"""Estonian readers are told target groups, methods and funding in Estonian."""

import csv

from corpus.catalogue import descriptors, glossary
from evals.library.facts import read_library


def test_terms_are_translated_for_estonian_readers_only() -> None:
    assert descriptors.name("older people", "et") == "eakad"
    assert descriptors.name("Co-creation", "et") == "koosloome"  # from the glossary
    assert descriptors.name("older people", "en") == "older people"
    assert descriptors.name("something new", "et") == "something new"


def test_every_term_of_the_shipped_library_is_translated_or_a_name() -> None:
    used = {
        term
        for metadata, _ in read_library()
        for term in (*metadata.target_groups, *metadata.methods, *metadata.funding)
    }
    plain = {term for term in used if term == term.lower()}
    assert len(plain) > 500
    assert [term for term in sorted(plain) if descriptors.name(term, "et") == term] == ["reform"]


def test_a_source_that_is_none_is_told_in_estonian() -> None:
    told = {s for m, _ in read_library() for s in m.sources if "general knowledge" in s}
    assert len(told) >= 4
    assert all(descriptors.name(source, "et").startswith("üldteadmised") for source in told)


def test_the_table_has_each_used_term_once() -> None:
    with descriptors.SHIPPED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert rows[0] == ["term_en", "term_et"] and all(len(row) == 2 and all(row) for row in rows)
    assert len({row[0] for row in rows}) == len(rows)
    assert len(glossary.read()) > 0
