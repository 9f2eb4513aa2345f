"""ZIP archives: each document in them as further pages, whatever is not read named."""

from __future__ import annotations

import io
import zipfile

import pytest
from office_files import mail, packed, word

from corpus.errors import DocumentError
from ingest.readers import archive
from ingest.readers.raw import Limits, SectionHeading


def test_members_come_in_order_of_their_names() -> None:
    content = packed({"kaust/b.txt": b"Teine.", "a.docx": word("Esimene."), "kaust/": b""})
    raw = archive.read("arhiiv.zip", content, Limits())
    assert [(page.number, page.label, page.text) for page in raw.pages] == [
        (1, "a.docx", "a.docx\n\nEsimene."),
        (2, "b.txt", "b.txt\n\nTeine."),
    ]
    assert (raw.title, raw.media_type) == ("arhiiv", "application/zip")


def test_headings_of_members_lie_below_their_names() -> None:
    content = packed({"a.md": b"# Peat\xc3\xbckk\n\nTekst.", "b.eml": mail("Tere!").as_bytes()})
    raw = archive.read("a.zip", content, Limits())
    assert raw.headings[:2] == (SectionHeading(0, 0, 1, "a.md"), SectionHeading(0, 6, 2, "Peatükk"))
    for heading in raw.headings:
        assert raw.pages[heading.page_index].text[heading.offset :].startswith(heading.text)


def test_labels_are_short_and_pages_of_a_member_told_apart() -> None:
    inner = packed({"x.txt": b"X.", "y.txt": b"Y."})
    name = "väga-pika-nimega-arhiiv-aastast-2023.zip"
    raw = archive.read("a.zip", packed({name: inner}), Limits())
    assert [page.label for page in raw.pages] == [
        "väga-pika-nimega-arhiiv-aa x.txt",
        "väga-pika-nimega-arhiiv-aa y.txt",
    ]
    assert all(len(page.label or "") <= 32 for page in raw.pages)


def test_what_the_system_put_there_is_passed_by() -> None:
    content = packed({"a.txt": b"A.", "__MACOSX/._a.txt": b"\0", "sub/.DS_Store": b"\0"})
    assert archive.read("a.zip", content, Limits()).warnings == ()


def test_locked_members_are_named() -> None:
    content = bytearray(packed({"a.txt": b"A.", "b.txt": b"B."}))
    central = content.index(b"PK\x01\x02")
    content[central + 8] |= 1  # the first member's flag in the directory
    raw = archive.read("a.zip", bytes(content), Limits())
    assert raw.warnings == ("'a.txt' inside was not read: is locked with a password",)
    assert [page.label for page in raw.pages] == ["b.txt"]


def test_a_name_in_utf_8_that_does_not_say_so() -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as opened:
        opened.writestr("köök.txt", b"A.")
    content = bytearray(written.getvalue())
    for mark, at in ((b"PK\x03\x04", 7), (b"PK\x01\x02", 9)):
        content[content.index(mark) + at] &= 0xF7
    assert archive.read("a.zip", bytes(content), Limits()).pages[0].label == "köök.txt"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"PK\x03\x04", "is damaged or no ZIP archive"),
        (packed({}), "holds no document"),
        (packed({"a.exe": b"MZ"}), "holds no document; 'a.exe' inside was not read: is a program"),
    ],
)
def test_an_archive_without_documents_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason):
        archive.read("a.zip", content, Limits())


def test_no_more_members_are_read_than_are_due() -> None:
    content = packed({f"{number:03}.txt": b"A." for number in range(501)})
    raw = archive.read("a.zip", content, Limits())
    assert len(raw.pages) == 500
    assert raw.warnings[0].startswith("'500.txt' inside was not read: is beyond")


@pytest.mark.parametrize("encoding", ["utf-8", "cp775", "cp1257", "cp437"])
def test_names_are_read_in_whatever_encoding_they_are(encoding: str) -> None:
    name = "öäü" if encoding == "cp437" else "Žõäš"
    coded = name.encode(encoding)
    content = packed({f"k\\{'X' * len(coded)}.txt": b"Tekst."}).replace(b"X" * len(coded), coded)
    assert archive.read("a.zip", content, Limits()).pages[0].label == f"{name}.txt"
