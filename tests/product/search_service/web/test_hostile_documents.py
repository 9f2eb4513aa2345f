"""Whatever documents say is shown as text, on pages, in feeds and in briefs; then by a browser.

A third of all payloads are titles, and all of them stand in the lists of a description, in its
sources and in the text. What readers send is in `test_hostile_input`.
"""

import io
import json
import re
import zipfile
from urllib.parse import quote, urlencode
from xml.etree.ElementTree import fromstring

import pytest
from browser import visiting
from hostile_pages import header_faults, told
from lxml import etree
from markdown_it import MarkdownIt
from payloads import MARKS, PAYLOADS
from selectolax.lexbor import LexborHTMLParser

from corpus.catalogue import catalogue
from corpus.documents import Reference
from corpus.errors import InvalidMetadata

ATOM = "{http://www.w3.org/2005/Atom}"
TOLD = list(zip(PAYLOADS[::3], PAYLOADS[1::3], PAYLOADS[2::3], strict=True))
MARKED = list(zip(MARKS[::3], MARKS[1::3], MARKS[2::3], strict=True))
IDS = [f"leht-{n}" for n in range(len(TOLD))]
PRACTICES, PAPERS = IDS[::2], IDS[1::2]
ASKED = "Kuidas vähendada eakate üksildust?"


