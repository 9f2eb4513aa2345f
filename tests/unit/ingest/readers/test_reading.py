"""The values that readers hand over, and the choice of reader."""

from __future__ import annotations

import json

import pytest

from corpus.errors import DocumentError
from ingest.readers import formats
from ingest.readers.reading import LINE, Flow, Heading, Limits, RawPage, Reading


def test_a_reading_survives_json() -> None:
    reading = Reading(
        "application/pdf",
        (RawPage(1, "iv", "Tekst"), RawPage(2, None, "")),
        (Heading(0, 0, 1, "Tekst"),),
        title="Tekst",
        description={"id": "a", "sectors": ["justice"]},
        warnings=("page 2: damaged",),
        unread=(2,),
    )
    assert Reading.from_json(json.loads(json.dumps(reading.as_json()))) == reading


def test_a_flow_parts_blocks_and_places_headings() -> None:
    flow = Flow()
    flow.heading(1, "Pealkiri")
    flow.paragraph("Lõik.")
    flow.line("• üks")
    flow.line("• kaks")
    flow.end_block()
    flow.line("a | b")
    text = flow.pages()[0].text
    assert text == f"Pealkiri\n\nLõik.\n\n• üks{LINE}• kaks\n\na | b"
    assert flow.headings == [Heading(0, 0, 1, "Pealkiri")]


@pytest.mark.parametrize("name", ["a.PDF", "a.docx", "a.htm", "a.md", "a.txt"])
def test_known_names(name: str) -> None:
    assert formats.is_known(name)


@pytest.mark.parametrize("name", ["a.typ", "a.tsv", "a.yaml", "a.doc", "a", ".md"])
def test_unknown_names_are_refused_with_what_is_known(name: str) -> None:
    assert not formats.is_known(name)
    with pytest.raises(DocumentError, match=r"known are \.pdf, \.docx"):
        formats.read(name, b"", Limits())


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.pdf", b"<!DOCTYPE html><title>404</title>", "holds a web page"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1", "holds an old Office file; save it as .docx"),
        ("a.txt", b"%PDF-1.7\n%%EOF", None),
        ("a.pdf", b"PK\x03\x04zip", "holds a ZIP archive"),
    ],
)
def test_content_that_its_name_denies(name: str, content: bytes, reason: str | None) -> None:
    if reason is None:
        assert formats.read(name, content, Limits()).pages
        return
    with pytest.raises(DocumentError, match=reason):
        formats.read(name, content, Limits())
