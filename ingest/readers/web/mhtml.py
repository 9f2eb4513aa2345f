"""Reads MHTML, a web page saved with its pictures in one file, as the page that it holds.

The file is a mail of several parts (RFC 2557): the page is the part that `start` names, or the
first of HTML. Differs from `html`, which reads a page saved alone.
"""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes
from email.message import Message

from corpus.errors import DocumentError
from ingest.readers.encoding import decode
from ingest.readers.raw import Limits, RawDocument
from ingest.readers.web import html, html_encoding

_PAGES = ("text/html", "application/xhtml+xml")
_NO_PAGE = "holds no web page; open it in a browser, save it as HTML and ingest that"


def read(path: str, content: bytes, limits: Limits) -> RawDocument:  # noqa: ARG001
    """The page's main part as one page without a number.

    Raises:
        DocumentError: it holds no web page.
    """
    try:
        pages = _pages(message_from_bytes(content))
    except (RecursionError, ValueError, LookupError, TypeError):  # of a hostile mail
        raise DocumentError(path, _NO_PAGE) from None
    if not pages:
        raise DocumentError(path, _NO_PAGE)
    body = pages[0].get_payload(decode=True)
    body = body if isinstance(body, bytes) else b""
    text, note = decode(body, pages[0].get_content_charset() or html_encoding.declared(body))
    notes = [note] if note else []
    if len(pages) > 1:
        notes.append(f"{len(pages) - 1} frames inside the page were not read")
    return replace(html.read_text(path, text, tuple(notes)), media_type="multipart/related")


def _pages(message: Message) -> list[Message]:
    """The parts of HTML, the one that the file names as its page first."""
    pages = [part for part in message.walk() if part.get_content_type() in _PAGES]
    start = message.get_param("start")
    return sorted(pages, key=lambda part: not start or part.get("Content-ID") != start)
