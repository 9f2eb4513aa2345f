"""What is told to readers of feeds and to machines that collect pages."""

import re
from xml.etree.ElementTree import fromstring

import pytest
from page_checks import checked

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def library(site):
    site.add("talgud", ["Külas peeti loometalgud."], title="Loometalgud", year=2018)
    site.add("abroad", ["Villages held creative camps."], country="FI", lang="en")
    site.add("peidus", ["Peidetud tekst."], status="draft")
    site.engine.indexer.sync()
    return site


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", {"talgud", "abroad"}),
        ("?country=FI", {"abroad"}),
        ("?query=loometalgud&country=EE", {"talgud"}),
        ("?country=SE", set()),
    ],
)
def test_the_feed_is_of_what_the_address_asks_for(library, asked, found):
    answer = library.client.get(f"/feed.atom{asked}")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    root = fromstring(answer.content)
    ids = {e.findtext(f"{ATOM}id").rpartition("/")[2] for e in root.findall(f"{ATOM}entry")}
    assert ids == found
    assert root.findtext(f"{ATOM}id") == f"http://testserver/feed.atom{asked}"


def test_a_feed_of_a_wrong_filter_is_refused(library):
    assert library.client.get("/feed.atom?country=XX").status_code == 422


def test_pages_name_their_feed_their_address_and_their_languages(library):
    html = checked(library.get("/?query=loometalgud&country=EE", "en"))
    assert 'href="/feed.atom?query=loometalgud&amp;country=EE"' in html
    assert '<link rel="canonical" href="/?query=loometalgud&amp;country=EE">' in html
    for lang in ("et", "en"):
        assert f'hreflang="{lang}" href="/?query=loometalgud&amp;country=EE&amp;ui={lang}"' in html
    title = re.search(r"<title>(.*?)</title>", html).group(1)
    assert f'<meta property="og:title" content="{title}">' in html


def test_the_map_has_the_published_documents(library):
    told = library.client.get("/sitemap.xml").text
    assert "/documents/talgud<" in told and "peidus" not in told
    assert "Sitemap: http://testserver/sitemap.xml" in library.client.get("/robots.txt").text


@pytest.mark.parametrize(
    ("path", "packed"),
    [("/about", True), ("/openapi.json", True), ("/health/live", False)],
)
def test_long_texts_are_compressed_and_short_ones_not(library, path, packed):
    answer = library.client.get(path, headers={"Accept-Encoding": "gzip"})
    assert (answer.headers.get("content-encoding") == "gzip") is packed
    plain = library.client.get(path, headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers and plain.text == answer.text


def test_marked_files_are_kept_for_good_and_pages_asked_for_anew(library):
    html = library.get("/")
    address = re.search(r'href="(/static/sikk\.css\?\w+)"', html).group(1)
    assert "immutable" in library.client.get(address).headers["cache-control"]
    assert "immutable" not in library.client.get("/static/sikk.css").headers["cache-control"]
    assert library.client.get("/").headers["cache-control"] == "private, no-cache"
