"""What machines that collect pages are told: which pages there are, and which to leave.

    sitemap(documents, "https://…")  ->  XML of sitemaps.org, each page in both languages
    robots("https://…")              ->  robots.txt (RFC 9309)

Differs from `atom`, which tells people what is new.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from corpus.documents import Document
from search_service.phrases.catalogues import LANGUAGES

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"
_MOST = 50_000  # addresses that one file may hold (sitemaps.org)
_PAGES = ("/", "/documents", "/compare", "/glossary", "/about", "/help", "/accessibility")
# Answers to questions are computed, and nobody's to collect; forms and JSON are no pages.
_NOT_COLLECTED = ("/?query=", "/*?query=", "/api/", "/feedback", "/metrics", "/health/")


def sitemap(documents: Iterable[Document], site: str) -> bytes:
    """The pages that may be collected, documents' with the day of their last change."""
    register_namespace("", _SITEMAP)
    register_namespace("xhtml", _XHTML)
    root = Element(f"{{{_SITEMAP}}}urlset")
    pages = [(page, None) for page in _PAGES]
    own = [(f"/documents/{quote(d.id, safe='')}", d.changed) for d in documents]
    for path, changed in [*pages, *own][:_MOST]:
        page = SubElement(root, f"{{{_SITEMAP}}}url")
        SubElement(page, f"{{{_SITEMAP}}}loc").text = site + path
        if changed:
            SubElement(page, f"{{{_SITEMAP}}}lastmod").text = changed.isoformat()
        for lang in LANGUAGES:
            told = {"rel": "alternate", "hreflang": lang, "href": f"{site}{path}?ui={lang}"}
            SubElement(page, f"{{{_XHTML}}}link", told)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def robots(site: str) -> str:
    """Who may collect what: everybody, all but answers and what is no page."""
    left = "\n".join(f"Disallow: {path}" for path in _NOT_COLLECTED)
    return f"User-agent: *\n{left}\n\nSitemap: {site}/sitemap.xml\n"
