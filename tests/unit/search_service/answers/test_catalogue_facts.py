"""The catalogue answers what it knows, in the reader's words, for the works that are asked about."""

from dataclasses import replace

import pytest
from making import make
from reading_scene import question

from search_service.answers.catalogue_facts import facts, label, shown
from search_service.reading.purposes import PURPOSES

AED = make(
    "aed", country="DK", year=2016, funding=("state budget",), evidence_level="evaluated"
).document
PARK = make("park", funding=("donations",)).document


def told(works: tuple[str, ...] = (), **purposes: float) -> list[tuple[str, str]]:
    spread = dict.fromkeys(PURPOSES, 0.0) | purposes
    asked = replace(question("Mis?", ("aed", 1.0)), purposes=spread, works=works)
    return [(fact.document.id, shown(fact, "et")) for fact in facts(asked, [AED, PARK])]


@pytest.mark.parametrize(
    ("purpose", "expected"),
    [
        ("money", [("aed", "riigieelarve"), ("park", "annetused")]),
        ("results", [("aed", "välishindamine")]),
        ("who-when-where", [("aed", "2016"), ("aed", "Taani")]),
        ("how", []),
    ],
)
def test_fields_of_the_purpose(purpose: str, expected: list[tuple[str, str]]) -> None:
    assert told(**{purpose: 0.9}) == expected
    assert told(**{purpose: 0.1}) == []


def test_only_of_works_that_are_named_if_any_is() -> None:
    assert told(works=("park",), money=0.9) == [("park", "annetused")]


def test_a_field_has_a_name() -> None:
    spread = dict.fromkeys(PURPOSES, 0.0) | {"money": 1.0}
    asked = replace(question("Mis?", ("aed", 1.0)), purposes=spread)
    (fact,) = facts(asked, [AED])
    assert (label(fact, "et"), label(fact, "en")) == ("Rahastus", "Funding")


def test_two_quotes_of_one_document_tell_a_field_once() -> None:
    spread = dict.fromkeys(PURPOSES, 0.0) | {"money": 1.0}
    asked = replace(question("Mis?", ("aed", 1.0)), purposes=spread)
    assert [fact.document.id for fact in facts(asked, [AED, AED, PARK])] == ["aed", "park"]
