"""What a reader who has never seen the site needs: how sure one may be, what is new, what next."""

from datetime import date

import pytest

from search_service.phrases import phrases


@pytest.fixture
def levels(site):
    for level in ("self-reported", "controlled", "evaluated"):
        site.add(level, [f"Aed {level} aitas."], evidence_level=level)
    return site


def test_the_level_of_evidence_is_the_first_filter_and_the_strongest_its_first_value(levels):
    page = levels.get("/?query=aed")
    places = [
        page.index(said)
        for said in ("<legend>Tõendatuse tase", 'value="controlled"', 'value="evaluated"',
                     'value="self-reported"', "<legend>Liik", "<legend>Riik")
    ]  # fmt: skip
    assert places == sorted(places)


def test_what_is_new_comes_first_with_its_day(levels):
    today, feed = phrases.day(date.today(), "et"), "/feed.atom?country=EE&amp;sort=added"
    page = levels.get("/documents?country=EE&sort=added")
    assert f"lisatud {today}" in page and feed in page
    assert 'href="/documents?country=EE">pealkiri' in page
    assert "lisatud" not in levels.get("/documents").replace("viimati lisatud", "")
    assert 'href="/documents?sort=added"' in levels.get("/")


def test_an_error_in_a_practice_can_be_told_and_the_practice_collected(levels):
    page = levels.get("/practices/controlled")
    assert 'href="/feedback?document=controlled"' in page
    assert 'href="/basket?item=work%3Acontrolled"' in page


def test_without_evidence_the_page_says_what_to_do_next(levels):
    assert "Proovige teisi sõnu" in levels.get("/?query=vulkaan")


def test_without_anything_comparable_the_search_goes_on(levels):
    page = levels.get("/compare?query=vulkaan", "en")
    assert 'href="/?query=vulkaan&amp;type=practice&amp;not_country=EE"' in page


def test_chosen_works_stand_before_the_form_of_the_next_comparison(levels):
    page = levels.get("/compare?works=controlled&works=evaluated")
    assert '<details class="again">' in page
    assert '<details class="again">' not in levels.get("/compare?query=aed")


def test_a_country_without_documents_is_said_and_not_offered(levels):
    page = levels.get("/?query=Mis aitas Norras?")
    assert "Teegis ei ole ühtegi dokumenti, mille riik on Norra." in page
    assert "country=NO" not in page
    assert "country=EE" in levels.get("/?query=Mis aitas Eestis?")
