import re
from dataclasses import replace
from html import unescape
from urllib.parse import quote

import pytest
from browser import visiting
from page_checks import HOSTILE, checked
from starlette.testclient import TestClient

from corpus.documents import Note, Reference
from search_service.phrases.catalogues import LANGUAGES
from search_service.phrases.phrases import phrase
from search_service.queries.query_text import LONGEST_QUERY
from search_service.web.app import create_app
from search_service.words.analyzer import Analyzer
from search_service.words.marking import Segment, WordMarker, segments

REPORT = Reference("Aruanne", "ERR", 2020, "https://err.ee/1", "2026-11-28")


class BrokenStore:
    """A store with a fault that nobody foresaw."""

    def document(self, document_id: str) -> None:
        raise RuntimeError("secret detail")


def visible(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", "", html)).split())


@pytest.fixture
def library(site, pdf):
    site.add(
        "talgud",
        ["Loometalgud tõid külade elanikud ja teenuste pakkujad ühe laua taha."],
        title="Loometalgud",
        year=2018,
        sectors=("community-rural",),
    )
    site.add(
        "pacts",
        ["Collaboration pacts let residents care for benches and parks of the city."],
        title="Collaboration pacts",
        lang="en",
        country="IT",
        year=2014,
    )
    site.add(
        "paber",
        ["Tulemusrahastus maksab tulemuste eest.", "Lisa: tabelid."],
        title="Tulemusrahastus",
        type="policy",
        pdf=pdf(["Tulemusrahastus maksab", "tulemuste eest."], ["Lisa: tabelid."]),
    )
    return site


# The start page and its language.


@pytest.mark.parametrize(
    ("accepted", "lang"),
    [
        ("et", "et"),
        ("en-GB,en;q=0.9", "en"),
        ("de,en;q=0.5,et;q=0.4", "en"),
        ("fr", "et"),
        ("", "et"),
    ],
)
def test_the_browser_chooses_the_language(library, accepted, lang):
    assert f'<html lang="{lang}">' in library.get("/", accepted)


def test_a_chosen_language_is_remembered(library):
    answer = library.answer("/?ui=en&query=talgud")
    assert '<html lang="en">' in answer.text
    cookie = answer.headers["set-cookie"].lower()
    assert "samesite=lax" in cookie
    assert "httponly" in cookie
    assert '<html lang="en">' in library.get("/documents", "et")
    assert '<html lang="et">' in library.get("/?ui=et", "en")
    assert '<html lang="et">' in library.get("/?ui=xx", "et")


def test_the_switch_keeps_the_question_and_filters(library):
    html = library.get("/?query=talgud&country=EE&ui=et")
    assert 'href="/?query=talgud&amp;country=EE&amp;ui=en"' in html


def test_the_start_page_says_what_this_is(library):
    html = checked(library.get("/", "en"))
    assert "The library holds 3 documents: 4 passages" in html
    for lang in LANGUAGES:
        for n in (1, 2, 3):
            assert phrase(f"example_{n}", lang) in html


# Search.


def test_evidence_is_quoted_with_its_place(library):
    html = checked(library.get("/?query=Tulemusrahastus maksab tulemuste eest"))
    claim = re.search(r'<figure class="claim">.*?</figure>', html, re.S).group()
    assert ">Tulemusrahastus maksab tulemuste eest.</blockquote>" in claim
    assert "Eesti" in claim and "lk i (PDF-i lk 1)" in claim
    assert "start=0&amp;end=38" in claim


def test_passages_mark_the_words_of_the_question_in_any_form(library):
    html = library.get("/?query=loometalgutel elanikele")
    assert "<mark>Loometalgud</mark>" in html
    assert "<mark>elanikud</mark>" in html


def test_a_quote_in_another_language_says_so(library):
    html = library.get("/?query=residents care for benches and parks", "et")
    assert re.search(r'<blockquote lang="en"', html)


def test_without_evidence_the_page_says_so_and_names_the_nearest(library):
    html = checked(library.get("/?query=boiling point tungsten", "en"))
    assert "No evidence for this was found in the library" in html
    assert "Nearest passages" in html
    assert '<figure class="claim"' not in html
    assert "Selle kohta ei leitud teegist tõendeid" in library.get("/?query=boiling point tungsten")


def test_filters_narrow_and_can_be_taken_away(library):
    html = checked(library.get("/?query=elanikud residents&not_country=EE&lang=en", "en"))
    assert "Collaboration pacts" in html
    assert ">Loometalgud<" not in html
    assert 'value="EE" form="ask" checked' in html
    assert 'href="/?query=elanikud+residents&amp;lang=en"' in html
    assert 'aria-label="Remove the filter: without Estonia"' in html


def test_only_values_that_documents_have_are_offered(library):
    html = library.get("/")
    assert 'name="country" value="IT"' in html
    assert 'name="country" value="FI"' not in html
    assert 'name="type" value="report"' not in html


def test_filters_that_leave_nothing_say_so(library):
    html = checked(library.get("/?query=talgud&year_from=2090", "en"))
    assert "No passages found" in html


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("query=a&country=XX", "Filtril „Riik“ ei ole väärtust „XX“"),
        ("query=a&year_from=abc", "„abc“ ei ole aastaarv"),
        ("query=a&year_from=2020&year_to=2010", "Algusaasta 2020 on hilisem kui lõppaasta 2010"),
        ("query=???", "Küsimuses ei ole ühtegi sõna"),
        (
            f"query={'a' * (LONGEST_QUERY + 1)}",
            "Küsimuses on 2 001 tähemärki, lubatud on kuni 2 000",
        ),
    ],
)
def test_what_is_wrong_is_said_beside_the_form(library, query, said):
    answer = library.answer(f"/?{query}")
    assert answer.status_code == 422
    assert said in visible(checked(answer.text))


