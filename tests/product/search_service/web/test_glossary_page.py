"""The glossary page: every term in both languages, found by words, linked by anchors."""

import re

import pytest

from corpus.catalogue import glossary
from corpus.catalogue.glossary import Term
from search_service.web.pages.glossary_page import by_letter, entries, opened

TERMS = [
    Term(("ööpäev", "päev"), ("day",), "Aeg", "Time"),
    Term(("ajapank",), ("time bank", "timebank"), "Tundide vahetus", "An exchange of hours"),
    Term(("ühistu",), ("cooperative",), "Liikmete ettevõte", "A firm of its members"),
    Term(("õpe",), ("training",), "Õppimine", "Learning"),
]


def test_terms_stand_in_the_order_of_the_readers_alphabet() -> None:
    assert [e.name for e in entries(TERMS, "et")] == ["ajapank", "õpe", "ööpäev", "ühistu"]
    assert [e.name for e in entries(TERMS, "en")] == ["cooperative", "day", "time bank", "training"]
    assert [group.letter for group in by_letter(entries(TERMS, "en"))] == ["C", "D", "T"]


@pytest.mark.parametrize(
    ("query", "found"),
    [("AJAP", ["ajapank"]), ("timebank", ["ajapank"]), ("firm member", ["ühistu"]), ("zzz", [])],
)
def test_a_term_is_found_by_names_and_definitions_of_both_languages(query, found) -> None:
    assert [entry.name for entry in entries(TERMS, "et", query)] == found


def test_names_come_before_beginnings_and_short_words_are_not_sought_inside_others() -> None:
    terms = [
        Term(("ligipääs",), ("accessibility",), "Ligi pääsemine", "A way in"),
        Term(("võlakiri",), ("bond", "SIB"), "Laen", "A loan"),
        Term(("õeksus",), ("sibling care",), "Õed", "Sisters"),
        Term(("hoidja",), ("carer",), "Õde", "Often a sibling"),
    ]
    found = [entry.name for entry in entries(terms, "en", "sib")]
    assert found == ["bond", "sibling care", "carer"]
    assert [entry.name for entry in entries(terms, "en", "sibi")] == ["accessibility"]


def test_what_was_searched_for_stands_under_no_letters(site) -> None:
    html = site.get("/glossary?term=SIB", "en")
    assert re.findall(r'<div id="([a-z0-9-]+)">', html)[0] == "sotsiaalse-moju-volakiri"
    assert "aria-current" not in html[html.index('class="letters"') :]


def test_every_shipped_term_has_an_anchor_of_its_own() -> None:
    anchors = {lang: [e.anchor for e in entries(glossary.read(), lang)] for lang in ("et", "en")}
    assert sorted(anchors["et"]) == sorted(anchors["en"])
    assert len(set(anchors["et"])) == len(anchors["et"]) >= 250


@pytest.mark.parametrize(
    ("letter", "anchor", "shown"),
    [("", "", "C"), ("t", "", "T"), ("õ", "", "C"), ("t", "oopaev", "D"), ("", "nowhere", "C")],
)
def test_a_link_to_a_term_opens_the_letter_it_stands_under(letter, anchor, shown) -> None:
    assert opened(by_letter(entries(TERMS, "en")), letter, anchor).letter == shown


@pytest.mark.parametrize("lang", ["et", "en"])
def test_the_letters_hold_every_term_and_each_page_is_short(site, lang) -> None:
    assert 'href="/glossary"' in site.get("/", lang)
    letters = re.findall(r'href="(/glossary\?letter=[^"]+)"', site.get("/glossary", lang))
    pages = [site.get(letter, lang) for letter in letters]
    ids = [one for page in pages for one in re.findall(r'<div id="([a-z0-9-]+)">', page)]
    assert len(set(ids)) == len(ids) == len(glossary.read())
    assert max(len(page.encode()) for page in pages) < 60_000
    assert all(page.count('aria-current="page"') == 2 for page in pages)


@pytest.mark.parametrize("lang", ["et", "en"])
def test_a_permanent_link_opens_its_term_in_both_languages(site, lang) -> None:
    html = site.get("/glossary?entry=ajapank", lang)
    assert '<div id="ajapank">' in html and 'href="/glossary?entry=ajapank#ajapank"' in html


def test_the_page_can_be_searched(site) -> None:
    html = site.get("/glossary?term=ajapank")
    assert "1 termin<" in html and "Inglise keeles:" in html
    assert "Sõnastikus sellist sõna ei ole" in site.get("/glossary?term=zzzz")
    assert "&lt;b&gt;" in site.get("/glossary?term=<b>")
