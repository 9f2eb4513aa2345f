"""Reads mails as files (EML): subject, date, text, then the attachments as further pages.

Who wrote to whom is left out of the text and told in the account: those are personal data.
"""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from email.message import EmailMessage, MIMEPart
from typing import cast

from corpus.errors import DocumentError
from corpus.markup import is_row
from ingest.readers import plain
from ingest.readers.encoding import decode
from ingest.readers.mail.mail_body import body_page
from ingest.readers.members import Members
from ingest.readers.raw import LINE, Limits, RawDocument
from ingest.readers.web import html

MEDIA_TYPE = "message/rfc822"
_PEOPLE = ("from", "to", "cc", "bcc", "reply-to", "sender")
_LOGO_BYTES = 30_000  # a picture within the text that is smaller is a logo or a line
_ENCRYPTED = ("application/pkcs7-mime", "application/x-pkcs7-mime", "multipart/encrypted")


def read(path: str, content: bytes, limits: Limits) -> RawDocument:
    """The mail and its attachments.

    Raises:
        DocumentError: encrypted, or no mail.
    """
    message = email.message_from_bytes(content, policy=email.policy.default)
    if message.get_content_type() in _ENCRYPTED:
        raise DocumentError(path, "is an encrypted mail; save it decrypted and ingest that")
    members = Members(path, limits)
    subject, date = _header(message, "subject"), _header(message, "date")
    people = sum(len(_header(message, name)) for name in _PEOPLE)
    page, headings = body_page(subject, date, _body(path, message, limits), people)
    members.own(page, headings)
    for name, attached in _attached(message, members):
        members.add(name, attached)
    return members.document(MEDIA_TYPE, subject or None)


def _header(message: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(message[name] or "").split())
    except (ValueError, IndexError, TypeError, AttributeError, LookupError):
        return ""  # headers that break the standard's parser say nothing that is needed


def _body(path: str, message: EmailMessage, limits: Limits) -> RawDocument | None:
    """The plain text, or the web page where there is none, only a hint at it, or no rows."""
    text = _read_part(path, message, "plain", limits)
    page = _read_part(path, message, "html", limits)
    if text is None or page is None:
        return text or page
    told, shown = text.pages[0].text, page.pages[0].text
    rows = sum(map(is_row, shown.split(LINE))) - sum(map(is_row, told.split(LINE)))
    return page if rows > 1 or len(told) * 2 < len(shown) else text


def _read_part(path: str, message: EmailMessage, kind: str, limits: Limits) -> RawDocument | None:
    try:
        part = message.get_body((kind,))
    except (KeyError, AttributeError, ValueError):
        return None
    if part is None:
        return None
    text, _ = decode(_bytes(part), part.get_content_charset())
    if not text.strip():
        return None
    reader = html.read if kind == "html" else plain.read
    return reader(path, text.replace("\0", "").encode("utf-8", "replace"), limits)


def _bytes(part: MIMEPart) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _attached(message: EmailMessage, members: Members) -> Iterator[tuple[str, bytes]]:
    bodies = [message.get_body((kind,)) for kind in ("plain", "html")]
    for number, part in enumerate(_leaves(message), start=1):
        if any(part is body for body in bodies):
            continue
        kind = part.get_content_type()
        if kind == MEDIA_TYPE:
            inner = part.get_payload(0)
            assert isinstance(inner, EmailMessage)
            yield f"{_header(inner, 'subject') or f'mail {number}'}.eml", inner.as_bytes()
            continue
        content, name = _bytes(part), part.get_filename()
        if kind.startswith("image/") and part.get("content-id") and len(content) < _LOGO_BYTES:
            members.pass_by(name or kind, "a small picture within the mail's text")
            continue
        if name is None and kind in ("text/plain", "text/html"):
            name = f"{number}.{'html' if kind.endswith('html') else 'txt'}"
        yield name or f"{number}.{kind.rpartition('/')[2]}", content


def _leaves(message: EmailMessage) -> Iterator[EmailMessage]:
    """The parts that hold something; a mail within the mail is one of them."""
    if message.get_content_type() == MEDIA_TYPE and message.is_multipart():
        yield message
    elif message.is_multipart():
        for part in message.iter_parts():
            yield from _leaves(cast(EmailMessage, part))
    else:
        yield message