def test_an_index_in_the_making_is_said_with_its_progress(library):
    library.follower.ready.clear()
    library.follower.progress = (12, 345)
    html = checked(library.get("/?query=talgud", "en"))
    assert "12 / 345 passages" in html
    assert 'http-equiv="refresh"' in html
    assert "Loometalgud" in html
    library.follower.ready.set()
    assert 'http-equiv="refresh"' not in library.get("/?query=talgud")


# Documents.


def test_the_list_of_documents_can_be_filtered(library):
    assert "3 dokumenti" in checked(library.get("/documents"))
    html = library.get("/documents?type=policy")
    assert "1 dokument<" in html and "Tulemusrahastus" in html
    assert "Loometalgud" in library.get("/documents?title=TALGUD")
    assert "Ükski dokument ei vasta" in library.get("/documents?title=zzz")


def test_the_list_of_documents_has_an_order(site):
    for title, year, level in (
        ("Aed", 2001, "evaluated"),
        ("Kool", 2020, None),
        ("Mets", 2010, "controlled"),
    ):
        site.add(title, ["Tekst."], title=title, year=year, evidence_level=level)
    for sort, order in (
        ("", ["Aed", "Kool", "Mets"]),
        ("newest", ["Kool", "Mets", "Aed"]),
        ("evidence", ["Mets", "Aed", "Kool"]),
        ("nonsense", ["Aed", "Kool", "Mets"]),
    ):
        html = checked(site.get(f"/documents?type=practice&sort={sort}", "en"))
        assert re.findall(r"<bdi>(\w+)</bdi></a>", html) == order
        assert 'href="/documents?type=practice&amp;sort=newest"' in html
        assert ">title</a>" in html and ">relevance</a>" not in html


def test_a_long_list_comes_in_parts(site):
    for n in range(61):
        site.add(f"d{n}", [f"Tekst {n} siin."], title=f"Pealkiri {n:02}")
    first = checked(site.get("/documents?type=practice", "en"))
    assert "Pealkiri 59" in first and "Pealkiri 60" not in first
    assert 'href="/documents?type=practice&amp;part=2#list"' in first
    assert "Pealkiri 60" in site.get("/documents?part=2", "en")


def test_a_document_shows_its_text_and_description(library):
    html = checked(library.get("/documents/talgud", "en"))
    assert "Loometalgud tõid külade elanikud" in html
    assert "community and rural areas" in html
    assert "Estonia" in html and "2018" in html
    assert "/pages/" not in html


