"""What of a web page is its article, and what the account says of the rest."""

from __future__ import annotations

import pytest

from evals.library.web_pages import GOLD, measure
from ingest.readers.raw import Limits, RawDocument
from ingest.readers.web import html

PROSE = "Liinibuss lõpetas külas sõitmise sügisel, sest sõitjaid oli keskmiselt kolm."
MENU = "<ul><li><a href=/a>Avaleht</a><li><a href=/b>Uudised</a><li><a href=/c>Kontakt</a></ul>"


def read(body: str) -> RawDocument:
    return html.read("a.html", f"<html><body>{body}</body></html>".encode(), Limits())


def reasons(raw: RawDocument) -> set[str]:
    return {each.reason for each in raw.pages[0].account.left_out}


def test_nothing_of_the_made_pages_articles_is_lost() -> None:
    ours = [each for each in measure(GOLD) if each.extractor == "ours"]
    assert len(ours) == 25
    assert [each.page for each in ours if each.lost] == []
    assert sum(each.chrome for each in ours) < 150


@pytest.mark.parametrize(
    ("chrome", "reason"),
    [
        (f"<nav>{MENU}</nav>", "navigation"),
        (f"<div class='main-menu'>{MENU}</div>", "navigation"),
        (f"<div id=siteNav>{MENU}</div>", "navigation"),
        (f"<div>{MENU}</div>", "navigation"),
        ("<div role=search>Otsi lehelt</div>", "navigation"),
        ("<footer>© Näidisamet</footer>", "navigation"),
        ("<div id=onetrust-banner-sdk>Kasutame küpsiseid.</div>", "cookie notice"),
        ("<div role=dialog>See leht kasutab küpsiseid. <button>Selge</button></div>",
         "cookie notice"),
        ("<div><p>We use cookies.</p><button>Accept</button></div>", "cookie notice"),
        ("<script>var menu = 1</script>", "script"),
        ("<p hidden>Mustand</p>", "hidden"),
        ("<p style='display: none'>Mustand</p>", "hidden"),
        ("<form><label>Nimi</label><input></form>", "form"),
        ("<div id=comments><article><p>Kas see ikka nii on, küsib lugeja siin all ja veel.</p>"
         "</article></div>", "comments"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("frame", ["{1}<h1>Külabuss</h1><p>{0}</p><p>{0}</p>",
                                   "{1}<main><h1>Külabuss</h1><p>{0}</p><p>{0}</p></main>"])  # fmt: skip
def test_what_stands_around_the_article_goes_and_is_named(
    chrome: str, reason: str, frame: str
) -> None:
    raw = read(frame.format(PROSE, chrome))
    assert raw.pages[0].text == f"Külabuss\n\n{PROSE}\n\n{PROSE}"
    assert reasons(raw) == {reason}


@pytest.mark.parametrize(
    "body",
    [
        "<header><h1>Külabuss</h1></header><main><p>{0}</p></main>",
        "<h1>Külabuss</h1><main><p>{0}</p></main>",
        "<article><h1>Külabuss</h1></article><article><p>{0}</p></article>",
        "<main><h1>Külabuss</h1><button aria-controls=a>{0}</button></main>",
        "<main><h1>Külabuss</h1><div id=a hidden>{0}</div><button aria-controls=a></button></main>",
        "<main><h1>Külabuss</h1><aside><p>{0}</p></aside></main>",
        "<h1>Külabuss</h1><p class=cookies>{0}</p>",
        "<h1>Külabuss</h1><div class=social-innovation><p>{0}</p></div>",
        "<form id=aspnetForm><h1>Külabuss</h1><div>{0}</div></form>",
        "<main></main><h1>Külabuss</h1><div id=app><p>{0}</p></div>",
    ],
)
def test_nothing_of_the_article_is_lost(body: str) -> None:
    assert read(body.format(PROSE)).pages[0].text == f"Külabuss\n\n{PROSE}"


def test_a_list_of_sources_is_no_menu() -> None:
    raw = read(f"<main><h1>Külabuss</h1><p>{PROSE}</p><h2>Allikad</h2>{MENU}</main>")
    assert raw.pages[0].text.endswith("Allikad\n\n• Avaleht\u2028• Uudised\u2028• Kontakt")


def test_a_page_of_menus_alone_is_read_with_a_warning() -> None:
    raw = read(f"<nav>{MENU}</nav><nav>{MENU}</nav>")
    assert "Kontakt" in raw.pages[0].text
    assert "no article was found" in raw.warnings[0]


@pytest.mark.parametrize(
    ("title", "heading", "expected"),
    [
        ("Külabuss | Näidisamet", "Külabuss viis arsti juurde", "Külabuss viis arsti juurde"),
        ("Külabuss | Näidisamet", "Näidisamet", "Külabuss"),
        ("Külabuss | Näidisamet", "", "Külabuss"),
        ("Külabuss – Näidisamet", "Näidisamet", "Külabuss"),
        ("Untitled", "", None),
        ("Untitled", "Külabuss", "Külabuss"),
    ],
)
def test_the_title(title: str, heading: str, expected: str | None) -> None:
    page = f"<title>{title}</title><h1>{heading}</h1><p>{PROSE}</p>"
    assert html.read("a.html", page.encode(), Limits()).title == expected
