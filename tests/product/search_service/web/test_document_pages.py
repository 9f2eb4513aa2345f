"""A document's page and the picture of its page: finding a place, going back, taking it along."""

import re
from dataclasses import replace
from html import unescape
from urllib.parse import quote as url_quote

import pytest
from page_checks import HOSTILE, checked

from corpus.accounts import PageAccount
from corpus.documents import Page, Span
from search_service.phrases.catalogues import LANGUAGES
from search_service.phrases.phrases import phrase

FIRST = "Tulemusrahastus maksab tulemuste eest"
REST = "ja see on siin kirjas."
BACK = "/?query=tulemused&country=EE"


@pytest.fixture
def paper(site, pdf):
    """A PDF of two pages with one passage over the break."""
    (first, *_) = site.add(
        "paber", [FIRST], title="Paber", type="policy", year=2026, organisations=("KOK",),
        pdf=pdf([FIRST], [REST], ["Muu."]),
    )  # fmt: skip
    document = site.engine.store.document("paber")
    pages = [Page(1, "i", FIRST), Page(2, "ii", REST), Page(3, "1", "Muu.")]
    spans = (Span(0, 0, len(FIRST)), Span(1, 0, len(REST)))
    text = f"{FIRST}\n\n{REST}"
    whole = replace(first, id="paber~0", text=text, end=len(text), spans=spans)
    site.engine.store.add(replace(document, pages=3), pages, [whole])
    return site


def links(html: str) -> dict[str, str]:
    """The addresses by what their links say."""
    found = re.findall(r'<a [^>]*href="([^"]*)"[^>]*>(.*?)</a>', html, re.S)
    return {" ".join(re.sub("<[^>]*>", "", said).split()): unescape(url) for url, said in found}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_passage_over_a_page_break_leads_to_its_other_half(paper, lang):
    first = links(checked(paper.get("/documents/paber/pages/1?passage=paber~0", lang)))
    on = first[f"↓ {phrase('passage_goes_on', lang)}"]
    assert on == "/documents/paber/pages/2?passage=paber~0"
    second = checked(paper.get(on, lang))
    assert phrase("marked", lang) in second
    assert f"↑ {phrase('passage_begins_before', lang)}" in links(second)
    cited = links(second)[phrase("cited_pages", lang)]
    assert cited == "/api/v1/documents/paber/pages/1-2.pdf?passage=paber~0"
    assert paper.client.get(cited).content.startswith(b"%PDF")
    assert phrase("cited_pages", lang) in links(paper.get("/documents/paber?passage=paber~0", lang))


def test_a_page_without_a_passage_is_given_alone(paper):
    html = paper.get("/documents/paber/pages/3", "en")
    assert links(html)["This page as a PDF"] == "/api/v1/documents/paber/pages/3-3.pdf"
    assert "Page 3 of 3" in html and "printed number 1" in html
    assert "overleaf" not in html


@pytest.mark.parametrize("place", ["/documents/paber", "/documents/paber/pages/1"])
def test_the_way_back_goes_along(paper, place):
    html = checked(paper.get(f"{place}?passage=paber~0&from={url_quote(BACK, safe='')}", "en"))
    assert links(html)["← Back to the results"] == BACK
    turning = [url for url in links(html).values() if "/pages/" in url and "/api/" not in url]
    assert turning and all(f"from={url_quote(BACK)}" in url for url in turning if "ui=" not in url)


