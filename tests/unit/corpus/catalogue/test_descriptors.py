"""Estonian readers are told target groups, methods and funding in Estonian."""

import csv

from corpus.catalogue import descriptors, glossary


def test_terms_are_translated_for_estonian_readers_only() -> None:
    assert descriptors.name("older people", "et") == "eakad"
    assert descriptors.name("Co-creation", "et") == "koosloome"  # from the glossary
    assert descriptors.name("older people", "en") == "older people"
    assert descriptors.name("something new", "et") == "something new"


def test_the_table_has_each_used_term_once() -> None:
    with descriptors.SHIPPED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert rows[0] == ["term_en", "term_et"] and all(len(row) == 2 and all(row) for row in rows)
    assert len({row[0] for row in rows}) == len(rows)
    assert len(glossary.read()) > 0