def test_a_document_names_its_evidence_and_who_wrote_it(library):
    library.add(
        "uus",
        ["Uus tekst."],
        evidence_level="evaluated",
        authorship="model-unread",
        funding=("donations",),
    )
    html = checked(library.get("/documents/uus"))
    assert "annetused" in html and "donations" in library.get("/documents/uus", "en")
    assert "<dd>välishindamine</dd>" in html and "avalike allikate põhjal" in html
    html = library.get("/documents/talgud", "en")
    assert "<dd>not known</dd>" in html and "public sources" not in html


def test_evidence_levels_and_sources_are_told_in_the_readers_language(site):
    site.add("uus", ["Tekst."], evidence_level="self-reported",
             verification="partly", verified="2026-11-28", authorship="model-unread",
             sources=(REPORT, Reference("Kiri")))  # fmt: skip
    html = site.get("/documents/uus")
    assert "<dt>Tõendatuse tase<span" in html and "<dd>korraldaja enda andmed</dd>" in html
    assert "osaliselt allikatega võrreldud</span>, 28. november 2026" in html
    assert "keelemudeli abil" in html and "language model" not in html
    assert (
        'href="https://err.ee/1" rel="noreferrer noopener external"><bdi>Aruanne</bdi></a>' in html
    )
    assert "(vaadatud 28. november 2026)" in html and "<bdi>Kiri</bdi></li>" in html
    html = site.get("/documents/uus", "en")
    assert "<dd>self-reported</dd>" in html and "partly checked against sources" in html
    assert "read by no one of the field yet" in html and "(seen 28 November 2026)" in html


def test_a_figures_source_is_one_click_away(site):
    text = "Kohal oli 100 inimest. Ideid oli 10."
    site.add("uus", [text], sources=(REPORT,), notes=(Note(22, 1), Note(36, 7)))
    html = site.get("/documents/uus")
    assert (
        'inimest.<sup class="note"><a role="doc-noteref" href="#source-1" aria-label="Allikas 1">1</a></sup>'
        in html
    )
    assert '<li id="source-1">' in html and "source-7" not in html


@pytest.mark.parametrize("path", ["/", "/?query=loometalgud", "/documents/talgud", "/compare"])
def test_head_is_answered_as_get_without_the_body(library, path):
    got, head = library.answer(path), library.client.head(path, headers={"Accept-Language": "et"})
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-type"] == got.headers["content-type"]
    assert library.client.head("/documents/none").status_code == 404
    assert library.client.head("/api/v1/search").status_code == 405  # it has only a POST


def test_a_cited_passage_and_the_quote_in_it_are_marked(library):
    passage = library.engine.store.passages_of("talgud")[0]
    html = checked(library.get(f"/documents/talgud?passage={passage.id}&start=0&end=11"))
    assert 'id="passage"' in html
    assert "<mark>Loometalgud</mark> tõid" in html
    assert "<mark>" not in library.get(f"/documents/talgud?passage={passage.id}&start=9&end=999")


def test_a_passage_that_changed_is_said_to_have(library):
    assert "The passage that the link points to" in library.get(
        "/documents/talgud?passage=x~1", "en"
    )


def test_a_pdf_links_its_pages(library):
    html = checked(library.get("/documents/paber", "en"))
    assert 'href="/documents/paber/pages/2"' in html
    assert "p. ii (PDF page 2)" in html


def test_translations_are_linked(library):
    library.add("talgud.en", ["Creative bees."], title="Bees", lang="en", translation_of="talgud")
    assert 'href="/documents/talgud.en"' in library.get("/documents/talgud")
    assert 'href="/documents/talgud"' in library.get("/documents/talgud.en")


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_what_is_not_published_is_not_shown(library, status):
    library.add("salajane", ["Salajane tekst loometalgutest."], title="Salajane", status=status)
    assert library.answer("/documents/salajane").status_code == 404
    for url in ("/", "/documents", "/?query=Salajane tekst loometalgutest"):
        assert "Salajane</" not in library.get(url)


def test_a_page_is_shown_with_its_picture_and_neighbours(library):
    passage = library.engine.store.passages_of("paber")[0]
    html = checked(library.get(f"/documents/paber/pages/1?passage={passage.id}", "en"))
    assert f'src="/api/v1/documents/paber/pages/1?passage={passage.id}"' in html
    assert "marked in yellow" in html
    assert 'rel="next"' in html and 'rel="prev"' not in html
    assert "printed number i" in html
    last = checked(library.get(f"/documents/paber/pages/2?passage={passage.id}", "en"))
    assert 'src="/api/v1/documents/paber/pages/2"' in last
    assert "marked in yellow" not in last


