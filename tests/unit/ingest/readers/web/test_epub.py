"""EPUB: chapters in the order of the spine; damaged, protected and hostile books."""

from __future__ import annotations

import io
import zipfile

import pytest

from corpus.errors import DocumentError
from ingest.readers import formats
from ingest.readers.raw import Limits, RawDocument
from ingest.readers.web import epub

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
)
OPF = """<package xmlns="http://www.idpf.org/2007/opf"><metadata
 xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title></metadata><manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="b" href="text/b%20osa.xhtml" media-type="application/xhtml+xml"/>
<item id="a" href="text/a.xhtml" media-type="application/xhtml+xml"/>
<item id="pic" href="pilt.svg" media-type="image/svg+xml"/></manifest>
<spine><itemref idref="nav"/><itemref idref="b"/><itemref idref="a"/>{more}</spine></package>"""
PAGE = '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body>{}</body></html>'
NAV = '<nav><ol><li><a href="text/b%20osa.xhtml">Sissejuhatus</a></li></ol></nav>'


def book(changed: dict[str, str] | None = None, title: str = "Külabuss", more: str = "") -> bytes:
    parts = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "OEBPS/book.opf": OPF.format(title=title, more=more),
        "OEBPS/nav.xhtml": PAGE.format(NAV),
        "OEBPS/text/b osa.xhtml": PAGE.format("<p>Oli 1216<sup>1</sup> sõitu.</p>"),
        "OEBPS/text/a.xhtml": PAGE.format("<h1>Lõpp</h1><p>Nii oli.</p>"),
        **(changed or {}),
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def read(content: bytes) -> RawDocument:
    return epub.read("a.epub", content, Limits())


def test_chapters_come_in_the_order_of_the_spine() -> None:
    raw = formats.read("a.epub", book(), Limits())
    assert raw.pages[0].text == "Sissejuhatus\n\nOli 1216¹ sõitu.\n\nLõpp\n\nNii oli."
    assert [each.text for each in raw.headings] == ["Sissejuhatus", "Lõpp"]
    assert (raw.title, raw.pages[0].number) == ("Külabuss", None)
    assert [each.reason for each in raw.pages[0].account.left_out] == ["navigation"]


def test_a_title_that_nobody_gave_gives_way_to_the_first_heading() -> None:
    assert read(book(title="Untitled")).title == "Sissejuhatus"


def test_what_cannot_be_read_is_named() -> None:
    raw = read(book(more='<itemref idref="pic"/>'))
    assert raw.warnings == ("OEBPS/pilt.svg: a part of the book that cannot be read",)


def test_entities_are_never_expanded() -> None:
    bomb = (
        '<!DOCTYPE html [<!ENTITY a "hahaha"><!ENTITY b "&a;&a;&a;">]>'
        + PAGE.format("<p>&b;</p>")[21:]
    )
    text = read(book({"OEBPS/text/a.xhtml": bomb})).pages[0].text
    assert "hahaha" not in text


ENCRYPTED = (
    '<encryption xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:CipherReference '
    'URI="OEBPS/text/a.xhtml"/></encryption>'
)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04 not a zip", "is damaged or no EPUB"),
        (book({"META-INF/container.xml": "<container/>"}), "is damaged or no EPUB"),
        (book({"META-INF/container.xml": CONTAINER.replace("OEBPS", "..")}), "is damaged"),
        (book({"OEBPS/book.opf": "<package"}), "is damaged or no EPUB"),
        (book({"META-INF/encryption.xml": ENCRYPTED}), "is protected"),
        (book({"OEBPS/text/a.xhtml": " " * 110_000_000}), "unpacks to more"),
        (book({f"{n}": "" for n in range(5001)}), "files; no book does"),
    ],
)
def test_books_that_cannot_be_read(content: bytes, said: str) -> None:
    with pytest.raises(DocumentError, match=said):
        read(content)


def test_a_note_in_another_chapter_is_marked_and_its_place_is_its_own() -> None:
    changed = {
        "OEBPS/text/b osa.xhtml": PAGE.format(
            '<p id="n1">Oli 1216<a epub:type="noteref" href="a.xhtml#n1">1</a> sõitu.</p>'
        ).replace("<html", '<html xmlns:epub="http://www.idpf.org/2007/ops"'),
        "OEBPS/text/a.xhtml": PAGE.format('<h1>Lõpp</h1><ol><li id="n1">Nii oli.</li></ol>'),
    }
    assert read(book(changed)).pages[0].text == (
        "Sissejuhatus\n\nOli 1216[1] sõitu.\n\nLõpp\n\n[1] Nii oli."
    )