@pytest.mark.parametrize("away", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_the_way_back_never_leads_away(paper, away):
    html = checked(paper.get(f"/documents/paber?from={url_quote(away, safe='')}", "en"))
    assert "Back to" not in html


def test_results_say_where_they_are_come_from(site, pdf):
    site.add("paber", [f"{FIRST}."], title="Paber", type="policy", pdf=pdf([f"{FIRST}."]))
    html = site.get(f"/?query={FIRST}", "en")
    known = f"from={url_quote('/?query=' + FIRST.replace(' ', '+'))}"
    (claim,) = re.findall(r'<figure class="claim">.*?</figure>', html, re.S)
    lasting = [url for said, url in links(claim).items() if said.startswith("Permanent link")]
    others = [url for url in links(claim).values() if url.startswith("/documents/")]
    others = [url for url in others if url not in lasting]
    assert len(lasting) == 1 and known not in lasting[0]
    assert len(others) == 2 and all(known in url for url in others)
    for url in others:
        assert (
            links(site.get(url, "en"))["← Back to the results"]
            == f"/?query={FIRST.replace(' ', '+')}"
        )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_quote_comes_with_its_citation_to_copy(paper, lang):
    html = checked(paper.get("/documents/paber?passage=paber~0&start=0&end=15", lang))
    fields = re.findall(r"<textarea[^>]*>(.*?)</textarea>", html, re.S)
    assert unescape(fields[0]) == "Tulemusrahastus"
    line = unescape(fields[1])
    assert line.startswith("KOK. Paber. 2026. ")
    address = line.rpartition(", http://testserver")[2]
    assert address.startswith("/documents/paber?passage=paber~0&start=0&end=15&quote=")
    assert "<mark>Tulemusrahastus</mark>" in paper.get(address)


def test_headings_are_headings_and_contents(site):
    text = "Esimene osa\n\nJutt.\n\nTeine osa\n\nJutt.\n\nKolmas osa\n\nJutt."
    (passage,) = site.add("leht", [text], title="Leht")
    others = [
        replace(passage, id=f"leht~{n}", ordinal=n, section=name)
        for n, name in enumerate(("Esimene osa", "Teine osa", "Kolmas osa"))
    ]
    document = site.engine.store.document("leht")
    site.engine.store.add(document, site.engine.store.pages("leht"), others)
    html = checked(site.get("/documents/leht"))
    headings = re.findall(r'<h2 id="(s\d+)"[^>]*>(.*?)</h2>', html)
    assert [said for _, said in headings] == ["Esimene osa", "Teine osa", "Kolmas osa"]
    contents = links(re.search(r'<nav class="contents".*?</nav>', html, re.S).group())
    assert contents == {said: f"#{anchor}" for anchor, said in headings}


def test_both_languages_stand_side_by_side(site):
    site.add("leht", ["Mis see on\n\nTalgud.\n\nTulemused\n\nHead."], title="Talgud")
    english = "What it is\n\nWorking bees.\n\nResults\n\nGood."
    site.add("leht.en", [english], title="Bees", lang="en", translation_of="leht")
    site.add("muu", ["What it is\n\nOther."], title="Muu")
    site.add("muu.en", ["Other."], title="Other", lang="en", translation_of="muu")
    plain = site.get("/documents/leht", "en")
    html = checked(site.get(links(plain)["Show both languages side by side"], "en"))
    rows = re.findall(
        r'<div lang="et">(.*?)</div>\s*<div class="other" lang="en">(.*?)</div>', html, re.S
    )
    assert [("Talgud" in a, "Working bees" in b) for a, b in rows] == [(True, True), (False, False)]
    assert "divided differently" in checked(site.get("/documents/muu?beside=1", "en"))


@pytest.mark.parametrize(("sureness", "said"), [(97.0, False), (70.4, True)])
def test_a_recognised_page_says_so(paper, sureness, said):
    store = paper.engine.store
    pages = store.pages("paber")
    pages[0] = replace(pages[0], account=PageAccount(("recognised",), sureness))
    store.add(store.document("paber"), pages, store.passages_of("paber"))
    html = paper.get("/documents/paber/pages/1", "en")
    assert "recognised from a picture" in html
    assert ("70% sure" in html) == said
    assert "recognised from a picture" not in paper.get("/documents/paber/pages/2", "en")


def test_hostile_text_stays_text_in_all_of_it(site):
    (passage,) = site.add("leht", [HOSTILE], title=HOSTILE, organisations=(HOSTILE,), type="policy")
    asked = f"passage={passage.id}&start=0&end={len(HOSTILE)}&from=/%3Fquery%3D{url_quote(HOSTILE)}"
    checked(site.get(f"/documents/leht?{asked}"))