def test_a_page_that_cannot_be_drawn_still_shows_its_text(site):
    site.add("katki", ["Loetud tekst."], pdf=b"%PDF-1.4 nothing")
    html = checked(site.get("/documents/katki/pages/1"))
    assert "ei õnnestunud pilti teha" in html
    assert "Loetud tekst." in html


# Errors, and what the browser is told.


@pytest.mark.parametrize("url", ["/nowhere", "/documents/nope", "/documents/talgud/pages/1"])
def test_a_missing_page_is_explained_in_the_readers_language(library, url):
    answer = library.answer(url, "et")
    assert answer.status_code == 404
    assert "Seda lehte ei ole" in checked(answer.text)
    assert "There is no such page" in library.get(url, "en")


def test_an_impossible_address_is_explained(library):
    answer = library.answer("/documents/paber/pages/first")
    assert answer.status_code == 422
    assert "Seda päringut ei saa täita" in checked(answer.text)


def test_a_fault_shows_no_trace_and_keeps_the_headers(library):
    broken = create_app(replace(library.engine, store=BrokenStore()), library.follower)
    with TestClient(broken, raise_server_exceptions=False) as client:
        headers = {"Accept": "text/html", "Accept-Language": "en"}
        answer = client.get("/documents/talgud", headers=headers)
    assert answer.status_code == 500
    assert "The fault is ours" in checked(answer.text)
    assert "Traceback" not in answer.text
    assert "secret" not in answer.text
    assert "default-src 'self'" in answer.headers["content-security-policy"]


def test_programs_get_problems_not_pages(library):
    answer = library.client.get("/documents/nope", headers={"Accept": "application/json"})
    assert answer.headers["content-type"] == "application/problem+json"
    answer = library.answer("/api/v1/documents/nope")
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "url", ["/", "/documents", "/documents/talgud", "/glossary", "/docs", "/nowhere"]
)
def test_every_page_allows_only_its_own_files(library, url):
    policy = library.answer(url).headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy


@pytest.mark.parametrize("url", ["/", "/documents", "/documents/kuri", "/documents/kuri/pages/1"])
def test_hostile_titles_texts_and_queries_are_only_text(site, pdf, url):
    site.add(
        "kuri",
        [HOSTILE],
        title=HOSTILE,
        place=HOSTILE,
        sources=(Reference(HOSTILE, HOSTILE),),
        pdf=pdf(["x"]),
    )
    passage = site.engine.store.passages_of("kuri")[0]
    asked = {"query": HOSTILE, "title": "script", "passage": passage.id, "country": HOSTILE}
    answer = site.client.get(url, params=asked, headers={"Accept": "text/html"})
    html = checked(answer.text)
    assert "<script>alert" not in html
    assert "\u202e" not in html
    searched = site.client.get("/", params={"query": HOSTILE}, headers={"Accept": "text/html"})
    assert "<script>alert" not in checked(searched.text)
    assert "&lt;script&gt;" in searched.text


def test_the_original_comes_as_a_download(library):
    answer = library.client.get("/api/v1/documents/talgud/source")
    assert answer.headers["content-disposition"].startswith("attachment")


def test_the_list_of_the_api_needs_no_other_server(library):
    html = checked(library.get("/docs", "en"))
    for path in ("/api/v1/search", "/api/v1/ask", "/api/v1/documents/{document_id}/pages/{number}"):
        assert path in html
    assert "SearchRequest" in html and "question" in html


@pytest.mark.parametrize("url", ["/health/live", "/health/ready", "/metrics", "/openapi.json"])
def test_machines_are_still_answered(library, url):
    assert library.client.get(url).status_code == 200


def test_static_files_are_named_by_their_content(library):
    html = library.get("/")
    for address in re.findall(r'(?:href|src)="(/static/[^"]+)"', html):
        assert re.fullmatch(r"/static/[\w.]+\?[0-9a-f]{8}", address)
        assert library.client.get(address).status_code == 200


# Marks.


def test_segments_join_to_the_text():
    text = "Housing first <b>"
    cut = segments(text, [(0, 7), (5, 13), (14, 99)])
    assert cut == [Segment("Housing first", True), Segment(" ", False), Segment("<b>", True)]
    assert "".join(piece.text for piece in cut) == text


