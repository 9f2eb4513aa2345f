"""Reads EPUB: the chapters of a book in the order in which they are read.

A book in this form has no pages of its own, so it is one page without a number; what is cited is
the place in its headings. A chapter without a heading has the name that the contents give it.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser

from ingest.readers import titles
from ingest.readers.encoding import check_text, decode
from ingest.readers.leavings import Leavings
from ingest.readers.raw import Flow, Limits, RawDocument, check_length, source_number
from ingest.readers.web import html, html_encoding, web_pages
from ingest.readers.web.epub_package import Chapter, read_package
from ingest.readers.web.html_walk import HtmlWalk
from ingest.readers.web.page_notes import mentions
from ingest.readers.web.xhtml import as_html


def read(path: str, content: bytes, limits: Limits) -> RawDocument:  # noqa: ARG001
    """The book as one page without a number.

    Raises:
        DocumentError: damaged, protected or a bomb.
    """
    package = read_package(path, content)
    flow, leavings = Flow(), Leavings()
    warnings = [f"{place}: a part of the book that cannot be read" for place in package.missing]
    check_length(path, sum(len(chapter.content) for chapter in package.chapters))
    pages = [_page(path, chapter) for chapter in package.chapters]
    numbers = {chapter.place: at for at, chapter in enumerate(package.chapters)}
    for chapter, (tree, _) in zip(package.chapters, pages, strict=True):
        _name_places(tree, chapter.place, numbers)
    notes = mentions(*(tree for tree, _ in pages))
    for chapter, (tree, note) in zip(package.chapters, pages, strict=True):
        _add(chapter, tree, notes, flow, leavings)
        warnings += [f"{chapter.place}: {note}"] if note else []
    title = package.title if package.title and titles.is_named(package.title) else None
    raw = html.finished(path, "application/epub+zip", flow, leavings, title, tuple(warnings))
    return replace(raw, title=title or raw.title)


def _page(path: str, chapter: Chapter) -> tuple[LexborHTMLParser, str | None]:
    """A chapter's tree; the note is of its letters."""
    text, note = decode(chapter.content, html_encoding.declared(chapter.content))
    check_text(path, text)
    return LexborHTMLParser(as_html(text)), note


def _name_places(tree: LexborHTMLParser, chapter: str, numbers: Mapping[str, int]) -> None:
    """Gives what a link may lead to a name of its own in the book, and links that name."""
    for node in tree.css("[id], a[name]"):
        for key in ("id", "name"):
            told = node.attributes.get(key)
            if told and source_number(told) is None:
                node.attrs[key] = f"{numbers[chapter]}-{told}"
    folder = posixpath.dirname(chapter)
    for link in tree.css("a[href]"):
        place, mark, told = (link.attributes.get("href") or "").partition("#")
        target = posixpath.normpath(posixpath.join(folder, unquote(place))) if place else chapter
        if mark and target in numbers and source_number(told) is None:
            link.attrs["href"] = f"#{numbers[target]}-{told}"


def _add(
    chapter: Chapter,
    tree: LexborHTMLParser,
    notes: dict[str, str],
    flow: Flow,
    leavings: Leavings,
) -> None:
    """Adds a chapter to the book."""
    body = web_pages.without_scripts(tree, leavings)
    if body is None:
        return
    if chapter.is_contents:
        leavings.add(web_pages.NAVIGATION, body.text(separator=" "))
        return
    if chapter.name and body.css_first("h1, h2, h3, h4, h5, h6") is None:
        flow.heading(1, chapter.name)
    HtmlWalk(flow, leavings, notes).add(body)
