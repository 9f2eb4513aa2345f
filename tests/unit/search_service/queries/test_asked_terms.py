"""A query that asks for a term gets the glossary's entry; another does not."""

import pytest

from corpus.catalogue import glossary
from search_service.queries.asked_terms import AskedTerms
from search_service.words.analyzer import Analyzer

ASKED = AskedTerms(glossary.read(), Analyzer())


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("mis on SIB", "social impact bond"),
        ("SIB", "social impact bond"),
        ("What is a social impact bond?", "social impact bond"),
        ("What are social impact bonds?", "social impact bond"),
        ("what does SIB mean?", "social impact bond"),
        ("Mida tähendab koosloome?", "co-creation"),
        ("Mis on ajapangad?", "time bank"),
        ("what does SIB cost?", None),
        ("mis on SIB Soomes", None),
        ("ajapank Tallinnas", None),
        ("mis on", None),
        ("?", None),
        ("mis on " + "x" * 2000, None),
    ],
)
def test_only_what_asks_for_a_term_finds_it(query: str, name: str | None) -> None:
    found = ASKED.find(query)
    assert (found.en[0] if found else None) == name
