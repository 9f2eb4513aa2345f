"""Mails: subject, date and text, without the people; attachments as further pages."""

from __future__ import annotations

from email.message import EmailMessage

import pytest
from office_files import mail, packed, word

from corpus.errors import DocumentError
from ingest.readers.mail import eml, msg
from ingest.readers.raw import Limits, RawDocument

ABOVE = "Päevakeskuse aruanne\n\nThu, 05 Mar 2026 10:00:00 +0200\n\n"

ROWS = "<tr><td>Rae<td>4<tr><td>Saku<td>3"


def read(message: EmailMessage, depth: int = 0, pages: int = 3000) -> RawDocument:
    return eml.read("a.eml", message.as_bytes(), Limits(depth=depth, pages=pages))


def test_a_mail_is_one_page_under_its_subject() -> None:
    raw = read(mail("Tere!\n\nOsales 1213 inimest."))
    assert [(page.number, page.text) for page in raw.pages] == [
        (None, f"{ABOVE}Tere!\n\nOsales 1213 inimest.")
    ]
    assert raw.title == raw.headings[0].text == "Päevakeskuse aruanne"


def test_people_are_left_out_and_told_without_their_names() -> None:
    (page,) = read(mail()).pages
    assert "naidis" not in page.text + str(page.account) and "Mari" not in str(page)
    (left,) = page.account.left_out
    assert (left.reason, left.sample) == ("names and addresses of sender and receivers", "")


@pytest.mark.parametrize(
    ("text", "page", "shown"),
    [
        ("Tere, kõik!", "<p>Tere, <b>kõik</b>!</p>", "Tere, kõik!"),
        ("Vaata HTML-i", f"<h1>Uudis</h1><p>{'Pikk lugu. ' * 9}</p>", "Pikk lugu."),
        (" ", "<p>Tere!</p>", "Tere!"),
        (
            "Vald Arv\nRae 4\nSaku 3\nMari",
            f"<table><tr><th>Vald<th>Arv{ROWS}</table><p>Mari",
            "Vald: Saku; Arv: 3",
        ),
    ],
)
def test_the_text_that_says_more_is_read(text: str, page: str, shown: str) -> None:
    assert shown in read(mail(text, page)).pages[0].text


def test_attachments_are_further_pages_named_by_their_files() -> None:
    message = mail(lisa__docx=word("Kokku osales 1213 inimest."), märkus__txt=b"L\xc3\xb5pp.")
    raw = read(message)
    assert [(page.number, page.label) for page in raw.pages] == [
        (1, None),
        (2, "lisa.docx"),
        (3, "märkus.txt"),
    ]
    assert raw.pages[1].text == "lisa.docx\n\nKokku osales 1213 inimest."
    assert [(each.page_index, each.text) for each in raw.headings[1:]] == [
        (1, "lisa.docx"),
        (2, "märkus.txt"),
    ]


def test_a_mail_in_a_mail_is_read() -> None:
    outer = mail("Edastan.")
    outer.add_attachment(mail("Sisemine kiri."))
    raw = read(outer)
    assert raw.pages[1].label == "Päevakeskuse aruanne.eml"
    assert raw.pages[1].text.endswith("Sisemine kiri.")


@pytest.mark.parametrize(
    ("name", "content", "depth", "pages", "reason"),
    [
        ("viirus__exe", b"MZ\0", 0, 9, "'viirus.exe' inside was not read: is a program"),
        ("a__docx", b"PK\x03\x04", 0, 9, "'a.docx' inside was not read: is damaged"),
        ("a__zip", packed({"b.zip": packed({"c.txt": b"c"})}), 1, 9, "lies too deep"),
        ("a__txt", b"Tekst.", 0, 1, "is beyond the 1 pages"),
        ("a__txt", b" ", 0, 9, "holds no text"),
    ],
)
def test_what_is_not_read_is_named(
    name: str, content: bytes, depth: int, pages: int, reason: str
) -> None:
    raw = read(mail(**{name: content}), depth, pages)
    assert len(raw.pages) == 1
    assert reason in raw.warnings[0]
    assert raw.pages[0].account.doubts == raw.warnings


def test_logos_are_told_in_the_account_alone() -> None:
    message = mail("Tere!", "<p>Tere!</p>")
    message.add_attachment(b"GIF8", maintype="image", subtype="gif", cid="<logo>", filename="l.gif")
    raw = read(message)
    assert raw.warnings == ()
    assert [each.sample for each in raw.pages[0].account.left_out] == ["l.gif", ""][::-1]


def test_an_encrypted_mail_is_refused() -> None:
    message = EmailMessage()
    message["From"] = "a@naidis.example"
    message.set_content(b"x", maintype="application", subtype="pkcs7-mime")
    with pytest.raises(DocumentError, match="is an encrypted mail"):
        read(message)


@pytest.mark.parametrize("charset", ["iso-8859-4", "windows-1257", "no-such"])
def test_a_declared_encoding_is_used(charset: str) -> None:
    body = "Šokolaad õhtul".encode("cp1257" if charset != "iso-8859-4" else charset)
    head = f"From: a\nSubject: b\nContent-Type: text/plain; charset={charset}\n\n".encode()
    assert eml.read("a.eml", head + body, Limits()).pages[0].text.endswith("Šokolaad õhtul")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n",
        b"Content-Type: multipart/mixed; boundary=x\n\n--x\n--x--",
        b"Content-Type: message/rfc822\n\n",
        b"From: =?x?q?=?=\nDate: never\nSubject: =?utf-8?b?w?=\n\na",
    ],
)
def test_odd_mails_are_no_faults(content: bytes) -> None:
    assert eml.read("a.eml", content, Limits()).pages


def test_what_is_no_outlook_mail_is_refused() -> None:
    with pytest.raises(DocumentError, match="is damaged or no Outlook mail"):
        msg.read("a.msg", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Limits())
