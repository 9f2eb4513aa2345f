"""The values that readers hand over, and the choice of reader."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.errors import DocumentError
from ingest.readers import formats
from ingest.readers.raw import (
    LINE,
    Flow,
    Limits,
    RawDocument,
    RawPage,
    SectionHeading,
    note_mark,
    source_number,
    without_notes,
)
from ingest.readers.recognition import recognised


def test_a_reading_survives_json() -> None:
    raw = RawDocument(
        "application/pdf",
        (RawPage(1, "iv", "Tekst"), RawPage(2, None, "")),
        (SectionHeading(0, 0, 1, "Tekst"),),
        title="Tekst",
        description={"id": "a", "sectors": ["justice"]},
        warnings=("page 2: damaged",),
        unread=(2,),
    )
    assert RawDocument.from_json(json.loads(json.dumps(raw.as_json()))) == raw


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
    assert flow.headings == [SectionHeading(0, 0, 1, "Pealkiri")]


@pytest.mark.parametrize("name", ["a.PDF", "a.docx", "a.htm", "a.md", "a.txt"])
def test_known_names(name: str) -> None:
    assert formats.is_known(name)


@pytest.mark.parametrize("name", ["a.typ", "a.tsv", "a.yaml", "a.gdoc", "a", ".md"])
def test_unknown_names_are_refused_with_what_is_known(name: str) -> None:
    assert not formats.is_known(name)
    with pytest.raises(DocumentError, match=r"known are \.pdf, \.docx"):
        formats.read(name, b"tekst", Limits())


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.pdf", b"<!DOCTYPE html><title>404</title>", "holds a web page"),
        ("a.pdf", b"Plain words.", "holds plain text"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1", "is damaged or no Word document"),
        ("a.txt", b"%PDF-1.7\n%%EOF", "is damaged or no PDF"),
        ("a.txt", b"a\0b", "is not text"),
        ("a.pdf", b"PK\x03\x04zip", "is damaged or no PDF"),
        ("a.md", b"MZ\0\1", "is a program, which is not read"),
        ("a.docx", b"", "is empty"),
    ],
)
def test_content_that_its_name_denies(name: str, content: bytes, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason):
        formats.read(name, content, Limits())


@pytest.mark.parametrize(
    ("marked", "text", "notes"),
    [
        ("", "", []),
        ("ilma", "ilma", []),
        (f"a{note_mark(1)} b{note_mark(20)}{note_mark(3)}", "a b", [(1, 1), (3, 20), (3, 3)]),
        (f"{note_mark(1234)}", "", [(0, 1234)]),
    ],
)
def test_notes_leave_the_text(marked: str, text: str, notes: list[tuple[int, int]]) -> None:
    assert without_notes(marked) == (text, notes)


@pytest.mark.parametrize(
    ("place", "number"),
    [("#source-3", 3), ("source-12", 12), ("#source-0", None), ("#footnote-3", None), (None, None)],
)
def test_only_a_place_named_source_is_one(place: str | None, number: int | None) -> None:
    assert source_number(place) == number


def test_recognised_text_belongs_to_one_scan(tmp_path: Path) -> None:
    scan = tmp_path / "leht.pdf"
    assert recognised.beside(scan, b"scan") == ()
    text = recognised.written(b"scan", ["Esimene\nrida", "Teine"], "est+eng")
    recognised.place(scan).write_text(text, encoding="utf-8")
    assert recognised.beside(scan, b"scan") == ("Esimene\nrida", "Teine")
    assert recognised.beside(scan, b"another scan") == ()
    recognised.place(scan).write_bytes(b"\xff\xfe")
    assert recognised.beside(scan, b"scan") == ()
