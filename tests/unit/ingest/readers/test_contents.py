"""What a file is, told by its content; and what its name then means."""

from __future__ import annotations

from email.message import EmailMessage

import pytest
from office_files import mail, packed, saved, slides, word, workbook

from corpus.errors import DocumentError
from ingest.readers import formats
from ingest.readers.contents import foreign, is_text, known_kind
from ingest.readers.raw import Limits

WORD, TEXT = word("Kokku osales 1213 inimest."), "Õhtul käis kohal 40 inimest.".encode()
PAGE = b"<!-- a --><!DOCTYPE html><title>404</title><p>Lehte ei leitud.</p>"
RTF = rb"{\rtf1\ansi Tere.\par}"


def saved_page() -> bytes:
    message = EmailMessage()
    message["From"] = "<Saved by Blink>"
    message["Snapshot-Content-Location"] = "https://naidis.example/"
    message.set_content("Leht.")
    return message.as_bytes()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n", "pdf"),
        (b"\xef\xbb\xbf%PDF-1.7\n", "pdf"),
        (b"\0\1junk\n%PDF-1.4 \0", "pdf"),
        (b"A note on %PDF-1.4 files", None),
        (WORD, "docx"),
        (saved(workbook(Leht=[["a"]])), "xlsx"),
        (saved(slides(("A", "b"))), "pptx"),
        (packed({"mimetype": b"application/vnd.oasis.opendocument.text"}), "odf"),
        (packed({"mimetype": b"application/epub+zip"}), "epub"),
        (packed({"a.txt": b"a"}), "zip"),
        (packed({"[Content_Types].xml": b"", "xl/workbook.bin": b""}), "xls"),
        (WORD[:400], None),
        (RTF, "rtf"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"MM\0*", "picture"),
        (PAGE, "html"),
        (b"<?xml version='1.0'?>\n<html xmlns='x'>", "html"),
        (b"<?xml version='1.0'?><feed>", None),
        (b"<!-- endless", None),
        (mail().as_bytes(), "eml"),
        (mail().as_bytes() + b"\0\1\2", "eml"),
        (saved_page(), "mhtml"),
        (b"Subject: m\xc3\xa4rge\n\nMuu.", None),
        (b"From: a\nTo: b\nSubject: c", None),
        (TEXT, None),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 broken", None),
        (b"", None),
    ],
)
def test_kinds_are_told_by_content(content: bytes, kind: str | None) -> None:
    assert known_kind(content) == kind


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (TEXT, True),
        ("Õhtu".encode("utf-16"), True),
        ("Kokku osales 1213 inimest.".encode("utf-16-le"), True),
        ("Õhtu käes".encode("cp1257"), True),
        (b"a\0b", False),
        (b"text \x01\x02\x03", False),
        (b"x" * 5000 + b"\x0c\x1b", True),
        (bytes(range(256)), False),
    ],
)
def test_binary_is_not_text(content: bytes, expected: bool) -> None:
    assert is_text(content) is expected


def test_what_no_reader_takes_has_a_name() -> None:
    assert foreign(b"7z\xbc\xaf\x27\x1c") == "a 7z archive"
    assert foreign(b"words") is None


@pytest.mark.parametrize(
    ("name", "content", "media_type", "warning"),
    [
        ("a.html", WORD, "wordprocessingml", "is named .html but is a Word document"),
        ("a.pdf", WORD, "wordprocessingml", "is named .pdf but is a Word document"),
        ("aruanne", WORD, "wordprocessingml", "has no ending but is a Word document"),
        ("a.doc", RTF, "application/rtf", "is named .doc but is an RTF document"),
        ("a.xls", PAGE, "text/html", "is named .xls but is a web page"),
        ("a.txt", PAGE, "text/html", "is named .txt but is a web page"),
        ("a.txt", mail().as_bytes(), "message/rfc822", "is named .txt but is a mail"),
        ("a.md", PAGE, "text/markdown", None),
        ("a.csv", TEXT, "text/csv", None),
    ],
)
def test_a_file_is_read_as_what_it_is(
    name: str, content: bytes, media_type: str, warning: str | None
) -> None:
    raw = formats.read(name, content, Limits())
    assert media_type in raw.media_type
    assert [w for w in raw.warnings if warning and w.startswith(warning)] or warning is None
    if warning is None:
        assert raw.warnings == ()


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.pdf", PAGE, "is named .pdf but holds a web page; get the file again"),
        ("a.pdf", TEXT, "is named .pdf but holds plain text"),
        ("a.docx", mail().as_bytes(), "holds a mail"),
        ("a.docx", WORD[:400], "is damaged or no Word document"),
        ("a.docx", packed({"a.txt": b"a"}), "is damaged or no Word document"),
        ("a.md", b"MZ\0\1", "is named .md but is a program, which is not read"),
        ("a.txt", b"a\0b", "is not text"),
        ("a.rar", b"Rar!\x1a\x07", "is a RAR archive, which is not read; known are .pdf"),
        ("a.jar", packed({"a.class": b"\xca\xfe"}), "files ending in '.jar' are not read"),
        ("märkmed", TEXT, "files without an ending are not read"),
    ],
)
def test_a_name_that_its_content_denies_is_refused(name: str, content: bytes, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason.replace(".", r"\.")):
        formats.read(name, content, Limits())
