"""Reads Outlook's mails (MSG) with python-oxmsg, as `eml` reads the open format."""

from __future__ import annotations

from corpus.errors import DocumentError
from ingest.readers import plain
from ingest.readers.mail.mail_body import body_page
from ingest.readers.members import Members
from ingest.readers.raw import Limits, RawDocument
from ingest.readers.web import html

MEDIA_TYPE = "application/vnd.ms-outlook"
_DAMAGED = "is damaged or no Outlook mail; save it again from Outlook and ingest that"
_NO_TEXT = "its text is in a form that is not read; save the mail as .eml or PDF"


def read(path: str, content: bytes, limits: Limits) -> RawDocument:
    """The mail and its attachments.

    Raises:
        DocumentError: damaged.
    """
    from oxmsg import Message

    members = Members(path, limits)
    try:
        message = Message.load(content)
        subject = " ".join(message.subject.split())
        sent = message.sent_date
        people = len(message.sender or "") + sum(
            len(each.name or "") + len(each.email_address or "") for each in message.recipients
        )
        texts = message.body, message.html_body
        attached = [(each.file_name, each.file_bytes) for each in message.attachments]
    except (MemoryError, RecursionError):
        raise
    except Exception:
        # The library raises whatever a broken container leads to: OSError, struct.error, …
        raise DocumentError(path, _DAMAGED) from None
    body = _body(path, texts, limits)
    page, headings = body_page(subject, sent.isoformat(" ") if sent else "", body, people)
    members.own(page, headings)
    if body is None:
        members.leave("the mail", _NO_TEXT)
    for number, (name, inner) in enumerate(attached, start=1):
        shown = name or f"attachment {number}"
        if inner is None:
            members.leave(shown, "is a mail or a link; save it by itself and ingest that")
        else:
            members.add(shown, inner)
    return members.document(MEDIA_TYPE, subject or None)


def _body(path: str, texts: tuple[str | None, str | None], limits: Limits) -> RawDocument | None:
    text, page = texts
    if text and text.strip():
        return plain.read(path, text.replace("\0", "").encode("utf-8", "replace"), limits)
    if page and page.strip():
        return html.read(path, page.encode("utf-8", "replace"), limits)
    return None
