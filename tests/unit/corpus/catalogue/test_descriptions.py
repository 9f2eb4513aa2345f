"""A description is changed in place, and reads back as what was wanted."""

import pytest
from hypothesis import given as examples
from hypothesis import strategies as st

from corpus.catalogue.catalogue import parse, read_yaml
from corpus.catalogue.descriptions import changed, given, written
from corpus.documents import Metadata, Reference
from corpus.errors import BadInput

FORMER = """\
id: toidupank   # the file's name
title: "Vana"
sectors: [poverty-food]
sources:
  - "err.ee/1"
  - "err.ee/2"

year: 2010
"""


def test_only_the_named_fields_change() -> None:
    made = changed(FORMER, {"title": "Uus: „pealkiri“", "sources": ["a.ee", "b.ee"]})
    assert made == (
        "id: toidupank   # the file's name\n"
        'title: "Uus: „pealkiri“"\n'
        "sectors: [poverty-food]\n"
        'sources: ["a.ee", "b.ee"]\n'
        "\n"
        "year: 2010\n"
    )


def test_a_new_field_is_added_and_an_old_one_cleared() -> None:
    made = changed(FORMER.rstrip("\n"), {"country": "NO", "year": None})
    assert read_yaml(made, "x") == read_yaml(FORMER, "x") | {"country": "NO", "year": None}
    assert made.endswith('year: null\ncountry: "NO"\n')


def test_what_cannot_be_changed_line_by_line_is_written_anew() -> None:
    made = changed("{id: a, title: b}\n", {"title": "c"})
    assert read_yaml(made, "x") == {"id": "a", "title": "c"}


@examples(st.text(st.characters(exclude_categories=["Cs"])), st.lists(st.text("aõ:#'\"-[],no ")))
def test_any_value_reads_back(title: str, sources: list[str]) -> None:
    made = changed(FORMER, {"title": title, "sources": sources})
    assert read_yaml(made, "x") == read_yaml(FORMER, "x") | {"title": title, "sources": sources}


def test_a_whole_description_is_the_metadata() -> None:
    metadata = Metadata(
        id="a", title="Pealkiri", lang="et", type="report", country="NO", year=2020,
        sectors=("culture", "justice"), sources=(Reference("Lugu", "ERR", 2018, "https://err.ee/1", "2026-11-28"),),
    )  # fmt: skip
    assert parse(read_yaml(written(metadata), "x"), "x") == metadata


def test_words_become_values() -> None:
    words = ["year=2018", "title=A = B", "sectors=culture", "sectors=justice", "place=", "funding="]
    assert given(words) == {
        "year": 2018,
        "title": "A = B",
        "sectors": ["culture", "justice"],
        "place": None,
        "funding": [],
    }


@pytest.mark.parametrize("words", [["year"], ["=2018"], ["year=2018", "year=2019"]])
def test_wrong_words_are_told(words: list[str]) -> None:
    with pytest.raises(BadInput):
        given(words)
