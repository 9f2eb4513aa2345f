"""Word lists are written as they are read, and every shipped one can be compiled."""

from pathlib import Path

import pytest
from making import REPOSITORY

from corpus import tables
from search_service.words.word_lists import WordLists, any_of, words_beside


@pytest.mark.parametrize(
    ("wording", "fits", "fits_not"),
    [
        ("kasvas", ["Kulud kasvas.", "KASVAS"], ["kasvasid", "ülekasvas"]),
        ("kasva*", ["kasvasid", "kasva"], ["ülekasva"]),
        ("*määr", ["tööhõive määr", "maksumäär"], ["määra"]),
        ("ei (leia|tea)", ["me ei tea"], ["ei teata", "ei leida"]),
        ("(suuren|paran)(es|esid|em*)", ["paranes", "paranemine"], ["parandas"]),
        ("ole _? teada", ["ole teada", "ole veel teada"], ["ole veel täpselt teada"]),
        ("oli _{0,2} mõju", ["oli mõju", "oli suur hea mõju"], ["oli a b c mõju"]),
        ("mõju(?! kohta)", ["oli mõju"], ["mõju kohta"]),
        (r"väh\w+", ["vähenes"], ["väh"]),
        ("(?-i:See)", ["See oli"], ["see oli", "Seega"]),
        ("€", ["75€", "€5"], ["eurot"]),
    ],
)
def test_a_wording_means_what_it_looks_like(
    wording: str, fits: list[str], fits_not: list[str]
) -> None:
    pattern = any_of([wording])
    assert [text for text in fits if not pattern.search(text)] == []
    assert [text for text in fits_not if pattern.search(text)] == []


def test_of_no_words_nothing_is_found() -> None:
    assert any_of([]).search("kõik") is None


TOPICS = sorted(
    path.with_name(path.name.removesuffix(".et.tsv"))
    for path in (REPOSITORY / "search_service").rglob("*.et.tsv")
    if not path.name.startswith("numbers.")
)


@pytest.mark.parametrize("topic", TOPICS, ids=lambda path: path.name)
def test_shipped_lists_compile_in_both_languages_and_say_where_they_come_from(topic: Path) -> None:
    lists = WordLists.beside(str(topic.with_suffix(".py")), topic.name)
    for name in lists.names():
        assert lists.both(name).search("\x00") is None
        assert any(lists.of(name, lang).pattern != "(?!)" for lang in ("et", "en"))
    for lang in ("et", "en"):
        rows = tables.rows(topic.with_name(f"{topic.name}.{lang}.tsv"), ("list", "wording"))
        assert rows[0]["list"] == "#"  # a word on where they come from
        assert all(row["wording"] == row["wording"].strip() for row in rows)


PLAIN = sorted((REPOSITORY / "search_service").rglob("*.et.txt"))


@pytest.mark.parametrize("path", PLAIN, ids=lambda path: path.name)
def test_plain_lists_hold_small_words_of_both_languages(path: Path) -> None:
    topic = path.name.removesuffix(".et.txt")
    et, en = (words_beside(str(path), topic, lang) for lang in ("et", "en"))
    assert et
    assert en
    assert words_beside(str(path), topic) == et | en
    assert all(word == word.lower() and "#" not in word for word in et | en)


def test_a_list_that_there_is_not_is_told() -> None:
    with pytest.raises(KeyError, match="no list 'x'; there are"):
        WordLists.beside(str(TOPICS[0].with_suffix(".py")), TOPICS[0].name).of("x", "et")
