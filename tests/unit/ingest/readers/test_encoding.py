"""Bytes to text as browsers decide it, and doubts that are said."""

from __future__ import annotations

import pytest

from corpus.errors import DocumentError
from ingest.readers import plain
from ingest.readers.encoding import check_text, decode
from ingest.readers.raw import Limits
from ingest.readers.web import html, html_encoding

ESTONIAN = "Žürii ja šokolaad – “hea”"


@pytest.mark.parametrize(
    ("text", "encoding", "named"),
    [
        (ESTONIAN, "cp1252", "windows-1252"),
        (ESTONIAN, "cp1257", "windows-1257"),
        ("Žürii šokk", "iso8859-15", "iso-8859-15"),
        ("Łódź, żółć, gęś i świat", "cp1250", "windows-1250"),
        ("Привет, мир. Это отчёт.", "cp1251", "windows-1251"),
        ("très élégant, à la carte", "cp1252", "windows-1252"),
        ("Rīga ir skaista pilsēta, šodien žēl", "cp1257", "windows-1257"),
    ],
)
def test_a_text_that_declares_nothing_is_read_by_its_letters(
    text: str, encoding: str, named: str
) -> None:
    read, note = decode(text.encode(encoding))
    assert read == text
    assert note is not None and f"read as {named}" in note


def test_the_note_names_the_letters_in_doubt() -> None:
    _, note = decode(ESTONIAN.encode("cp1252"))
    assert note is not None
    assert {"Ž", "š"} <= set(note.partition("check ")[2].split())


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark(encoding: str) -> None:
    assert decode(ESTONIAN.encode(encoding)) == (ESTONIAN, None)


@pytest.mark.parametrize(
    ("label", "encoding"),
    [("iso-8859-1", "cp1252"), ("latin1", "cp1252"), ("us-ascii", "cp1252"), ("x-sjis", "cp932")],
)
def test_a_label_means_what_browsers_take_it_for(label: str, encoding: str) -> None:
    text = "šokk" if encoding == "cp1252" else "日本語"
    assert decode(text.encode(encoding), label)[0] == text


@pytest.mark.parametrize(
    ("text", "label", "said"),
    [
        ("šokk õhtul".encode(), "windows-1257", "read as UTF-8"),
        ("žürii šokk".encode("cp1257"), "iso-8859-1", "reads better as windows-1257"),
        ("žürii šokk".encode("cp1257"), "utf-8", "not in UTF-8, which it declares"),
        ("KÃ¶ne ja Å¡okk".encode(), None, "letters broken before"),
    ],
)
def test_a_wrong_label_is_doubted(text: bytes, label: str | None, said: str) -> None:
    note = decode(text, label)[1]
    assert note is not None and said in note


@pytest.mark.parametrize(
    ("page", "label"),
    [
        (b'<meta charset="windows-1257">', "windows-1257"),
        (b"<META CHARSET=windows-1257 >", "windows-1257"),
        (
            b"<meta http-equiv=Content-Type content='text/html; charset=iso-8859-1'>",
            "iso-8859-1",
        ),
        (b'<?xml version="1.0" encoding="iso-8859-4"?><html>', "iso-8859-4"),
        (b"<head>" + b" " * 5000 + b"<meta charset=cp1257>", "cp1257"),
        (b'<!-- <meta charset="koi8-r"> --><meta charset=cp1252>', "cp1252"),
        (b"<p>charset=koi8-r</p>", None),
        (b"<meta name=description content='charset=koi8-r'>", None),
    ],
)
def test_where_a_page_names_its_encoding(page: bytes, label: str | None) -> None:
    assert html_encoding.declared(page) == label


def test_utf_16_in_a_meta_means_utf_8() -> None:
    page = '<meta charset="utf-16"><p>õhtu</p>'.encode()
    raw = html.read("a.html", page, Limits())
    assert (raw.pages[0].text, raw.warnings) == ("õhtu", ())


@pytest.mark.parametrize(
    "content",
    [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 4, b"\0" * 100, bytes(range(256))],
)
@pytest.mark.parametrize("reader", [plain, html])
def test_what_is_no_text_is_refused(content: bytes, reader: object) -> None:
    with pytest.raises(DocumentError, match="is not text"):
        reader.read("a.txt", content, Limits())  # type: ignore[attr-defined]


def test_a_stray_control_character_does_not_make_a_text_binary() -> None:
    check_text("a.txt", "Tavaline tekst. " * 50 + "\x07")
