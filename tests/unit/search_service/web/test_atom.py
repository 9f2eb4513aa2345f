from dataclasses import replace
from datetime import date
from xml.etree.ElementTree import fromstring

from making import make

from corpus.documents import Document
from search_service.web.atom import Feeding, feed
from search_service.web.sitemap import robots, sitemap

SITE = "https://sikk.example"
ABOUT = Feeding("Uued dokumendid", SITE, f"{SITE}/feed.atom?query=a&country=EE", "et")
EARLY, LATE = date(2026, 1, 2), date(2026, 3, 4)
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def document(name: str, added: date | None, changed: date | None, **fields: object) -> Document:
    return replace(make(name, **fields).document, added=added, changed=changed)


def test_the_latest_change_is_first_and_what_has_no_day_left_out() -> None:
    found = [
        document("old", EARLY, EARLY, country="EE", year=2018),
        document("mended", EARLY, LATE, title="A <b>&</b>\x0b\x01 „õ”", lang="en"),
        document("before", None, None),
        document("known", None, EARLY),
    ]
    root = fromstring(feed(found, ABOUT))
    assert root.findtext(f"{ATOM}id") == ABOUT.address
    assert root.findtext(f"{ATOM}updated") == "2026-03-04T00:00:00Z"
    entries = root.findall(f"{ATOM}entry")
    assert [e.findtext(f"{ATOM}id") for e in entries] == [
        f"{SITE}/documents/{name}" for name in ("mended", "old", "known")
    ]
    assert entries[0].findtext(f"{ATOM}title") == "A <b>&</b> „õ”"
    assert entries[0].findtext(f"{ATOM}published") == "2026-01-02T00:00:00Z"
    assert entries[1].findtext(f"{ATOM}summary") == "praktika, Eesti, 2018"
    assert entries[2].find(f"{ATOM}published") is None


def test_a_feed_of_nothing_is_a_feed() -> None:
    root = fromstring(feed([], ABOUT))
    assert root.findall(f"{ATOM}entry") == [] and root.findtext(f"{ATOM}updated")


def test_no_more_entries_than_a_reader_shows() -> None:
    many = [document(f"d{n}", EARLY, EARLY) for n in range(80)]
    assert len(fromstring(feed(many, ABOUT)).findall(f"{ATOM}entry")) == 50


def test_the_map_has_each_page_in_both_languages() -> None:
    root = fromstring(sitemap([document("a & b", EARLY, LATE), document("x", None, None)], SITE))
    pages = {page.findtext(f"{MAP}loc"): page for page in root}
    assert f"{SITE}/about" in pages
    assert pages[f"{SITE}/documents/a%20%26%20b"].findtext(f"{MAP}lastmod") == "2026-03-04"
    assert pages[f"{SITE}/documents/x"].find(f"{MAP}lastmod") is None
    assert all(len([e for e in page if e.get("hreflang")]) == 2 for page in root)


def test_answers_are_not_collected() -> None:
    told = robots(SITE).splitlines()
    assert "Disallow: /?query=" in told and f"Sitemap: {SITE}/sitemap.xml" in told
