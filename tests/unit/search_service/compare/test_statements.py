"""A document's statements are its own characters, without headings, credits and scraps."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from making import make

from search_service.compare.statements import statements

TEXT = (
    "Camp\n\nWhy it was needed\n\nRural services were planned without the people who use them. "
    "Nobody asked.\n\nMoney\n\n• The county pays for the food and the rooms.\n"
    "• Two grants of EUR 5,000 came from a foundation.\n\n"
    "If you want to do the same\n\nA coordinator is needed for every camp.\n\n"
    "Written from public facts for the library of this product."
)


def read(text: str, section: str = ""):
    made = make("camp", [text], title="Camp", lang="en")
    passages = [replace(p, section=section) for p in made.passages]
    return statements(made.document, passages)


def test_statements_carry_heading_and_place():
    said = read(TEXT, "Camp › Why it was needed")
    assert [s.text for s in said] == [
        "Rural services were planned without the people who use them.",
        "The county pays for the food and the rooms.",
        "Two grants of EUR 5,000 came from a foundation.",
        "A coordinator is needed for every camp.",
    ]
    assert [s.heading for s in said] == [
        "Why it was needed", "Money", "Money", "If you want to do the same",
    ]  # fmt: skip
    assert [s.opening for s in said] == [True, False, False, False]
    assert [s.closing for s in said] == [False, False, False, True]
    assert [s.place for s in said] == sorted(s.place for s in said)


def test_a_stretch_of_two_passages_is_said_once():
    made = make("camp", [TEXT], title="Camp", lang="en")
    said = statements(made.document, made.passages * 2)
    assert len(said) == len(read(TEXT))


def test_a_document_without_headings_has_statements_too():
    said = read("The first sentence is long enough. The second sentence is long enough too.")
    assert len(said) == 2
    assert said[0].opening and not said[0].closing and said[0].heading == ""


@given(st.text())
def test_every_statement_is_a_stretch_of_its_passage(text):
    for each in read(text or "."):
        assert each.passage.text[each.start : each.end] == each.text
        assert each.text == each.text.strip() != ""
