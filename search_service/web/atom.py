"""An Atom feed (RFC 4287) of documents, the latest first, for readers of feeds.

    feed(documents, Feeding(title, "https://…", "https://…/feed.atom", "et"))  ->  bytes

Of documents from before the store kept days nothing is known to be new, so they are left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from corpus.catalogue import vocabulary
from corpus.documents import Document

MEDIA_TYPE = "application/atom+xml"
_ATOM = "http://www.w3.org/2005/Atom"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_MOST = 50  # entries: by hand, more than a reader of feeds shows at once
_NEVER = date(1970, 1, 1)  # a feed must say when it changed, one without entries too
# Characters that XML does not allow, which a title may hold all the same.
_NOT_IN_XML = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])


class Feeding(NamedTuple):
    """What a feed says of itself: its title, the service's and its own address, its language."""

    title: str
    site: str
    address: str
    lang: str


def feed(documents: Iterable[Document], about: Feeding) -> bytes:
    """The feed of these documents."""
    register_namespace("", _ATOM)
    dated = [(each.changed, each) for each in documents if each.changed]
    dated.sort(key=lambda pair: (pair[0], pair[1].id), reverse=True)
    root = Element(f"{{{_ATOM}}}feed", {_LANG: about.lang})
    _add(root, "id", about.address)
    _add(root, "title", about.title)
    _add(root, "updated", _time(dated[0][0] if dated else _NEVER))
    _add(_add(root, "author"), "name", about.title)
    _add(root, "link", rel="self", type=MEDIA_TYPE, href=about.address)
    _add(root, "link", rel="alternate", type="text/html", href=f"{about.site}/")
    for changed, document in dated[:_MOST]:
        _entry(root, document, changed, about)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def _entry(root: Element, document: Document, changed: date, about: Feeding) -> None:
    metadata = document.metadata
    address = f"{about.site}/documents/{quote(document.id, safe='')}"
    entry = _add(root, "entry")
    _add(entry, "id", address)
    _add(entry, "title", metadata.title).set(_LANG, metadata.lang)
    _add(entry, "updated", _time(changed))
    if document.added:
        _add(entry, "published", _time(document.added))
    _add(entry, "link", rel="alternate", type="text/html", href=address)
    _add(entry, "summary", _summary(document, about.lang))


def _summary(document: Document, lang: str) -> str:
    """Kind, country and year, as results show them."""
    m = document.metadata
    kind = vocabulary.name(vocabulary.TYPES, m.type, lang)
    country = vocabulary.name(vocabulary.COUNTRIES, m.country, lang) if m.country else ""
    return ", ".join(filter(None, (kind, country, str(m.year or ""))))


def _add(parent: Element, name: str, text: str = "", **attributes: str) -> Element:
    child = SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    child.text = text.translate(_NOT_IN_XML) or None
    return child


def _time(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
