"""Ids: the same content has the same name everywhere, in letters that any system can hold."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import ids
from corpus.catalogue.catalogue import ID_PATTERN


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Õppereis Taani", "oppereis-taani"),
        ("Łódź – Straße", "lodz-strasse"),
        ("  --  ", "document"),
        ("日本語", "document"),
        ("A_b.C", "a-b-c"),
    ],
)
def test_a_slug_is_ascii_words(name: str, slug: str) -> None:
    assert ids.slug(name) == slug


@given(st.text())
def test_every_slug_is_plain_and_stays_what_it_is(name: str) -> None:
    slug = ids.slug(name)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert ids.slug(slug) == slug


@given(st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1))
def test_every_document_id_is_one_that_the_catalogue_takes(name: str) -> None:
    made = ids.document_id(f"/home/{name}.pdf", ids.digest(b"content"))
    assert ID_PATTERN.fullmatch(made)
    assert made.endswith("-ed7002b4")


def test_the_known_answers() -> None:
    assert ids.digest(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert ids.document_id("x/Noorte Tugila.pdf", "9f86d0818884") == "noorte-tugila-9f86d081"
    assert ids.passage_id("a", "Some text", 0) == "a~4c2e9e6da3"
    assert ids.passage_id("a", "Some text", 2) == "a~4c2e9e6da3.2"


@given(st.text(st.characters(exclude_categories=["Cs"])), st.text(), st.integers(0, 5))
def test_a_passage_keeps_its_id_while_its_text_stays(text: str, other: str, repeat: int) -> None:
    made = ids.passage_id("a", text, repeat)
    assert made == ids.passage_id("a", text, repeat)
    assert made != ids.passage_id("b", text, repeat)
    assert made != ids.passage_id("a", text, repeat + 1)
    assert made != ids.passage_id("a", f"{text}.", repeat)
