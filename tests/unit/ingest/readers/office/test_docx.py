"""Word files as they are read and cleaned, and the bombs among them."""

from __future__ import annotations

import io
from collections.abc import Callable

import docx
import pytest

from corpus.documents import Note
from corpus.errors import DocumentError
from ingest.cutting.cleaning import clean
from ingest.readers.office import docx as reader
from ingest.readers.raw import Limits

Repack = Callable[[dict[str, bytes]], bytes]
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def body(inner: str) -> bytes:
    return f"<w:document {W}><w:body>{inner}</w:body></w:document>".encode()


def text_of(content: bytes) -> str:
    return clean(reader.read("a.docx", content, Limits())).pages[0].text


def test_headings_lists_and_tables() -> None:
    written = docx.Document()
    written.add_heading("Uuring", 0)
    written.add_heading("Tulemused", 1)
    written.add_paragraph("Esimene lõik.")
    written.add_paragraph("üks", style="List Bullet")
    written.add_paragraph("kaks", style="List Bullet")
    table = written.add_table(2, 2)
    for cell, text in zip(table._cells, ["Aasta", "Arv", "2020", "1500"], strict=True):
        cell.text = text
    written.add_paragraph("Viimane lõik.")
    content = io.BytesIO()
    written.save(content)
    reading = reader.read("a.docx", content.getvalue(), Limits())
    assert clean(reading).pages[0].text == (
        "Uuring\n\nTulemused\n\nEsimene lõik.\n\n• üks\n• kaks\n\nAasta | Arv\nAasta: 2020; Arv: 1500\n\n"
        "Viimane lõik."
    )
    assert [(each.level, each.text) for each in reading.headings] == [
        (1, "Uuring"),
        (1, "Tulemused"),
    ]
    assert reading.title == "Uuring"


def test_controls_and_accepted_changes(repack: Repack) -> None:
    inner = (
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>Sisu väljas</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        "<w:p><w:ins><w:r><w:t>lisatud</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>kustutatud</w:delText></w:r></w:del></w:p>"
    )
    assert text_of(repack({"word/document.xml": body(inner)})) == "Sisu väljas\n\nlisatud"


def test_entities_that_grow_are_refused(repack: Repack) -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;&b;">]>' + body("<w:p/>")
    with pytest.raises(DocumentError, match="XML entities"):
        reader.read("a.docx", repack({"word/document.xml": bomb}), Limits())


def test_an_archive_that_unpacks_without_end_is_refused(repack: Repack) -> None:
    bomb = repack({"word/document.xml": b" " * 80_000_000})
    assert len(bomb) < 200_000
    with pytest.raises(DocumentError, match="unpacks to more"):
        reader.read("a.docx", bomb, Limits())


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"not a zip", b"PK\x05\x06" + b"\0" * 18])
def test_damage_is_told(content: bytes) -> None:
    with pytest.raises(DocumentError, match="damaged or no Word document"):
        reader.read("a.docx", content, Limits())


def test_a_link_to_a_source_is_its_mark(repack: Repack) -> None:
    linked = (
        '<w:p><w:r><w:t>Oli 100 inimest.</w:t></w:r><w:hyperlink w:anchor="source-2"><w:r><w:t>2'
        "</w:t></w:r></w:hyperlink><w:r><w:t> Ja </w:t></w:r>"
        '<w:hyperlink w:anchor="lisa"><w:r><w:t>lisa</w:t></w:r></w:hyperlink></w:p>'
    )
    content = repack({"word/document.xml": body(linked)})
    page = clean(reader.read("a.docx", content, Limits())).pages[0]
    assert (page.text, page.notes) == ("Oli 100 inimest. Ja lisa", (Note(16, 2),))
