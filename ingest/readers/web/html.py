"""Reads HTML: the article of a web page with its headings, lists, tables and notes.

    read("a.html", b"<nav>Avaleht</nav><main><h1>Pealkiri</h1><p>Tekst.</p></main>", limits)
    ->  one page "Pealkiri\\n\\nTekst.", whose account names the navigation

`web_pages` tells the article from what stands around it, `html_walk` reads it.
"""

from __future__ import annotations

from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser

from corpus.errors import DocumentError
from ingest.readers import titles
from ingest.readers.encoding import check_text, decode
from ingest.readers.leavings import DATA, Leavings
from ingest.readers.raw import Flow, Limits, RawDocument, check_length
from ingest.readers.web import html_encoding, web_pages
from ingest.readers.web.html_walk import HtmlWalk
from ingest.readers.web.page_notes import mentions
from ingest.readers.web.xhtml import as_html

_JOINTS = (" | ", " – ", " — ", " - ", " :: ", " · ", " » ")  # between a title and the site's name

_NO_ARTICLE = "no article was found in the page; menus and notices are read as its text"


def read(path: str, content: bytes, limits: Limits) -> RawDocument:  # noqa: ARG001
    """The page's main part as one page without a number.

    Raises:
        DocumentError: it is not text.
    """
    text, note = decode(content, html_encoding.declared(content))
    return read_text(path, text, (note,) if note else ())


def read_text(path: str, text: str, warnings: tuple[str, ...] = ()) -> RawDocument:
    """The main part of a page whose characters are known.

    Raises:
        DocumentError: it is not text, or too long.
    """
    check_text(path, text)
    check_length(path, len(text))
    if text.lstrip().startswith("<?xml"):
        text = as_html(text)
    tree = LexborHTMLParser(text)
    named, notes = _title(tree), mentions(tree)
    flow, leavings = Flow(), Leavings()
    HtmlWalk(flow, leavings, notes).add(web_pages.without_chrome(tree, leavings))
    if flow.pages()[0].text:
        return finished(path, "text/html", flow, leavings, named, warnings)
    # Nothing was known for an article: what the page says otherwise is better than nothing.
    tree, leavings = LexborHTMLParser(text), Leavings()
    HtmlWalk(flow, leavings, notes).add(web_pages.without_scripts(tree, leavings))
    doubt = (_NO_ARTICLE,) if flow.pages()[0].text else ()
    return finished(path, "text/html", flow, leavings, named, (*warnings, *doubt))


def finished(
    path: str,
    media_type: str,
    flow: Flow,
    leavings: Leavings,
    title: str | None,
    warnings: tuple[str, ...],
) -> RawDocument:
    """The document of one page that a walk has filled.

    Raises:
        DocumentError: more of it is encoded data than text.
    """
    page = replace(flow.pages()[0], account=leavings.account())
    check_data(path, page.text, leavings)
    first = next((each.text for each in flow.headings if titles.is_named(each.text)), None)
    return RawDocument(
        media_type,
        (page,),
        tuple(flow.headings),
        title=_better(first, title),
        warnings=warnings,
    )


def check_data(path: str, text: str, leavings: Leavings) -> None:
    """Refuses what is more encoded data than text.

    Raises:
        DocumentError: it is.
    """
    if leavings.characters(DATA) > len(text):
        raise DocumentError(
            path, "holds encoded data (base64), not text; decode it and ingest what it holds"
        )


def _title(tree: LexborHTMLParser) -> str | None:
    name = tree.css_first("head title") or tree.css_first("title")
    title = " ".join((name.text() or "").split()) if name else ""
    return title if titles.is_named(title) else None


def _better(heading: str | None, title: str | None) -> str | None:
    """The page's first heading, unless it is only the site's name, which the title ends with."""
    if heading is None or title is None:
        return heading or (_without_site(title) if title else None)
    for joint in _JOINTS:
        before, found, site = title.rpartition(joint)
        if found and site.casefold() == heading.casefold() and titles.is_named(before):
            return before
    return heading


def _without_site(title: str) -> str:
    """A title without the name of the site behind it: "Toetused | Sotsiaalministeerium"."""
    before, found, _ = title.rpartition(" | ")
    return before if found and titles.is_named(before) else title