@pytest.fixture(scope="module")
def library(shared_site, pdf):
    for n, texts in enumerate(TOLD):
        first, second, third = texts
        shared_site.add(
            IDS[n],
            [_story(*texts)],
            section=f"{first} › {second}",
            pdf=pdf(["x"]) if n == 1 else None,
            title=first,
            lang=("et", "en")[n // 2 % 2],
            type=("practice", "policy", "practice", "guide")[n % 4],
            country=("EE", "FI", second)[n % 3],
            year=2000 + n,
            place=third,
            organisations=texts,
            sectors=("elderly-care", *texts),
            target_groups=("older people", *texts),
            methods=("befriending", *texts),
            funding=texts,
            evidence_level=("evaluated", third)[n % 2],
            verification=second,
            authorship=third,
            licence=second,
            sources=tuple(Reference(text, text, 2020, text, "2026-11-28") for text in texts),
            facts=tuple(IDS),
            translation_of=IDS[0] if n == 2 else None,
        )
    shared_site.add("koik", ["\n\n".join((ASKED, *PAYLOADS))], title="Kõik")
    shared_site.engine.indexer.sync()
    return shared_site


def _story(first: str, second: str, third: str) -> str:
    """Known headings and others, a paragraph, items, and a table."""
    line, cell = " ".join(second.split()), " ".join(third.split())
    return (
        f"{first}\n\n{second}\n\nMis see on\n\nEakate üksildust vähendas {third}\n\nTulemused\n\n"
        f"• 2015. aastal vähenes üksildus {line}\n• {cell}\n\n{line} | Arv\n{cell} | 7"
    )


def seen(site, addresses, marked) -> None:
    """That the pages have no fault and say their documents' marks."""
    for address, marks in zip(addresses, marked, strict=True):
        assert told(site, [address], [marks]) == {}


@pytest.mark.parametrize(
    ("pages", "marked"),
    [
        ([f"/documents/{each}" for each in IDS], MARKED),
        ([f"/practices/{each}" for each in PRACTICES], MARKED[::2]),
        ([f"/feedback?document={each}" for each in IDS], [each[:1] for each in MARKED]),
        (["/documents/koik", "/practices/koik"], [MARKS, MARKS]),
        (["/documents", "/map", "/timeline"], [MARKS[::3], MARKS[25::18], MARKS[12::6]]),
        (["/browse/organisation", "/browse/method", "/browse/target-group"], [MARKS] * 3),
        (["/documents/leht-1/pages/1", "/documents/leht-2?beside=1"], [MARKS[3:6], MARKS[6:7]]),
        (["/evidence-map", "/evidence-map?direction=reported"], [(), MARKS[12::6]]),
    ],
    ids=lambda given: given[0] if isinstance(given[0], str) else "",
)
def test_what_documents_say_is_shown_as_text(library, pages, marked):
    seen(library, pages, marked)


def test_a_value_of_the_catalogue_has_a_page_whatever_it_is(library):
    pages = [f"/browse/organisation/{quote(text, '')}" for text in PAYLOADS[::2]]
    assert told(library, pages, [[mark] for mark in MARKS[::2]]) == {}


def joined(n: int) -> str:
    """Every twelfth payload, on one line after the other; the marks of these are `MARKS[n::12]`."""
    return "\n".join(["üksildus eakate", *PAYLOADS[n::12]])


@pytest.mark.parametrize("path", ["/?query=", "/compare?for_country=FI&query="])
def test_what_is_found_for_hostile_words_is_shown_as_text(library, path):
    pages = [f"{path}{quote(joined(n))}" for n in range(12)]
    assert told(library, pages, (MARKS[n::12] for n in range(12))) == {}


@pytest.mark.parametrize("path", ["/compare?", "/compare?query=leht-0&for_country=FI&"])
def test_works_stand_side_by_side_as_text(library, path):
    pages = [f"{path}{urlencode([('works', each) for each in IDS[n::8]])}" for n in range(8)]
    assert told(library, pages) == {}


def test_a_basket_of_all_works_is_text(library):
    marks = [each[:2] for each in MARKED]
    assert told(library, [f"/basket?{basket(library)}"], [sum(marks, ())]) == {}


def basket(library) -> str:
    """The address of a quote and of all works, each with a note and every title hostile."""
    (passage,) = library.engine.store.passages_of("koik")
    held = [("title", PAYLOADS[0]), ("question", PAYLOADS[1]), ("note", PAYLOADS[2])]
    held.append(("item", f"quote:{passage.id}:0:{len(passage.text)}"))
    for each, (_, second, _) in zip(IDS, TOLD, strict=True):
        held += [("item", f"work:{each}"), ("note", second)]
    return urlencode(held)


# Feeds and files.


def bare(text: str) -> str:
    """The text without what is left out of it, or is other blanks, in a file."""
    return re.sub(r"[^\w<>&;/=]", "", text)


def test_the_feed_has_titles_of_text_alone(library):
    answer = library.client.get("/feed.atom?type=practice")
    assert header_faults(answer) == []
    root = fromstring(answer.content)
    assert all(node.tag.startswith(ATOM) for node in root.iter())
    titles = {bare(each.findtext(f"{ATOM}title")) for each in root.iter(f"{ATOM}entry")}
    assert titles == {*map(bare, PAYLOADS[::6]), "Kõik"}
    assert fromstring(library.client.get("/sitemap.xml").content).tag.endswith("urlset")


@pytest.fixture(scope="module", params=["answer", "comparison", "basket"])
def brief(request, library):
    """What brings a brief in a format."""
    path, asked = {
        "answer": ("brief", urlencode({"question": f"{ASKED} {joined(0)}"})),
        "comparison": ("brief", urlencode({"query": joined(1), "for_country": "FI"})),
        "basket": ("basket-brief", basket(library)),
    }[request.param]

    def bring(form):
        answer = library.client.get(f"/api/v1/{path}?{asked}&format={form}")
        assert answer.status_code == 200, answer.text
        assert header_faults(answer) == []
        return answer

    return bring


PROSE = {
    "-text", "a", "blockquote", "body", "br", "code", "h1", "h2", "h3", "head", "html", "li", "ol",
    "p", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip


def test_markdown_is_read_as_words(brief):
    reader = MarkdownIt("commonmark", {"html": True}).enable("table")
    tree = LexborHTMLParser(reader.render(brief("md").text))
    tags = {node.tag for node in tree.root.traverse()}
    assert tags <= PROSE
    addresses = [link.attributes["href"] for link in tree.css("a")]
    assert all(re.match(r"https?://", each) for each in addresses)
    assert "<!--" not in tree.html


def test_word_is_given_words_alone(brief):
    with zipfile.ZipFile(io.BytesIO(brief("docx").content)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    for name, part in parts.items():
        if name.endswith((".xml", ".rels")):
            tree = etree.fromstring(part, etree.XMLParser(resolve_entities=False))
            assert tree.getroottree().docinfo.internalDTD is None
            fields = [node for node in tree.iter() if "instrText" in str(node.tag)]
            away = [n.get("Target") for n in tree.iter() if n.get("TargetMode") == "External"]
            assert fields == [] and all(re.match(r"https?://", each) for each in away), name
    assert not any("vba" in name.lower() for name in parts)


def test_records_of_sources_are_not_split(brief):
    sources = json.loads(brief("csl.json").text)
    records = brief("ris").text
    assert records.count("TY  - ") == records.count("ER  - ") == len(sources)
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in records.split("\r\n") if line)
    entries = re.findall(r"^@\w+{([^,]*),$", brief("bib").text, re.M)
    assert len(entries) == len(sources)
    assert brief("pdf").content.startswith(b"%PDF-")


# What a description may not say at all.


@pytest.mark.parametrize(
    "field",
    ["id", "lang", "type", "country", "evidence_level", "verification", "authorship", "status",
     "translation_of", "year", "verified"],
)  # fmt: skip
def test_what_has_a_form_of_its_own_is_refused_otherwise(field):
    known = {"id": "kodu", "title": "Kodu", "lang": "et", "type": "practice"}
    for text in PAYLOADS:
        with pytest.raises(InvalidMetadata):
            catalogue.parse(known | {field: text}, "kodu.md")


def test_a_source_has_a_whole_address_on_the_web_or_none():
    known = {"id": "kodu", "title": "Kodu", "lang": "et", "type": "practice"}
    for text in PAYLOADS:
        sources = [text, {"title": "Aruanne", "url": text}]
        try:
            found = catalogue.parse(known | {"sources": sources}, "kodu.md").sources
        except InvalidMetadata:
            found = catalogue.parse(known | {"sources": sources[:1]}, "kodu.md").sources
        assert all(each.url is None or "//evil.example/" in each.url for each in found)


# In a real browser.

WATCH = """
    document.addEventListener("securitypolicyviolation", (event) =>
        console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`));
"""
STIR = """
    (marks) => {
        for (const node of document.querySelectorAll("*"))
            for (const kind of ["mouseover", "focus", "toggle", "error", "load", "animationstart"])
                node.dispatchEvent(new Event(kind));
        return marks.filter((mark) => mark in window);
    }
"""


def kinds(library) -> list[str]:
    """A page of every kind, most of them with hostile texts."""
    (passage,) = library.engine.store.passages_of("koik")
    cited = f"passage={passage.id}&start=0&end={len(passage.text)}"
    return [
        "/", f"/?query={quote(joined(0))}", "/?query=tungsten",
        "/documents", f"/documents?title={quote(PAYLOADS[0])}", "/documents/koik",
        f"/documents/koik?{cited}&from={quote('/?query=' + PAYLOADS[0], '')}",
        "/documents/leht-2?beside=1", "/documents/leht-1/pages/1", "/practices/koik",
        "/practices/leht-0", "/practices/leht-16", "/compare", f"/compare?query={quote(joined(1))}",
        "/compare?works=leht-0&works=leht-4", "/basket", f"/basket?{basket(library)}",
        "/browse", "/browse/organisation", f"/browse/organisation/{quote(PAYLOADS[37], '')}", "/map",
        "/timeline", "/evidence-map", "/evidence-map?direction=reported", "/glossary",
        f"/glossary?term={quote(PAYLOADS[0])}", "/about", "/help", "/accessibility", "/docs",
        "/feedback?document=leht-3", f"/feedback/thanks?query={quote(PAYLOADS[0])}",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("bypass_csp", "step"), [(False, 1), (True, 3)], ids=["as it is", "without the policy"]
)
def test_a_browser_runs_nothing_of_it_and_asks_nobody_else(library, browser, bypass_csp, step):
    with visiting(browser, library, bypass_csp=bypass_csp) as page:
        page.add_init_script(WATCH)
        heard, hosts = [], set()
        page.on("dialog", lambda dialog: (heard.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda sent: hosts.add(sent.url.split("/")[2]))
        for address in kinds(library)[::step]:
            page.goto(address)
            assert page.evaluate(STIR, MARKS) == [], address
        page.goto("/")
        page.locator("#query").press_sequentially("kuri")
        page.wait_for_selector("#suggestions [role=option]", state="attached")
        assert page.evaluate(STIR, MARKS) == [] and heard == []
        assert hosts == {page.url.split("/")[2]}