def test_words_that_say_little_are_not_marked():
    marker = WordMarker(Analyzer(), "Kuidas see on ja mis aitab noori 2018", "et")
    marked = [
        s.text for s in marker.mark("See on noortele ja aitab 2018. aastal", "et") if s.marked
    ]
    assert marked == ["noortele", "2018"]


# In a real browser.


def test_a_browser_shows_a_search_without_errors(library, browser):
    with visiting(browser, library) as page:
        page.goto("/?query=loometalgud&ui=et")
        assert page.locator("mark", has_text="Loometalgud").first.is_visible()


@pytest.mark.parametrize("lang", ["et", "en"])
def test_what_is_copied_off_a_page_keeps_facts_apart(library, browser, lang):
    library.add("aed", ["Aed kasvab."], title="Aed", year=2015, evidence_level="evaluated")
    country, practice, level = {
        "et": ("Eesti", "praktika", "Tõendatuse tase:"),
        "en": ("Estonia", "practice", "Level of evidence:"),
    }[lang]
    copied = "() => { getSelection().selectAllChildren(document.body); return `${getSelection()}` }"
    with visiting(browser, library) as page:
        page.goto(f"/practices/aed?ui={lang}")
        text = page.evaluate(copied)
        assert f"{country} · 2015 · {practice} · " in text
        assert phrase("country", lang) + ":" in text and level in text
        page.goto(f"/documents?ui={lang}&title=Aed")
        (line,) = [each for each in page.evaluate(copied).splitlines() if "2015 · " in each]
        assert not line.rstrip().endswith("·")


def test_unfolding_a_passage_has_a_line_of_its_own(site, browser):
    site.add("talgud", ["Loometalgud toimusid külas kolm päeva. " * 60], title="Talgud")
    site.add("talgud.en", ["The camp took three days."], lang="en", translation_of="talgud")
    with visiting(browser, site) as page:
        page.goto("/?query=loometalgud&ui=et")
        button = page.get_by_role("button", name="Näita kogu lõiku")
        links = page.locator("p.translations").first
        assert button.bounding_box()["y"] < links.bounding_box()["y"]


def test_a_hit_names_its_translation(site) -> None:
    site.add("talgud", ["Loometalgud toimusid külas kolm päeva."], title="Talgud")
    site.add(
        "talgud.en", ["The co-creation camp took three days."], title="Camp",
        lang="en", translation_of="talgud",
    )  # fmt: skip
    page = site.get("/?query=loometalgud", "et")
    assert 'href="/documents/talgud.en"' in page and "Sama dokument teises keeles" in page
    hits = site.client.post("/api/v1/search", json={"query": "loometalgud"}).json()["hits"]
    assert hits[0]["translations"] == [{"document_id": "talgud.en", "title": "Camp", "lang": "en"}]


@pytest.mark.parametrize(
    "query",
    [
        "x" * 65,
        "mis on " + "õ" * 70,
        "my_file_name_v2.pdf",
        "TOETUS_2019_LÕPLIK.DOCX",
        "a ++ b",
        "_",
    ],
)
def test_no_query_is_a_fault_of_page_or_api(library, query):
    assert library.answer(f"/?query={quote(query)}").status_code in {200, 422}
    assert library.answer(f"/compare?query={quote(query)}&for_country=EE").status_code in {200, 422}
    for path, body in (
        ("search", {"query": query}),
        ("ask", {"question": query}),
        ("compare", {"query": query, "for_country": "EE"}),
    ):
        assert library.client.post(f"/api/v1/{path}", json=body).status_code in {200, 422}


def test_a_guide_leads_to_the_works_that_it_builds_on(site):
    site.add("too", ["Töö."], title="Töö")
    site.add("too.en", ["Work."], title="Work", lang="en", translation_of="too")
    site.add("alusta", ["Alusta siit."], title="Alusta", type="guide", facts=("too", "none"))
    assert 'href="/documents/too"><bdi>Töö</bdi></a>' in site.get("/documents/alusta")
    assert 'href="/documents/too.en"><bdi>Work</bdi></a>' in site.get("/documents/alusta", "en")
    assert "/documents/none" not in site.get("/documents/alusta")
