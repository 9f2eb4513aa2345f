"""Concepts: the glossary's names are found in a query in any form, acronyms only as written."""

import pytest

from corpus.catalogue.glossary import Term, read
from search_service.queries.concepts import Concepts
from search_service.words.analyzer import Analyzer

TERMS = [
    Term(("ajapank", "ajapangandus"), ("time bank", "timebank"), "", ""),
    Term(("sotsiaalse mõju võlakiri",), ("social impact bond", "SIB"), "", ""),
    Term(("NEET-noor",), ("young person not in work",), "", ""),
]


@pytest.fixture(scope="module")
def concepts() -> Concepts:
    return Concepts(TERMS, Analyzer())


@pytest.mark.parametrize(
    ("query", "lang", "names"),
    [
        ("Mis on ajapank?", "et", ["time bank", "timebank"]),
        ("ajapankade ja ajapanga kohta", "et", ["time bank", "timebank"]),
        ("How do time banks work?", "en", ["ajapank", "ajapangandus"]),
        ("Social impact bonds in Europe", "en", ["sotsiaalse mõju võlakiri"]),
        ("What is a SIB?", "en", ["sotsiaalse mõju võlakiri"]),
        ("a sib of mine", "en", []),
        ("time is a river bank", "en", []),
        ("pank", "et", []),
    ],
)
def test_names_elsewhere(concepts: Concepts, query: str, lang: str, names: list[str]) -> None:
    assert concepts.names(query, lang).elsewhere == names


@pytest.mark.parametrize(
    ("query", "lang", "names"),
    [
        ("What is a SIB?", "en", ["social impact bond"]),
        ("Social impact bonds in Europe", "en", ["SIB"]),
        ("Social impact bonds (SIB) in Europe", "en", ["social impact bond"]),
        ("How do time banks work?", "en", ["timebank"]),
        ("Mis on ajapank?", "et", ["ajapangandus"]),
        ("Mis on pank?", "et", []),
    ],
)
def test_acronyms_and_other_names_of_the_same_language(
    concepts: Concepts, query: str, lang: str, names: list[str]
) -> None:
    assert concepts.names(query, lang).here == names


@pytest.mark.parametrize(
    ("query", "lang", "names"),
    [
        ("ajapangandus Eestis", "et", ["ajapank"]),
        ("ajapangandus ja ajapank", "et", []),
        ("What is a SIB?", "en", ["social impact bond"]),
        ("Mis on ajapank?", "et", []),
    ],
)
def test_the_preferred_name_where_another_is_used(
    concepts: Concepts, query: str, lang: str, names: list[str]
) -> None:
    assert concepts.names(query, lang).preferred == names


def test_every_preferred_name_of_the_shipped_glossary_is_found() -> None:
    terms = read()
    concepts = Concepts(terms, Analyzer())
    lost = [
        (own, lang)
        for term in terms
        for own, other, lang in ((term.et[0], term.en[0], "et"), (term.en[0], term.et[0], "en"))
        if other not in concepts.names(own, lang).elsewhere
    ]
    assert lost == []


@pytest.mark.parametrize(
    ("query", "lang", "preferred"),
    [
        ("what is ajapank", "en", ["time bank"]),
        ("How do ajapangad work?", "en", ["time bank"]),
        ("What is sotsiaalse mõju võlakiri?", "en", ["social impact bond"]),
        ("Mis on time bank?", "et", ["ajapank"]),
        ("social impact bond Eestis", "et", ["sotsiaalse mõju võlakiri"]),
        ("what is a bank", "en", []),
        ("Mis on pank?", "et", []),
    ],
)
def test_a_name_may_stand_in_the_other_language(
    concepts: Concepts, query: str, lang: str, preferred: list[str]
) -> None:
    assert concepts.names(query, lang).preferred == preferred


def test_a_strange_word_of_a_long_sentence_is_no_term(concepts: Concepts) -> None:
    long = "Ajapank said that they would not have come to the meeting in the old town hall"
    assert concepts.names(long, "en").elsewhere == []
