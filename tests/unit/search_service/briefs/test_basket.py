"""A basket's address: what is written is read again, and what is no item is left out and counted."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_service.briefs import basket
from search_service.briefs.basket import (
    LONGEST_NOTE,
    LONGEST_NOTES,
    MOST_ITEMS,
    Basket,
    BasketItem,
    ComparisonItem,
    QuoteItem,
    WorkItem,
)

IDS = st.from_regex(r"[a-zõäöü0-9][a-z0-9.~-]{0,20}", fullmatch=True)
QUOTES = st.builds(
    lambda passage, start, length, mark: QuoteItem(passage, start, start + length, mark),
    IDS,
    st.integers(0, 9_000),
    st.integers(1, 900),
    st.sampled_from(["", "7401cf2e4f"]),
)
COMPARISONS = st.lists(IDS, min_size=2, max_size=6, unique=True).map(tuple).map(ComparisonItem)
ITEMS = st.one_of(QUOTES, st.builds(WorkItem, IDS), COMPARISONS)
# A word of any letters; texts are kept with single blanks, notes with their lines.
WORDS = st.lists(
    st.text(st.characters(exclude_categories=("Cs", "Cc", "Z")), min_size=1, max_size=8), max_size=4
)
LINES = WORDS.map(" ".join)
NOTES = st.lists(LINES.filter(bool), max_size=3).map("\n".join)
BASKETS = st.builds(
    lambda title, question, note, items: Basket(
        title, question, note, tuple(BasketItem(item, own) for item, own in items.items())
    ),
    LINES,
    LINES,
    NOTES,
    st.dictionaries(ITEMS, NOTES, max_size=6),
)


def reread(made: Basket) -> Basket:
    pairs = parse_qsl(urlsplit(made.address()).query, keep_blank_values=True)
    return basket.read(pairs)


@given(BASKETS)
def test_an_address_is_read_as_it_was_written(made):
    assert reread(made) == made


@given(BASKETS, st.integers(0, 5))
def test_moving_there_and_back_changes_nothing(made, at):
    assert made.swapped(at).swapped(at) == made
    assert len(made.without(at).items) == len(made.items) - (at < len(made.items))


@given(st.lists(st.tuples(st.sampled_from(["item", "note", "title", "x"]), st.text())))
def test_whatever_an_address_says_gives_a_basket(pairs):
    made = basket.read(pairs)
    assert reread(made).items == made.items


@pytest.mark.parametrize(
    "text",
    [
        "", "work:", "work:a,b", "work:a b", "work:<script>", "quote:a~1", "quote:a~1:5:5",
        "quote:a~1:9:5", "quote:a~1:-1:5", "quote:a~1:x:5", "quote:a~1:0:99999999", "quote::0:5",
        "quote:a~1:0:5:m:n", "compare:a", "compare:a,a", "compare:a,b,c,d,e,f,g", "other:a",
        "work:../etc/passwd", f"work:{'a' * 301}",
    ],
)  # fmt: skip
def test_what_is_no_item_is_left_out_and_counted(text):
    assert basket.item(text) is None
    made = basket.read([("item", text), ("note", "of nothing"), ("item", "work:a")])
    assert made == Basket(items=(BasketItem(WorkItem("a")),), left_out=1)


def test_a_note_belongs_to_the_item_before_it():
    said = [("note", "whole"), ("item", "work:a"), ("item", "work:b"), ("note", " of\r\n b ")]
    made = basket.read(said)
    assert made.note == "whole"
    assert [each.note for each in made.items] == ["", "of\nb"]


def test_the_same_thing_is_collected_once():
    made = basket.read([("item", "work:a"), ("note", "first"), ("item", "work:a")])
    assert made.items == (BasketItem(WorkItem("a"), "first"),)
    assert made.with_item(WorkItem("a")) == made
    assert made.with_item(WorkItem("b")).items[-1] == BasketItem(WorkItem("b"))


def test_there_is_an_end_to_items_and_notes():
    said = [pair for n in range(50) for pair in (("item", f"work:w{n}"), ("note", "x" * 2_000))]
    made = basket.read(said)
    assert (len(made.items), made.left_out) == (MOST_ITEMS, 10)
    assert len(made.items[0].note) == LONGEST_NOTE
    assert sum(len(each.note) for each in made.items) == LONGEST_NOTES


@pytest.mark.parametrize(
    ("address", "found"),
    [
        (
            "https://example.org/documents/a.en?passage=a.en~12&start=3&end=9&quote=7401cf2e4f#passage",
            QuoteItem("a.en~12", 3, 9, "7401cf2e4f"),
        ),
        ("/documents/a?passage=a~1&start=3&end=9", QuoteItem("a~1", 3, 9)),
        ("http://localhost:8000/documents/a.et", WorkItem("a.et")),
        ("/documents/a/pages/3?passage=a~1", WorkItem("a")),
        ("/compare?works=a&works=b&ui=en", ComparisonItem(("a", "b"))),
        ("http://localhost:8000/practices/a.et?from=/", WorkItem("a.et")),
        ("/basket?item=quote%3Aa~1%3A3%3A9", QuoteItem("a~1", 3, 9)),
        ("/basket?title=empty", None),
        ("work:a", WorkItem("a")),
        ("/compare?works=a", None),
        ("https://example.org/", None),
        ("javascript:alert(1)", None),
        ("nothing of the sort", None),
        ("http://[bad", None),
    ],
)
def test_an_address_that_a_reader_pastes_names_its_item(address, found):
    assert basket.pasted(address) == found
