"""Outlook's mails: what they hold is what an open mail holds."""

from __future__ import annotations

import struct

import pytest
from compound_files import Tree, compound
from office_files import word

from corpus.errors import DocumentError
from ingest.readers.contents import known_kind
from ingest.readers.mail import msg
from ingest.readers.raw import Limits, RawDocument

SUBJECT, BODY, HTML, SENDER, MAIL = "0037001F", "1000001F", "10130102", "0C1A001F", "0C1F001F"
NAME, DATA = "3707001F", "37010102"


def storage(header: int, values: dict[str, str | bytes]) -> dict[str, bytes]:
    streams: dict[str, bytes] = {}
    properties = bytearray(header)
    for tag, value in values.items():
        content = value.encode("utf-16-le") if isinstance(value, str) else value
        streams[f"__substg1.0_{tag}"] = content
        properties += struct.pack("<IIII", int(tag, 16), 6, len(content) + 2, 0)
    return {"__properties_version1.0": bytes(properties)} | streams


def outlook(values: dict[str, str | bytes], *attached: dict[str, str | bytes]) -> bytes:
    tree: dict[str, bytes | Tree] = dict(storage(32, values))
    for number, each in enumerate(attached):
        tree[f"__attach_version1.0_#{number:08X}"] = storage(8, each)
    return compound(tree)


def read(content: bytes) -> RawDocument:
    return msg.read("a.msg", content, Limits())


def test_subject_and_text_without_the_people() -> None:
    content = outlook(
        {
            SUBJECT: "Aruanne",
            BODY: "Tere!\r\n\r\nOsales 1213.",
            SENDER: "Mari Näidis",
            MAIL: "m@naidis.example",
        }
    )
    assert known_kind(content) == "msg"
    (page,) = read(content).pages
    assert page.text == "Aruanne\n\nTere!\n\nOsales 1213."
    assert "Mari" not in str(page) and "naidis" not in str(page)
    assert page.account.left_out[0].reason == "names and addresses of sender and receivers"


def test_a_web_page_is_read_where_there_is_no_text() -> None:
    content = outlook({SUBJECT: "A", HTML: "<p>Tere, õhtu!</p>".encode()})
    assert read(content).pages[0].text.startswith("A\n\nTere")


def test_attachments_are_further_pages() -> None:
    lisa = {NAME: "lisa.docx", DATA: word("Kokku osales 1213 inimest.")}
    raw = read(outlook({SUBJECT: "A", BODY: "b"}, lisa, {NAME: "kiri.msg"}))
    assert raw.pages[1].label == "lisa.docx"
    assert raw.pages[1].text.endswith("Kokku osales 1213 inimest.")
    assert raw.warnings == (
        "'kiri.msg' inside was not read: is a mail or a link; save it by itself and ingest that",
    )


def test_a_mail_without_text_says_so() -> None:
    (page,) = read(outlook({SUBJECT: "A"})).pages
    assert page.account.doubts[0] == "the mail has no text"


@pytest.mark.parametrize(
    "content", [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", compound({"a": b"b"}), b""]
)
def test_what_is_no_outlook_mail_is_refused(content: bytes) -> None:
    with pytest.raises(DocumentError, match="is damaged or no Outlook mail"):
        read(content)
