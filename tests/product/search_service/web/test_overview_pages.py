"""Pages of practices, values, map, timeline and evidence map: whole, safe, in both languages."""

from html import unescape
from urllib.parse import quote

import pytest
from page_checks import HOSTILE, checked

STORY = (
    "Külaskäigud\n\nMis see on\n\nVabatahtlik käib külas.\n\nTulemused\n\n"
    "• 2015. aastal oli 40 külaskäiku.\n• Katse ei vähendanud üksildust.\n\n"
    "Mida ei tea\n\nHind ei ole teada."
)
PAGES = [
    "/browse", "/browse/method", "/browse/country/DK", "/browse/organisation/seltsimaja",
    "/map", "/timeline", "/evidence-map", "/evidence-map?rows=sector",
    "/evidence-map?direction=null", "/evidence-map?rows=zz&row=zz", "/practices/visits",
]  # fmt: skip


@pytest.fixture
def visits(site):
    site.add(
        "visits",
        [STORY],
        title="Külaskäigud",
        country="DK",
        year=2015,
        organisations=("Seltsimaja", HOSTILE, "A/B"),
        sectors=("elderly-care",),
        methods=("befriending", HOSTILE),
        target_groups=("older people",),
        funding=("ESF",),
    )
    site.add("kool", ["Tulemused\n\nLugeti 7 raamatut."], title=HOSTILE, methods=("befriending",))
    site.add("paper", ["Külaskäigud on hea näide."], title="Paber", type="policy")
    return site


@pytest.mark.parametrize("lang", ["et", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_whole_and_safe(visits, page, lang):
    answer = visits.answer(page, lang)
    assert answer.status_code == 200
    assert f'<html lang="{lang}">' in checked(answer.text)


def test_a_practice_tells_its_story(visits):
    html = unescape(visits.get("/practices/visits"))
    assert html.index('id="results"') < html.index('class="unknown"')
    assert "Hind ei ole teada." in html.partition('class="unknown"')[2]
    assert "Katse ei vähendanud üksildust." in html.partition('class="notice null-result"')[2]
    assert '<span class="when" aria-hidden="true">2015</span>' in html
    assert "/documents/paper" in html
    assert "/practices/kool" in html.partition('id="near"')[2]


def test_the_document_leads_to_the_practice(visits):
    assert 'href="/practices/visits"' in visits.get("/documents/visits")


def test_the_evidence_map_opens_the_sentence_that_decides(visits):
    html = unescape(visits.get("/evidence-map?row=volunteering&column=older&direction=null"))
    assert "Katse ei vähendanud üksildust." in html
    link = html.partition("<blockquote")[2].partition('href="')[2].partition('"')[0]
    assert "<mark>Katse ei vähendanud üksildust.</mark>" in visits.get(link)


@pytest.mark.parametrize("value", ["A/B", HOSTILE])
def test_any_name_has_a_page(visits, value):
    assert "Külaskäigud" in checked(visits.get(f"/browse/organisation/{quote(value, '')}"))


@pytest.mark.parametrize(
    "page", ["/browse/zz", "/browse/country/FI", "/practices/paper", "/practices/zz"]
)
def test_what_is_not_there_is_not_found(visits, page):
    assert visits.answer(page).status_code == 404
